"""Pages of reports for tests, and how they are imported: at once, or by the desk's form."""

from django.urls import reverse

from articles.importing import drafts, upload
from articles.importing.duplicates import KnownReports
from tests import seeds

KULUN = (seeds.DATA / "seeds" / "kulun-2021.txt").read_text(encoding="utf-8")
XINGAN = (seeds.DATA / "seeds" / "xingan-2020.txt").read_text(encoding="utf-8")


def read(text, **options):
    return upload.Reader().read(text, **options)


def known():
    """Load what an import run knows beforehand."""
    return {"known": KnownReports(), "vocabulary": drafts.Vocabulary()}


def import_text(text, **options):
    (result,) = upload.import_pages([read(text, **options)], **known())
    return result.outcome, result.reasons


def hand_in(client, **data):
    return client.post(reverse("import_hand_in"), data)


def form_data(response):
    """Return what the browser would post of the review screen as it is."""
    form = response.context["form"]
    data = {}
    for part in [form.head, *(f for formset in form.formsets.values() for f in formset.forms)]:
        for field in part:
            value = field.value()
            if value not in (None, "", False):
                data[field.html_name] = field.field.prepare_value(value)
    for name, formset in form.formsets.items():
        data[f"{name}-TOTAL_FORMS"] = len(formset.forms)
        data[f"{name}-INITIAL_FORMS"] = formset.recognised
    return data
