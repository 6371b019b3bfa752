"""What is kept equals what would be made now, whatever editors do."""

import datetime
import gzip
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag

from articles.models import (
    Article,
    Channel,
    HomeSection,
    Indicator,
    StoredFile,
    Theme,
    Topic,
    TopicGroup,
)
from articles.public.paging import cursor_of
from regions.models import Region
from tests import attached, factories
from unityreports import scheduling
from unityreports.site.models import SiteIdentity, SiteText

MOST_REPORTS = 30  # a thousand steps take long enough
PLACES = ("150524", "152201", "152202", "152201103", "152201103200")
FIXED = (
    *("home", "article_list", "region_index", "measure_list", "honor_list", "site_map"),
    *("figure_list", "document_list", "statistics", "topic_list"),
    *("sitemap_index", "sitemap_pages", "robots", "opensearch", "data_dictionary"),
    "api_description",
)


QUERIES = (
    *("/articles/?theme=culture", "/articles/?year=2020&from=2020-03", "/articles/?from=2020"),
    *("/honors/?level=national", "/measures/?theme=economy", "/channels/dongtai/?year=2019"),
    "/regions/1522/?theme=culture",
)


def addresses() -> list[str]:
    """Return every address that is kept, of public reports and of others."""
    found = [*QUERIES, *(reverse(name) for name in FIXED)]
    found += [
        f"{reverse('article_list')}?before={cursor_of(each)}" for each in Article.objects.all()[:2]
    ]
    found += [
        reverse("article_detail", args=[pk]) for pk in Article.objects.values_list("pk", flat=True)
    ]
    found += [reverse("feeds:all", args=[form]) for form in ("atom", "rss")]
    found += [
        *("/figures/投入/", "/figures/投资/", "/figures/工业增加值/", "/documents/实施方案/"),
        reverse("annual_report", args=[2020]),
    ]
    kinds = (
        (Region, "code", "region_detail", "feeds:region"),
        (Region, "code", "statistics_of", None),
        (Channel, "slug", "channel_detail", "feeds:channel"),
        (Theme, "slug", None, "feeds:theme"),
        (Tag, "slug", "tag_detail", "feeds:tag"),
        (SiteText, "slug", "site_text", None),
        (Topic, "slug", "topic_detail", "feeds:topic"),
    )
    for model, field, page, feed in kinds:
        for value in model.objects.values_list(field, flat=True):
            found += [reverse(page, args=[value])] if page else []
            found += [reverse(feed, args=[value, "atom"])] if feed else []
    sections = ("articles", "regions", "channels", "themes", "tags", "topics", "texts")
    return found + [reverse("sitemap_section", args=[section, 0]) for section in sections]


class Editors:
    """People who do one thing after another, drawn by lot."""

    def __init__(self, seed: int):
        self.lot = random.Random(seed)
        self.channels = [
            factories.channel(),
            factories.channel("xiajie", "下级", factories.channel()),
        ]
        self.themes = [factories.theme(), factories.theme("economy", "民生经济")]
        for code in PLACES:
            factories.region(code)
        for kind in ("latest", "places", "months"):
            HomeSection.objects.get_or_create(kind=kind, defaults={"heading": kind, "size": 3})
        SiteText.objects.get_or_create(slug="statement", defaults={"title": "声明"})
        SiteIdentity.objects.get_or_create(pk=1)
        factories.topic()
        for _ in range(12):
            self.publish_new()

    def act(self) -> str:
        """Do something; return what."""
        acts = (
            *(self.publish_new, self.withdraw, self.publish_again, self.rewrite, self.move) * 4,
            *(self.save_draft, self.expire_soon, self.delete, self.schedule, self.run_clock) * 2,
            self.send_and_forget_file,
            *(self.rename_place, self.edit_identity, self.rename_channel, self.rename_theme),
            self.regather,
            self.rearrange_topic,
            *(self.rename_tag, self.edit_home, self.edit_text, self.write_past_the_models),
        )
        act = self.lot.choice(acts)
        if act == self.publish_new and Article.objects.count() >= MOST_REPORTS:
            act = self.delete
        act()
        return act.__name__

    def public(self) -> Article:
        reports = list(Article.objects.filter(live=True).order_by("pk"))
        return self.lot.choice(reports) if reports else factories.published()

    def fields(self) -> dict:
        lot = self.lot
        return {
            "region": Region.objects.get(code=lot.choice(PLACES)),
            "channel": lot.choice(self.channels),
            "published_at": factories.china(lot.choice((2019, 2020)), lot.randint(1, 12), 3),
        }

    def publish_new(self):
        lot = self.lot
        factories.published(
            f"报告{lot.randint(1, 10**6)}",
            measures=[{"theme": lot.choice([*self.themes, None])}],
            honors=[{}] * lot.randint(0, 1),
            figures=[{}] * lot.randint(0, 1),
            documents=[{}] * lot.randint(0, 1),
            tags=lot.sample(["文化", "教育"], lot.randint(0, 2)),
            **self.fields(),
        )

    def save_draft(self):
        article = self.public()
        article.title = f"草稿{self.lot.randint(1, 10**6)}"
        article.save_revision()

    def rewrite(self):
        article = self.public()
        article.title = f"改题{self.lot.randint(1, 10**6)}"
        attached.attach(article, *[attached.stored()] * self.lot.randint(0, 1))
        article.save_revision().publish()

    def move(self):
        article = self.public()
        for name, value in self.fields().items():
            setattr(article, name, value)
        article.save_revision().publish()

    def withdraw(self):
        self.public().unpublish()

    def publish_again(self):
        hidden = list(Article.objects.filter(live=False).order_by("pk"))
        if hidden:
            self.lot.choice(hidden).save_revision().publish()

    def delete(self):
        article = self.public()
        article.unpublish()
        article.delete()

    def expire_soon(self):
        article = self.public()
        article.expire_at = timezone.now() + datetime.timedelta(
            milliseconds=self.lot.randint(1, 300)
        )
        article.save_revision().publish()

    def send_and_forget_file(self):
        attached.stored()
        StoredFile.objects.filter(reports=None).update(uploaded_at=factories.china(2020, 1, 1))
        self.run_clock()

    def schedule(self):
        moment = timezone.now() - datetime.timedelta(seconds=1)
        factories.scheduled(moment, f"定时{self.lot.randint(1, 10**6)}", **self.fields())

    def run_clock(self):
        scheduling.run_due()

    def rename_place(self):
        place = Region.objects.get(code=self.lot.choice(PLACES))
        place.name, place.short_name = f"改名{self.lot.randint(1, 10**6)}镇", ""
        place.save()

    def edit_identity(self):
        identity = SiteIdentity.objects.get(pk=1)
        identity.phone = str(self.lot.randint(1, 10**6))
        identity.save()

    def rename_channel(self):
        channel = self.lot.choice(self.channels)
        channel.name = f"栏目{self.lot.randint(1, 10**6)}"
        channel.save()

    def rename_theme(self):
        theme = self.lot.choice(self.themes)
        theme.name = f"主题{self.lot.randint(1, 10**6)}"
        theme.save()

    def rename_tag(self):
        Tag.objects.filter(name="文化").update(name="文化")

    def rearrange_topic(self):
        topic = Topic.objects.get()
        topic.shown = self.lot.random() < 0.8
        topic.groups.set([TopicGroup(heading="按主题", kind="measures", theme=self.themes[0])])
        topic.groups.add(TopicGroup(heading="指定", picks=f"{self.public().pk}"))
        topic.groups.add(TopicGroup(heading="按地区", region=factories.region("1522")))
        topic.save()

    def regather(self):
        unit = self.lot.choice(("", "元", "亿元"))
        indicator = Indicator.objects.get_or_create(name="投资")[0]
        indicator.unit = unit
        indicator.gather(self.lot.sample(["投入", "收入"], self.lot.randint(0, 2)))

    def edit_home(self):
        HomeSection.objects.update(size=self.lot.randint(1, 6))

    def edit_text(self):
        SiteText.objects.update(body=f"<p>{self.lot.random()}</p>")

    def write_past_the_models(self):
        pk = self.public().pk
        Article.objects.filter(pk=pk).update(title=f"直接改{self.lot.randint(1, 10**6)}")


class Readers:
    """A reader who asks for one page after another, drawn by lot, while something is done."""

    def __init__(self, site, seed: int):
        self.site, self.lot = site, random.Random(seed)
        self.asked = 0

    @contextmanager
    def asking(self, paths: list[str]):
        """Let the reader read while the block is run."""
        done = threading.Event()

        def read():
            while not done.is_set():
                status, *_ = self.site.ask(self.lot.choice(paths))
                assert status in {200, 404, 410}
                self.asked += 1
            self.site.application.store.forget_connection()
            connection.close()

        with ThreadPoolExecutor(1) as pool:
            reading = pool.submit(read)
            try:
                yield
            finally:
                done.set()
            reading.result()


# Those who change one report end what shows it, and hardly more.
OF_ONE_REPORT = {"publish_new", "withdraw", "publish_again", "rewrite", "move", "delete"}


def test_whatever_editors_do_every_kept_page_is_what_would_be_made_now(site, whole):
    editors, readers = Editors(seed=15), Readers(site, seed=16)
    ended = needless = met = 0
    for step in range(1000 if whole else 12):
        for address in addresses():
            site.ask(address)
        before = {address: page for address in addresses() if (page := site.kept(address))}
        shown = {address: gzip.decompress(page.gzip) for address, page in before.items()}
        with readers.asking([*before]):
            act = editors.act()
        gone = []
        for address in before:
            made = site.fresh(address)
            # The clock may pass an expiry between the two.
            page = site.kept(address)
            has_ended = page is None or page.kept_at != before[address].kept_at
            if has_ended and "?" not in address:  # those with a filter are tied to all of the rest
                gone.append(made == (200, shown[address]))
            if page:
                met += 1
                assert made == (200, gzip.decompress(page.gzip)), (step, act, address)
        if act in OF_ONE_REPORT and not any(page.ends_at for page in before.values()):
            ended += len(gone)
            needless += sum(gone)
    assert met > 100
    assert readers.asked > 0
    assert needless <= ended / 10, (needless, ended)
