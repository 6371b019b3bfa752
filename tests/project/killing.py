"""Kills people's acts at any moment and looks at what is left: ``-m tests.project.killing N SEED``.

Works on the installation that the environment names, which must be migrated and empty. Prints how
many kills hit an act and how often each kind came through; ends with an error at the first drift.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import timedelta

import django

django.setup()

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django.test.utils import setup_test_environment
from django.utils import timezone
from wagtail.models import ModelLogEntry, TaskState, WorkflowState

from articles.models import Article
from articles.publishing import derived
from tests import editors, factories
from unityreports.accounts import second_step
from unityreports.scheduling import run_due
from unityreports.trail.models import Entry

REPORTS = 6
FAILED = "!"
PUBLISHED, WITHDRAWN = "wagtail.publish", "wagtail.unpublish"


def desk() -> Client:
    """Return the desk of the administrator."""
    client = Client()
    client.force_login(User.objects.get())
    session = client.session
    session[second_step.DONE] = 0
    session.save()
    return client


def send(client: Client, address: str, data: dict):
    answer = client.post(address, data)
    if answer.status_code not in (302, 307):
        raise AssertionError(f"{address}: {answer.status_code}")
    return answer.url


def save(client: Client, pk: int, **fields):
    # A schedule that a kill left behind is in the past, which the form refuses.
    changed = {"title": f"报告{random.random()}", "go_live_at": ""}
    data = editors.form_of(client, "edit", pk) | changed | fields
    send(client, editors.url("edit", pk), data)


def publish(client, pk, is_live):
    save(client, pk, **{"action-publish": "1"})


def withdraw(client, pk, is_live):
    if is_live:
        send(client, editors.url("unpublish", pk), {})


def approve(client, pk, is_live):
    if not WorkflowState.objects.filter(object_id=str(pk), status="in_progress").exists():
        save(client, pk, **{"action-submit": "1"})
    state = TaskState.objects.get(workflow_state__object_id=str(pk), status="in_progress")
    send(client, editors.url("workflow_action", pk, "approve", state.pk), {})


def on_many(client, pk, is_live):
    kind = "withdraw" if is_live else "publish"
    rows = list(Article.objects.filter(live=is_live).values_list("pk", flat=True))
    client.post(send(client, f"/admin/bulk/articles/article/{kind}/", {"rows": rows}))


def schedule(client, pk, is_live):
    article = Article.objects.get(pk=pk)
    article.go_live_at = timezone.now() + timedelta(seconds=1)
    revision = article.save_revision(clean=False)
    ago = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at = ago
    revision.save()
    run_due()


ACTS = {each.__name__: each for each in (publish, withdraw, approve, on_many, schedule)}


def act_for_ever(seed: int, told: int):
    """Do one act after another; write the first letter before each, a dot after it."""
    random.seed(seed)
    client = desk()
    while True:
        name = random.choice(list(ACTS))
        pk, is_live = random.choice(list(Article.objects.values_list("pk", "live")))
        os.write(told, name[0].encode())
        try:
            ACTS[name](client, pk, is_live)
        except Exception:
            os.write(told, FAILED.encode())
            raise
        os.write(told, b".")


def killed(seed: int, after: float) -> str:
    """Let a process act and kill it after so many seconds from its first act; return its notes."""
    connections.close_all()
    told, tells = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        act_for_ever(seed, tells)
    os.close(tells)
    notes = os.read(told, 1)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while more := os.read(told, 4096):
        notes += more
    os.close(told)
    if FAILED in notes.decode() or not os.WIFSIGNALED(status):
        raise AssertionError(f"an act failed: {notes}")
    return notes.decode()


def usual_act() -> float:
    """Return how many seconds an act takes here, after one of each."""
    began, client = time.monotonic(), desk()
    for act in ACTS.values():
        pk, is_live = Article.objects.values_list("pk", "live").order_by("?").first()
        act(client, pk, is_live)
    return (time.monotonic() - began) / len(ACTS)


def look():
    """Raise ``AssertionError`` where the database does not tell one story."""
    if drift := derived.check():
        raise AssertionError(f"derived rows: {drift}")
    reader = Client()
    for article in Article.objects.all():
        of_it = {"object_id": str(article.pk)}
        acts = ModelLogEntry.objects.filter(**of_it, action__startswith="wagtail.")
        for log, name in ((acts, "action"), (Entry.objects.filter(**of_it), "act")):
            last = [
                each
                for each in log.order_by("pk").values_list(name, flat=True)
                if each.startswith((PUBLISHED, WITHDRAWN))
            ][-1:]
            if article.live != (bool(last) and last[0].startswith(PUBLISHED)):
                raise AssertionError(f"{article.pk}: live is {article.live}, {name} {last}")
        shown = reader.get(f"/articles/{article.pk}/").status_code == 200
        if shown != article.live:
            raise AssertionError(f"{article.pk}: live is {article.live}, shown {shown}")
    waiting = WorkflowState.objects.filter(status="in_progress")
    for state in waiting:
        if state.task_states.filter(status="in_progress").count() != 1:
            raise AssertionError(f"review {state.pk} waits for nobody")


def main(kills: int, seed: int):
    """Kill so many times and look each time."""
    setup_test_environment()
    settings.MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")  # no files here
    User.objects.create_superuser("admin")
    for _ in range(REPORTS):
        factories.draft(honors=[{}]).save_revision(clean=False)
    chance, hit, done, usual = random.Random(seed), 0, Counter[str](), usual_act()
    for number in range(kills):
        notes = killed(seed + number, chance.uniform(0, 3 * usual))
        hit += not notes.endswith(".")
        done.update(notes[at] for at in range(len(notes) - 1) if notes[at + 1] == ".")
        look()
    names = {name[0]: name for name in ACTS}
    print(hit, {names[letter]: count for letter, count in sorted(done.items())})


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
