"""The pictures of the editors' guide, which are old as soon as the desk reads otherwise.

``make guide`` takes them anew into ``static/desk/guide/``, with the words that each shows.
"""

import difflib
import io
import json
import re

from django.conf import settings
from django.test import Client
from PIL import Image

from tests import chains, editors, factories, seeds

FOLDER = settings.BASE_DIR / "static" / "desk" / "guide"
WORDS = settings.BASE_DIR / "tests" / "data" / "guide-words.json"
KULUN = (seeds.DATA / "seeds" / "kulun-2021.txt").read_text(encoding="utf-8")
WIDTH = 1200  # pixels, of the window; a picture is without the menu
# The texts that stand in the window, in their order.
SEEN = """() => {
  const seen = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: parent, data } = walker.currentNode;
    if (!data.trim() || parent.closest("script, style, template")) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const box = parent.getBoundingClientRect();
    if (box.bottom > 0 && box.top < innerHeight && box.width) seen.push(data.trim());
  }
  return seen;
}"""
# What is another one each day.
CHANGES = re.compile(r"\d+(?:[-:年月日.]\d*)*|(?:秒|分钟|小时|天)?\s*之前|昨天|今天")


def hand_in(page):
    page.goto("/admin/imports/")
    page.fill("#id_text", KULUN)
    page.click("form.hand-in button[type=submit]")
    page.wait_for_selector(".review")


def pick(page):
    hand_in(page)
    piece = page.locator(".raw [data-at]").filter(has_text="库伦旗").nth(3)
    piece.scroll_into_view_if_needed()
    piece.evaluate(
        "(piece) => getSelection().selectAllChildren(piece.querySelector('mark') ?? piece)"
    )
    page.locator(".picked").wait_for()


def goes_to(address):
    return lambda page: page.goto(address)


def test_the_pictures_of_the_guide_show_the_desk_as_it_is(page, live_server, pytestconfig):
    reports = seeds.load_reports()
    factories.channel().__class__.objects.filter(slug="gongzuo-dongtai").update(reviews=3)
    people = chains.people()
    waiting = chains.handed_in(people["author"])
    exporter = Client()
    exporter.force_login(editors.user(editors.EXPORTER))
    final = people["final"]
    pictures = [  # whose desk, how it is brought to what is pictured, and how high the picture is
        ("review", final, hand_in, 750),
        ("pick", final, pick, 380),
        ("home", final, goes_to("/admin/"), 600),
        ("hand-in", final, goes_to("/admin/imports/"), 600),
        ("edit", final, goes_to(editors.url("edit", reports["kulun-2021"].pk)), 650),
        ("approval", people["first"], goes_to(chains.page(waiting)), 520),
        ("list", final, goes_to(editors.url("list")), 380),
        ("export", exporter, goes_to("/admin/export/articles/"), 600),
    ]
    takes = pytestconfig.getoption("take_pictures")
    seen = {}
    for name, person, go, height in pictures:
        session = person.cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": session, "url": live_server.url}
        page.context.add_cookies([cookie])
        page.set_viewport_size({"width": WIDTH, "height": height})
        go(page)
        page.wait_for_load_state("networkidle")
        seen[name] = [CHANGES.sub("#", text) for text in page.evaluate(SEEN)]
        if takes:
            frame = page.locator("main").bounding_box() | {"y": 0, "height": height}
            picture = Image.open(io.BytesIO(page.screenshot(clip=frame)))
            picture.save(FOLDER / f"{name}.webp", quality=80, method=6)
    if takes:
        WORDS.write_text(json.dumps(seen, ensure_ascii=False, indent=1) + "\n")
    known = json.loads(WORDS.read_text())
    old = {name: otherwise(known.get(name, []), texts) for name, texts in seen.items()}
    told = [f"{name}:\n{listed}" for name, listed in old.items() if listed]
    assert not told, "\n".join(["pictures of the guide are old: run make guide", *told])


def otherwise(pictured: list[str], seen: list[str]) -> str:
    """List the texts that stand in only one of two, or at another place; empty when they agree."""
    return "\n".join(difflib.unified_diff(pictured, seen, "pictured", "seen", lineterm="", n=1))
