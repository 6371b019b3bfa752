"""One sentence in a report's body, and the honors that are read from it."""

from articles.extraction.parse import parse_page

PAGE = """双柏县民族团结进步工作
来源：县民宗局 2023-03-05

双柏县位于楚雄州南部，各族干部群众共同团结奋斗、共同繁荣发展，各项工作取得明显成效。

{}
"""


def read(sentence, gazetteer, *, whole=False):
    """Return what is read from a sentence in a report's body, or from a page given whole."""
    page = sentence.encode() if whole else PAGE.format(sentence)
    return parse_page(page, gazetteer=gazetteer, filename="a.html" if whole else "")


def honors(sentence, gazetteer):
    """Return the honors of a sentence in a report's body."""
    return read(sentence, gazetteer).honors
