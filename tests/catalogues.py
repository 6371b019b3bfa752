"""Reads what the program asks to be translated, and what its catalogues answer.

GNU gettext makes the catalogues (CONTRIBUTING.md); tests must not need it.
"""

import ast
import re
from pathlib import Path

from django.conf import settings

from articles.exports.translatable import words

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
FOLDERS = ("unityreports", "regions", "articles")
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "gettext_noop"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
SIMPLE = re.compile(r"""{% *translate +["']([^"']+)["']""")
ARGUMENT = re.compile(r'_\("([^"]+)"\)')
BLOCK = re.compile(r"{% *blocktrans(?:late)?\b(.*?)%}(.*?){% *endblocktrans", re.DOTALL)
TAG = re.compile(r"{% *plural *%}")
QUOTED = re.compile(r"“[^“”]*”|《》")  # examples, in whichever language


def entries(path: Path) -> dict[str | tuple[str, int], str]:
    """Return a source catalogue as ``gettext`` keeps a compiled one.

    A text is led by its context and ``\\4``; one with plural forms is a key for each of them.
    """
    found = {}
    for block in path.read_text().split("\n\n"):
        texts, name = {}, None
        for line in block.splitlines():
            if match := re.match(r'(msg\w+(?:\[\d\])?) (".*")$', line):
                name = match[1]
                texts[name] = ast.literal_eval(match[2])
            elif name and line.startswith('"'):
                texts[name] += ast.literal_eval(line)
        if texts.get("msgid"):
            context = texts.get("msgctxt")
            msgid = f"{context}\4{texts['msgid']}" if context else texts["msgid"]
            if "msgid_plural" in texts:
                forms = [text for name, text in texts.items() if name.startswith("msgstr")]
                found |= {(msgid, number): text for number, text in enumerate(forms)}
            else:
                found[msgid] = texts["msgstr"]
    return found


def asked() -> set[str]:
    """Return every Chinese text that the program and its templates ask to be translated."""
    found = words()
    for folder in FOLDERS:
        for path in (settings.BASE_DIR / folder).rglob("*.py"):
            found |= set(_in_python(path.read_text()))
    for path in (settings.BASE_DIR / "templates").rglob("*.*"):
        if path.suffix in {".html", ".txt"}:  # pages and mails
            found |= set(_in_template(path.read_text()))
    return {text for text in found if CHINESE.search(text)}


def _in_python(source: str):
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
        if node.func.id in CALLS and texts:
            yield texts[0]
        elif node.func.id in IN_CONTEXT:
            yield f"{texts[0]}\4{texts[1]}"


def _in_template(source: str):
    yield from SIMPLE.findall(source)
    yield from ARGUMENT.findall(source)
    for options, body in BLOCK.findall(source):
        text = TAG.split(body)[0].replace("%", "%%")
        if "trimmed" in options:
            text = " ".join(line.strip() for line in text.strip().splitlines())
        yield re.sub(r"{{ *(\w+) *}}", r"%(\1)s", text)
