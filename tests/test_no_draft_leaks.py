"""Nothing that is not public shows at any public address, nor in any count there.

Every address is asked before and after a report that is not public comes to be. The answers must
be the same to the letter, so even a number that is one higher is found. An address that is new
to the site must be listed here: the first test fails until it is.
"""

import datetime
import io

import openpyxl
import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from taggit.models import Tag

from articles.models import Article, TopicGroup
from articles.papers.printing import KINDS
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "秘而未宣"
# Rooms that are not public pages: the desk asks who one is, and files are under unguessable names.
NOT_PUBLIC = ("admin/", "^media/")
PAPERS = {kind.media_type for kind in KINDS.values()}

# What is asked for, by the name of the address: arguments, and queries. {pk} is the public
# report, {hidden} the one that is not.
LISTS = ["", "?region=1522", "?year=2020", "?theme=culture", "?tag=public", f"?q={SECRET}"]
API_LISTS = ["", "?region=1522", "?fields=id&limit=1"]
ADDRESSES: dict[str, list[tuple[list, list[str]]]] = {
    "home": [([], [""])],
    "article_list": [([], [*LISTS, "?channel=dongtai"])],
    "article_detail": [(["{pk}"], [""]), (["{hidden}"], [""])],
    "article_view": [(["{hidden}"], [""])],
    "report_docx": [(["{pk}"], ["", "?notes=on"]), (["{hidden}"], [""])],
    "report_pdf": [(["{pk}"], [""]), (["{hidden}"], [""])],
    "order_papers": [([], LISTS)],
    "paper_order": [(["no-such-token"], [""])],
    "paper_order_file": [(["no-such-token"], [""])],
    "region_index": [([], [""])],
    "region_detail": [(["1522"], [""]), (["152201"], [""]), (["15"], ["?year=2020"])],
    "measure_list": [([], ["", "?theme=culture", "?place=152201&place=1505", "?region=15"])],
    "honor_list": [([], ["", "?status=held", "?level=national", "?year=2020", "?region=15"])],
    "figure_list": [([], LISTS)],
    "figure_detail": [(["投入"], ["", "?region=1522"]), (["投资"], [""]), ([SECRET], [""])],
    "figures_download": [(["csv"], ["", "?region=15"])],
    "articles_download": [(["csv"], LISTS[:5]), (["xlsx"], [""])],
    "measures_download": [(["csv"], ["", "?theme=culture"]), (["jsonl"], [""])],
    "documents_download": [(["csv"], ["", "?region=15"])],
    "regions_download": [(["csv"], ["", "?under=15"])],
    "document_list": [([], LISTS)],
    "document_detail": [(["实施方案"], ["", "?region=1522"]), ([SECRET], [""])],
    "statistics": [([], ["", "?by=month&year=2020", "?region=15"])],
    "statistics_of": [(["1522"], ["", "?by=quarter"]), (["152201"], [""])],
    "statistics_download": [([], ["", "?region=15"])],
    "newest_annual_report": [([], [""])],
    **{name: [([2020], [""])] for name in ("annual_report", "annual_workbook")},
    **{f"annual_{kind}": [([2020], [""])] for kind in KINDS},
    "topic_list": [([], [""])],
    "topic_detail": [(["yue"], [""]), (["hidden"], [""])],
    "tag_detail": [(["public"], [""]), (["hidden"], [""])],
    "channel_detail": [(["dongtai"], [""])],
    "search": [([], ["", f"?q={SECRET}", "?q=民族团结", "?q=民族&order=date", "?region=152201"])],
    "search_suggestions": [([], [f"?q={SECRET}", "?q=民族"])],
    "site_map": [([], [""])],
    "site_text": [(["contact"], [""])],
    "leave": [([], ["?to=https://example.org/"])],
    "share_picture": [(["no-such-picture"], [""])],
    "robots": [([], [""])],
    # What it shows to who has an address: tests/desk/test_preview_links.py.
    "shared_draft": [(["1.abc"], [""])],
    "shared_file": [(["1.abc", 1], [""])],
    # The file of a hidden report: tests/public/test_attached_files.py.
    "attached_file": [(["{pk}", 1, "pdf"], [""]), (["{hidden}", 1, "pdf"], [""])],
    "opensearch": [([], [""])],
    "data_dictionary": [([], [""])],
    "honors_download": [
        (["csv"], ["", "?region=15"]),
        (["xlsx"], [""]),
        (["jsonl"], ["", "?status=held"]),
    ],
    "api_description": [([], [""])],
    "api_nothing": [(["x"], [""])],
    "api_start": [([], [""])],
    # Withdrawals are what it is for, by number alone: tests/api/test_changes.py.
    "api:changes_list": [([], ["?since=999-1"])],
    "api:openapi-json": [([], [""])],
    "api:api-root": [([], [""])],
    "api:search": [([], [f"?q={SECRET}", "?q=民族团结"])],
    "api:regions_list": [([], ["", "?under=15&fields=code,report_count"])],
    "api:regions_detail": [(["1522"], [""])],
    "api:articles_list": [
        ([], [*API_LISTS, "?theme=culture", "?tag=public", "?fields=outline,tags"])
    ],
    "api:articles_detail": [(["{pk}"], [""]), (["{hidden}"], [""])],
    "sitemap_index": [([], [""])],
    "sitemap_pages": [([], [""])],
    "sitemap_section": [
        ([section, 0], [""])
        for section in ("articles", "regions", "channels", "themes", "tags", "topics")
    ],
}
PARTS = ("measures", "honors", "figures", "documents")
for part in PARTS:
    ADDRESSES[f"api:{part}_list"] = [([], [*API_LISTS, "?report={hidden}"])]
    ADDRESSES[f"api:{part}_detail"] = [([f"{{{part}}}"], [""])]
for form in ("atom", "rss"):
    for name, arguments in {
        "all": [],
        "region": ["1522"],
        "channel": ["dongtai"],
        "theme": ["culture"],
        "topic": ["yue"],
        "tag": ["public"],
    }.items():
        ADDRESSES.setdefault(f"feeds:{name}", []).append(([*arguments, form], [""]))
    ADDRESSES["feeds:tag"].append((["hidden", form], [""]))
    ADDRESSES.setdefault("feeds:search", []).append(([form], [f"?q={SECRET}", "?q=民族团结"]))


def public_names(patterns=None, prefix="") -> set[str]:
    """Return the names of all public addresses; an address without a name is named by its form."""
    names = set()
    for each in get_resolver().url_patterns if patterns is None else patterns:
        form = str(each.pattern)
        if form.startswith(NOT_PUBLIC):
            continue
        if isinstance(each, URLPattern):
            names.add(prefix + (each.name or form))
        else:
            space = f"{each.namespace}:" if each.namespace else ""
            names |= public_names(each.url_patterns, prefix + space)
    return names


def paths(public: Article, hidden: dict[str, int]) -> list[str]:
    """Return every address to be asked."""
    known = {"pk": public.pk, **hidden}
    found = []
    for name in sorted(public_names()):
        for arguments, queries in ADDRESSES[name]:
            filled = [a.format(**known) if isinstance(a, str) else a for a in arguments]
            found += [reverse(name, args=filled) + query.format(**known) for query in queries]
    return found


def answer(client, path: str):
    """Return what an address answers, without what tells the time of the answer."""
    response = client.get(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response["Content-Type"] in PAPERS:  # the same report is the same file to the byte
        return response.status_code, f"{body!r}"
    if not body.startswith(b"PK"):
        return response.status_code, body.decode()
    sheets = openpyxl.load_workbook(io.BytesIO(body)).worksheets
    rows = [row for sheet in sheets for row in sheet.iter_rows(values_only=True)]
    return response.status_code, [row for row in rows if row[0] != "导出时间"]


def content():
    """Return the fields of a report every text of which is secret."""
    return {
        "lead": f"<p>{SECRET}民族团结</p>",
        "source": SECRET,
        "author": SECRET,
        "region": factories.region("152201"),
        "published_at": factories.china(2020, 7, 8),
        "measures": [{"heading": SECRET, "body": f"<p>{SECRET}</p>", "theme": factories.theme()}],
        "honors": [{"name": SECRET, "quote": SECRET, "level": "national", "year": 2020}],
        "figures": [{"name": name, "quote": SECRET} for name in (SECRET, "投资额")],
        "documents": [{"title": SECRET, "quote": SECRET}],
        "tags": ["public", "hidden"],
    }


def draft(public):
    return factories.draft(SECRET, **content())


def scheduled(public):
    article = factories.draft(SECRET, **content())
    article.go_live_at = timezone.now() + datetime.timedelta(days=1)
    article.save_revision(clean=False).publish()
    return article


def expired(public):
    """An expired report is live until the scheduler runs: everything derived from it is there."""
    article = factories.published(SECRET, **content())
    past = timezone.now() - datetime.timedelta(minutes=1)
    Article.objects.filter(pk=article.pk).update(expire_at=past)
    return article


def unpublished(public):
    article = factories.published(SECRET, **content())
    article.unpublish()
    return article


def newer_draft(public):
    public.title = SECRET
    public.lead = f"<p>{SECRET}</p>"
    public.measures.get_object_list()[0].heading = SECRET
    public.save_revision(clean=False)
    return public


@pytest.fixture
def public():
    """Make a public report, and the vocabulary that a hidden one will use too."""
    for tag in ("public", "hidden"):
        Tag.objects.create(name=tag, slug=tag)
    factories.region("1505")
    factories.indicator("投资", "投资额")
    factories.topic(SECRET, "hidden", shown=False)
    factories.topic(groups=[{"kind": kind} for kind in TopicGroup.Kind.values])
    return factories.published(
        "民族团结进步工作",
        region=factories.region("152201"),
        lead="<p>民族团结</p>",
        measures=[{"theme": factories.theme()}],
        honors=[{"level": "national", "year": 2020}],
        figures=[{}],
        documents=[{}],
        tags=["public"],
    )


def test_every_public_address_is_watched():
    assert public_names() - set(ADDRESSES) == set()


@pytest.mark.parametrize("hide", [draft, scheduled, expired, unpublished, newer_draft])
def test_what_is_not_public_changes_no_answer(client, public, hide):
    unknown = dict.fromkeys(("hidden", *PARTS), 999_999)
    before = {path: answer(client, path) for path in paths(public, unknown)}
    article = hide(public)
    known = {name: getattr(article, name).first().pk for name in PARTS}
    own = article is public
    if own:
        known = unknown
    else:
        known["hidden"] = article.pk
    asked = zip(paths(public, unknown), paths(public, known), strict=True)
    leaks = []
    for path, now in asked:
        status, body = answer(client, now)
        expected = before[path]
        if now != path:  # the address of the hidden thing itself is echoed, the thing is not
            # That a report was there is told of one that was public, and nothing else.
            same = status == expected[0] or (status == 410 and hide is unpublished)
            leaks += [now] if not same or SECRET in body else []
        elif (status, body) != expected:
            leaks.append(now)
    assert leaks == []
