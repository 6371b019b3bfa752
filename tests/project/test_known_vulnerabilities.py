"""What `make quality` says of a package with a known vulnerability."""

from tools.quality import vulnerabilities


def test_a_vulnerable_package_is_named_with_what_to_do():
    fixed = {"id": "PYSEC-2026-1", "fix_versions": ["1.2.4", "2.0.1"]}
    open_ = {"id": "GHSA-1", "fix_versions": []}
    packages = [
        {"name": "sound", "version": "1.0", "vulns": []},
        {"name": "skipped", "skip_reason": "not on PyPI"},
        {"name": "weak", "version": "1.2.3", "vulns": [fixed, open_]},
    ]
    first, second = vulnerabilities(packages)
    assert "weak 1.2.3" in first
    assert "https://osv.dev/PYSEC-2026-1" in first
    assert "weak>=1.2.4" in first
    assert "make requirements" in first
    assert "还没有修复的版本" in second
