"""Many rows at once: the same rows, the same refusals, the same traces as one by one."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import ReferenceIndex

from articles.importing import bulk, drafts, upload
from articles.importing.duplicates import KnownReports
from articles.models import Article, Figure, Honor, Measure
from tests import seeds

pytestmark = pytest.mark.django_db
PAGES = [
    (seeds.DATA / "seeds" / name).read_text(encoding="utf-8")
    for name in ("kulun-2021.txt", "xingan-2020.txt")
]


@pytest.fixture
def imported():
    """Import both seed pages in one go."""
    seeds.load_vocabulary()
    reader = upload.Reader()
    upload.import_pages(
        [reader.read(page) for page in PAGES],
        known=KnownReports(),
        vocabulary=drafts.Vocabulary(),
    )
    return list(Article.objects.order_by("pk"))


def test_the_revision_of_an_import_is_what_wagtail_itself_would_keep():
    seeds.load_vocabulary()
    reports = [upload.Reader().read(page) for page in PAGES]
    vocabulary = drafts.Vocabulary()
    saved = drafts.save(
        [
            drafts.Draft(
                article=drafts.build(report.to_dict(), vocabulary),
                raw_page=drafts.raw_page_of(report),
                tags=report.tags,
            )
            for report in reports
        ]
    )
    for article in saved:
        kept = Article.objects.get(pk=article.pk).latest_revision.content
        article.latest_revision = None  # as it was when the revision was made
        made = json.loads(json.dumps(article.serializable_data(), cls=DjangoJSONEncoder))
        assert len(kept["figures"]) >= 3
        assert kept == made


def test_usage_of_an_import_is_what_wagtail_itself_would_count(imported):
    kind = Article.get_base_content_type()

    def usages():
        return set(
            ReferenceIndex.objects.filter(base_content_type=kind).values_list(
                "content_type",
                "base_content_type",
                "object_id",
                "to_content_type",
                "to_object_id",
                "model_path",
                "content_path",
                "content_path_hash",
            )
        )

    counted = usages()
    ReferenceIndex.objects.all().delete()
    for article in imported:
        ReferenceIndex.create_or_update_for_object(article)
    assert len(counted) > 50
    assert counted == usages()


def test_what_is_stored_is_what_was_built(imported):
    for article, page in zip(imported, PAGES, strict=True):
        data = upload.Reader().read(page).to_dict()
        built = drafts.build(data, drafts.Vocabulary())
        for name in ("measures", "honors", "figures", "documents", "places"):
            stored = [row.__dict__ for row in getattr(article, name).all()]
            for row, expected in zip(stored, getattr(built, name).all(), strict=True):
                fields = expected.__dict__.keys() - {"id", "_state", "article_id"}
                assert all(row[field] == expected.__dict__[field] for field in fields)


def row(model, **fields):
    fields = {
        Honor: {"name": "名", "status": "held", "quote": "名"},
        Figure: {"name": "名", "value": Decimal("1.5"), "quote": "名"},
        Measure: {"heading": "名"},
    }[model] | fields
    return model(sort_order=0, **fields)


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Honor, {}),
        (Honor, {"level": "national", "count": 3, "year": 2020}),
        (Honor, {"name": ""}),
        (Honor, {"name": None}),
        (Honor, {"name": "长" * 120}),
        (Honor, {"name": "长" * 121}),
        (Honor, {"status": "won"}),
        (Honor, {"status": ""}),
        (Honor, {"level": "county"}),
        (Honor, {"count": -1}),
        (Honor, {"count": 2**31}),
        (Honor, {"count": "三"}),
        (Honor, {"count": "3"}),
        (Honor, {"year": 40000}),
        (Honor, {"count_derived": None}),
        (Figure, {"value": Decimal("1e3")}),
        (Figure, {"value": Decimal("1.1234567")}),
        (Figure, {"value": Decimal(10) ** 18}),
        (Figure, {"value": Decimal(10) ** 18 - 1}),
        (Figure, {"value": Decimal("NaN")}),
        (Figure, {"value": None}),
        (Figure, {"value": "2.5"}),
        (Figure, {"growth_percent": Decimal("-12.50")}),
        (Figure, {"growth_percent": Decimal("1234567")}),
        (Measure, {"level": 3}),
        (Measure, {"level": 2, "heading": ""}),
        (Measure, {"heading": "长" * 201}),
    ],
)
def test_exactly_what_django_refuses_is_refused(model, fields):
    one, other = row(model, **fields), row(model, **fields)
    exclude = frozenset({"article", "theme"})
    expected = None
    try:
        one.clean_fields(exclude=exclude)
    except ValidationError as error:
        expected = error.message_dict
    if expected is None:
        bulk.clean(other, exclude)
        assert {k: v for k, v in other.__dict__.items() if k != "_state"} == {
            k: v for k, v in one.__dict__.items() if k != "_state"
        }
    else:
        with pytest.raises(ValidationError) as refused:
            bulk.clean(other, exclude)
        assert refused.value.message_dict == expected


def test_keys_are_those_of_the_rows_in_their_order(imported):
    article = imported[0]
    rows = [row(Measure, heading=f"第{n}项", article=article) for n in range(1200)]
    bulk.insert(rows)
    stored = Measure.objects.in_bulk([each.pk for each in rows])
    assert [stored[each.pk].heading for each in rows] == [each.heading for each in rows]


def test_nothing_to_insert_is_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert([])
        bulk.insert_usage([])
