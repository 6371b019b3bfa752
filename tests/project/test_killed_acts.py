"""A process killed at any moment leaves one story: what is public, counted, noted and shown."""


def test_no_kill_leaves_reports_rows_pages_and_trail_at_odds(new_installation, whole):
    installation = new_installation(with_tables=True)
    kills = 200 if whole else 12
    answer = installation.run(
        *("-m", "tests.project.killing", str(kills), "16"),
        DJANGO_SETTINGS_MODULE="unityreports.settings",
        DEBUG="1",  # static files by their plain names: none were collected
    )
    assert answer.returncode == 0, answer.stdout[-3000:]
    hit = int(answer.stdout.splitlines()[-1].split()[0])
    assert hit > kills / 2, answer.stdout
    verified = installation.manage("audit", "verify")
    assert verified.returncode == 0, verified.stdout
