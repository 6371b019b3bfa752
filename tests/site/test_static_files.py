"""The list of static files survives being cut off."""

import pytest
from django.core.files.base import ContentFile

from unityreports.site.storage import StaticFiles


@pytest.mark.parametrize("content", ["", '{"paths": {"a', "[]", "null", '{"version": "9"}'])
def test_a_spoiled_list_counts_as_missing_and_is_made_anew(tmp_path, settings, content):
    settings.STATIC_ROOT = tmp_path
    names = tmp_path / "staticfiles.json"
    names.write_text(content)
    storage = StaticFiles(location=tmp_path)
    assert storage.load_manifest() == ({}, "")
    storage.save("a.css", ContentFile(b"p {}"))
    list(storage.post_process({"a.css": (storage, "a.css")}))
    assert StaticFiles(location=tmp_path).load_manifest()[0]["a.css"].startswith("a.")
    assert not list(tmp_path.glob("*.new"))
