"""Search: right against a scan of the text, fast against the time the scan takes."""

import random
import sys

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from articles.models import Article
from articles.publishing import derived
from articles.search import DATE, parse, search
from benchmarks import generate
from benchmarks.timing import Table, best, now

COMMON = "民族"
_FEW = (1, 100)
_LENGTHS = (2, 3, 4, 6)
_PLAIN_SCAN = """
    SELECT article_id FROM articles_measure WHERE {has}(heading, %s) > 0 OR {has}(body, %s) > 0
    UNION
    SELECT id FROM articles_article
    WHERE {has}(title, %s) > 0 OR {has}(subtitle, %s) > 0 OR {has}(lead, %s) > 0
       OR {has}(closing, %s) > 0
"""


def scan(word: str) -> set[int]:
    """Return the reports whose text holds a word, by reading all of it."""
    has = "strpos" if connection.vendor == "postgresql" else "instr"
    with connection.cursor() as cursor:
        cursor.execute(_PLAIN_SCAN.format(has=has), [word] * 6)
        return {row[0] for row in cursor.fetchall()}


def everything(text: str) -> set[int]:
    """Return all that a search finds."""
    return {hit.pk for hit in search(parse(text), order=DATE, size=10**9).hits}


def measure(size: int, generator, table: Table) -> dict[str, float]:
    """Grow to ``size`` reports and measure. Returns times in ms that sizes are compared by."""
    table.row(f"-- {size:,} reports", "")
    missing = size - Article.objects.count()
    begun = now()
    for _ in generator.write(missing):
        pass
    table.row("generated", f"{missing / (now() - begun):,.0f} reports/s")
    begun = now()
    derived.rebuild()
    rate = missing / (now() - begun)
    table.row("index build", f"{rate:,.0f} reports/s", ">= 150 reports/s", met=rate >= 150)
    generate.analyze()
    table.row("text of a report", f"{_characters():,.0f} characters", "about 1,000")
    chance = random.Random(size)
    rare = {length: _rare_word(length, chance) for length in _LENGTHS}
    _compare(rare, table)
    scanned = best(lambda: scan(COMMON), 3)
    table.row(f"scan of the text for {COMMON}", f"{scanned:.1f} ms")
    for word in rare.values():
        took = best(lambda word=word: search(parse(word)), 15)
        table.ratio(f"ranked page, selective: {word}", took, scanned, 0.01, "the scan")
    two, other = rare[2], rare[4]
    for text, most in [
        (f"{two} {COMMON}", 0.01),
        (f"{other} -{COMMON}", 0.01),
        (COMMON, 0.1),
        ("民", 0.1),
        (f"{COMMON} 团结", 0.1),
        (f"{COMMON} -石榴籽", 0.1),
    ]:
        took = best(lambda text=text: search(parse(text)), 15)
        table.ratio(f"first page: {text}", took, scanned, most, "the scan")
    return {"publish": _publish()}


def _characters() -> float:
    """Return the mean length of a report's indexed text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(length(text)) FROM articles_passage")
        return cursor.fetchone()[0] / Article.objects.count()


def _rare_word(length: int, chance: random.Random) -> str:
    """Return a word of Chinese characters that few reports hold."""
    while True:
        article = Article.objects.filter(live=True)[chance.randrange(100)]
        text = "".join(chance.choice(article.measures.all()).body.split("<p>"))
        start = chance.randrange(max(1, len(text) - length))
        word = text[start : start + length]
        chinese = len(word) == length and all("\u4e00" <= each <= "\u9fff" for each in word)
        if chinese and _FEW[0] <= len(scan(word)) <= _FEW[1]:
            return word


def _compare(rare: dict[int, str], table: Table):
    """Compare what is found with what a scan finds."""
    common = ["民", "榴", COMMON, "石榴", "群众像", "石榴籽", "民族团结", "那达慕大会"]
    wrong, words = 0, [*common, "共同体意识", "民族团结进步", *rare.values()]
    for word in words:
        wrong += everything(word) != scan(word)
    pairs = [(COMMON, "石榴籽"), ("马头琴", rare[2]), ("刺绣", "光伏"), ("文旅局", "志愿者")]
    for one, two in pairs:
        wrong += everything(f"{one} {two}") != scan(one) & scan(two)
        wrong += everything(f"{one} -{two}") != scan(one) - scan(two)
    asked = len(words) + 2 * len(pairs)
    table.row(
        "recall and precision against the scan",
        f"{asked - wrong} of {asked} equal",
        "all (1, 2, 3, 4, 6 characters)",
        met=not wrong,
    )


def _publish() -> float:
    """Return the time to publish an edited report, in ms."""
    article = Article.objects.filter(measures__isnull=False).first()
    revision = article.save_revision(clean=False)

    def publish():
        article.title = article.title[:150] + str(random.randrange(10**6))
        article.save_revision(clean=False).publish()

    took = best(publish, 25, seconds=20)
    revision.delete()
    return took


def main(sizes: list[int], seed: int):
    """Measure at each size, the smallest first."""
    call_command("migrate", verbosity=0)
    generate.prepare()
    generator, table = generate.Generator(seed), Table()
    publish = None
    for size in sizes:
        took = measure(size, generator, table)["publish"]
        if publish is None:
            publish = took
            table.row("publish one report", f"{took:.1f} ms")
        else:
            table.ratio("publish one report", took, publish, 1.5, f"that at {sizes[0]:,}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1].split(",")], int(sys.argv[2]))
