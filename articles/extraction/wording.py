"""What the parser says to people: Chinese that can be said again in another language.

The parser knows no catalogue. Its modules import ``Wording`` as ``_``, the name under which GNU
gettext finds texts; whoever shows one (articles/desk/translated_wording.py) looks up its template.
"""


class Wording(str):
    """A text in Chinese that remembers its template and what fills it.

    ``_("第 %(number)d 行", number=3)`` is ``"第 3 行"``.
    """

    template: str
    parts: dict[str, "str | int"]

    def __new__(cls, template: str, **parts: "str | int") -> "Wording":
        """Return the template, filled. What fills it are plain values, or wordings themselves."""
        wording = super().__new__(cls, template % parts)
        wording.template, wording.parts = template, parts
        return wording

    def __getnewargs_ex__(self) -> "tuple[tuple[str], dict[str, str | int]]":
        """Return what a copy is made from."""
        return (self.template,), self.parts
