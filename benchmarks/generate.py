"""Plausible, varied reports over all real regions, from a seed: the same number, the same reports.

They are written in bulk, as an import of a whole archive would write them; derived tables are
built after, by the same code as ``manage.py rebuild_indexes``.
"""

import datetime
import io
import random
import uuid
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from taggit.models import Tag

from articles.models import Article, ArticleTag, Channel, Figure, Honor, Measure, Theme
from benchmarks import vocabulary as v
from regions.models import Level, Region

CHINA = ZoneInfo("Asia/Shanghai")
_BATCH = 500
_FIRST, _DAYS = datetime.datetime(2013, 1, 1, tzinfo=CHINA), 365 * 12
_LEVEL_WEIGHTS = {
    Level.PROVINCE: 3,
    Level.LEAGUE: 12,
    Level.BANNER: 45,
    Level.TOWN: 25,
    Level.VILLAGE: 15,
}
_LEVEL_NAMES = {
    "national": "国家级",
    "autonomous_region": "自治区级",
    "league": "盟级",
    "banner": "旗级",
}
_TAGS = [
    "民族团结",
    "乡村振兴",
    "文化活动",
    "政策宣讲",
    "产业发展",
    "教育",
    "社区",
    "非遗",
    "法治",
    "志愿服务",
]
# Sentences in store; each report adds some of its own.
_STORE = 6000


class Generator:
    """Writes reports.

    ``length`` is about how many characters of text each has; ``diligent`` is the part of all
    reports that stand in one village, so that every level has a place with full pages even among
    a thousand reports.
    """

    def __init__(self, seed: int = 1, length: int = 1000, diligent: float = 0):
        self.chance = random.Random(seed)
        self.length = length
        self.diligent = diligent
        regions = Region.objects.for_readers().only("pk", "code", "short_name", "level")
        self.regions: dict[int, list[Region]] = {level: [] for level in _LEVEL_WEIGHTS}
        for region in regions:
            self.regions[region.level].append(region)
        self.channels = list(Channel.objects.all())
        self.themes = list(Theme.objects.all())
        self.tags = [Tag.objects.get_or_create(name=name)[0] for name in _TAGS]
        self.names = [region.short_name for region in regions]
        self.store = [self.fill(self.chance.choice(v.SENTENCES)) for _ in range(_STORE)]

    def write(self, count: int, *, bodies: bool = True) -> Iterator[list[Article]]:
        """Write reports and yield them batch by batch. Without ``bodies``: no outline, no facts."""
        for start in range(0, count, _BATCH):
            size = min(_BATCH, count - start)
            with transaction.atomic():
                articles = self._write_batch(size, bodies)
            yield articles

    def _write_batch(self, size: int, bodies: bool) -> list[Article]:
        articles = Article.objects.bulk_create(self.article() for _ in range(size))
        ArticleTag.objects.bulk_create(
            ArticleTag(content_object=article, tag=tag)
            for article in articles
            for tag in self.chance.sample(self.tags, self.chance.randrange(4))
        )
        if not bodies:
            return articles
        Measure.objects.bulk_create(row for each in articles for row in self.outline(each))
        honors = [honor for article in articles for honor in self.honors(article)]
        Honor.objects.bulk_create(honors)
        Figure.objects.bulk_create(figure for each in articles for figure in self.figures(each))
        return articles

    def article(self) -> Article:
        """Return the head of a report, its lead and closing."""
        chance = self.chance
        level = chance.choices(*zip(*_LEVEL_WEIGHTS.items(), strict=True))[0]
        region = chance.choice(self.regions[level] or self.regions[Level.BANNER])
        if self.diligent and chance.random() < self.diligent:
            region = self.regions[Level.VILLAGE][0]
        title = chance.choice(v.REPORT_TITLES).replace("{p}", region.short_name, 1)
        return Article(
            uid=uuid.UUID(int=chance.getrandbits(128), version=4),
            title=self.fill(title)[:200],
            channel=chance.choice(self.channels),
            region=region,
            source=chance.choice(["", region.short_name + chance.choice(v.BODIES)])[:100],
            published_at=_FIRST
            + datetime.timedelta(days=chance.randrange(_DAYS), minutes=chance.randrange(600, 1080)),
            lead=self.paragraphs(2),
            closing=self.paragraphs(1) if chance.random() < 0.6 else "",
            live=True,
            has_unpublished_changes=False,
        )

    def outline(self, article: Article) -> Iterator[Measure]:
        """Yield the rows of a report's outline."""
        sentences = max(1, round(self.length / 45)) - 3
        rows = self.chance.randrange(4, 9)
        for number in range(rows):
            section = number % 3 == 0
            pattern = self.chance.choice(v.HEADINGS if section else v.LEADS)
            yield Measure(
                article=article,
                sort_order=number,
                level=1 if section else 2,
                heading=self.fill(pattern),
                theme=self.chance.choice(self.themes) if self.themes else None,
                body=self.paragraphs(max(1, round(sentences / rows))),
            )

    def honors(self, article: Article) -> Iterator[Honor]:
        """Yield honors as the report states them."""
        for number in range(self.chance.randrange(3)):
            status, pattern = self.chance.choice(v.HONOR_SENTENCES)
            level = self.chance.choice([*_LEVEL_NAMES, ""])
            title = self.chance.choice(v.TITLES)
            pattern = pattern.replace("{t}", title).replace("{k}", _LEVEL_NAMES.get(level, ""))
            yield Honor(
                article=article,
                sort_order=number,
                name=title,
                level=level,
                status=status,
                year=self.chance.choice([None, article.published_at.year]),
                quote=self.fill(pattern),
            )

    def figures(self, article: Article) -> Iterator[Figure]:
        """Yield figures as the report states them."""
        for number in range(self.chance.randrange(4)):
            value = self.chance.randrange(1, 9000)
            unit = self.chance.choice(v.UNITS)
            yield Figure(
                article=article,
                sort_order=number,
                name="投入资金",
                value=value,
                unit=unit,
                quote=f"投入资金{value}{unit}",
            )

    def paragraphs(self, sentences: int) -> str:
        """Return sentences as HTML: most from the store, each fourth of this report alone."""
        chosen = [
            self.fill(self.chance.choice(v.SENTENCES))
            if self.chance.random() < 0.25
            else self.chance.choice(self.store)
            for _ in range(sentences)
        ]
        chosen[0] = self.chance.choice(v.OPENINGS) + chosen[0]
        return "".join(
            f"<p>{''.join(chosen[start : start + 4])}</p>" for start in range(0, sentences, 4)
        )

    def fill(self, pattern: str) -> str:
        """Return a pattern with its slots filled."""
        pieces = pattern.split("{")
        filled = [pieces[0]]
        for piece in pieces[1:]:
            filled += [self._slot(piece[0]), piece[2:]]
        return "".join(filled)

    def _slot(self, slot: str) -> str:
        chance = self.chance
        match slot:
            case "p":
                words = chance.choice(self.names)
            case "n":
                words = str(int(10 ** chance.uniform(0.4, 4.2)))
            case "f":
                words = f"{chance.uniform(0.5, 200):.2f}".rstrip("0").rstrip(".")
            case "y":
                words = str(chance.randrange(2013, 2025))
            case "w":
                given = chance.choice(v.NAME_CHARACTERS) + chance.choice(v.NAME_CHARACTERS)
                words = chance.choice(v.SURNAMES) + given
            case _ if slot in _WORDS:
                words = chance.choice(_WORDS[slot])
            case _:
                words = "".join(chance.choices(v.RARE_CHARACTERS, k=chance.choice((2, 2, 3))))
        return words


_WORDS = {
    "b": v.BODIES,
    "a": v.ACTIVITIES,
    "i": v.INDUSTRIES,
    "e": v.PEOPLES,
    "u": v.UNITS,
    "t": v.TITLES,
    "l": v.LAWS,
    "g": v.AIMS,
    "d": v.ADVERBS,
    "k": list(_LEVEL_NAMES.values()),
}


def head(article: Article) -> dict[str, str]:
    """Return the head of a report as the content of its version has it."""
    return {name: getattr(article, name) for name in ("title", "source", "lead", "closing")}


def prepare():
    """Load the regions and vocabularies that reports refer to."""
    fixtures = settings.BASE_DIR / "fixtures"
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        call_command("load_divisions", fixtures / "divisions.csv")
        call_command("load_reports", fixtures / "vocabulary.json")


def analyze():
    """Let the database look at what it holds, as a running one does by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
