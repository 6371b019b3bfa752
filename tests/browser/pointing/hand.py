"""The hand of an editor who mends a review with the pointer, and counts what that took.

An act is a stroke over words or a click. Words are selected with
a real pointer, so what cannot be dragged over on the screen cannot be done here either.
"""

import re

from playwright.sync_api import expect

from tests.extraction.unseen_labels import plain

# Every row as it is shown: its key, and its fields by the end of their names.
READ = """() => {
  const read = (all) => Object.fromEntries([...all]
    .filter((it) => it.name && (it.type !== "radio" || it.checked))
    .map((it) => [it.name.split("-").at(-1), it.type === "checkbox" ? it.checked : it.value]));
  const sections = [...document.querySelectorAll("[data-section]")].map((section) => [
    section.dataset.section,
    [...section.querySelectorAll(":scope > .row")].map((row) => (
      {key: row.dataset.key, ...read(row.querySelectorAll("input, select, textarea"))})),
  ]);
  return {...Object.fromEntries(sections),
    head: read(document.querySelectorAll('[name^="head-"]'))};
}"""
# Where a stretch of the page begins and ends on the screen, brought into view.
PLACE = """([start, end]) => {
  const raw = document.querySelector(".raw");
  const at = (offset, isEnd) => {
    for (const element of raw.querySelectorAll("[data-at]")) {
      let position = Number(element.dataset.at);
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const letters = [...texts.currentNode.data];
        const within = offset - position;
        if (within >= 0 && (isEnd ? within <= letters.length && within : within < letters.length)) {
          return [texts.currentNode, letters.slice(0, within).join("").length];
        }
        position += letters.length;
      }
    }
  };
  const range = document.createRange();
  const [from, to] = [at(start, false), at(end, true)];
  const folded = from[0].parentElement.closest("details:not([open])");
  if (folded) return {folded: folded.querySelector("button").value};
  range.setStart(...from);
  range.setEnd(...to);
  document.querySelector(".review .page").style.scrollBehavior = "auto";
  from[0].parentElement.scrollIntoView({block: "center", behavior: "instant"});
  const box = document.querySelector(".review .page").getBoundingClientRect();
  const first = range.getClientRects()[0];
  const page = document.querySelector(".review .page");
  page.scrollBy({top: first.top - (box.top + box.bottom) / 2, behavior: "instant"});
  const boxes = [...range.getClientRects()].filter((each) => each.width);
  const [one, other] = [boxes[0], boxes.at(-1)];
  return {x: one.left, y: (one.top + one.bottom) / 2,
    toX: other.right, toY: (other.top + other.bottom) / 2};
}"""


class Page:
    """The text of a page, in which phrases are found however it spaces and quotes them."""

    def __init__(self, text: str):
        self.text = text
        signs = ((at, sign) for at, letter in enumerate(text) for sign in plain(letter))
        self.at, letters = zip(*signs, strict=True)
        self.letters = "".join(letters)

    def find(self, phrase: str, near: int = 0) -> tuple[int, int] | None:
        """Return where a phrase stands, nearest to an offset."""
        wanted = plain(phrase)
        if not wanted:
            return None
        found = [match.start() for match in re.finditer(re.escape(wanted), self.letters)]
        if not found:
            return None
        best = min(found, key=lambda at: abs(self.at[at] - near))
        return self.at[best], self.at[best + len(wanted) - 1] + 1

    def pieces(self, phrase: str, near: int) -> list[tuple[int, int]] | None:
        """Return the fewest stretches that a phrase is put together from, if it can be."""
        rest, found = plain(phrase), []
        while rest:
            size = next((n for n in range(len(rest), 0, -1) if rest[:n] in self.letters), 0)
            if not size:
                return None
            found.append(self.find(rest[:size], near))
            rest = rest[size:]
        return found


class Hand:
    """What an editor does on a review, act by act."""

    def __init__(self, review, text: str):
        self.review, self.page, self.acts, self.typed = review, Page(text), 0, []
        self.selected = None

    def read(self) -> dict:
        """Return what the form says now."""
        return self.review.evaluate(READ)

    def click(self, target):
        """Click something, which must be in reach."""
        target.click()
        self.acts += 1

    def select(self, start: int, end: int):
        """Draw the pointer over a stretch of the page, what was offered for another put away."""
        if self.review.locator(".picked").is_visible():
            self.review.keyboard.press("Escape")
            expect(self.review.locator(".picked")).to_be_hidden()
        place = self.review.evaluate(PLACE, [start, end])
        if "folded" in place:
            summary = f'details.furniture:has(button[value="{place["folded"]}"]) > summary'
            self.click(self.review.locator(summary))
            place = self.review.evaluate(PLACE, [start, end])
        mouse = self.review.mouse
        mouse.move(place["x"] + 1, place["y"])
        self.review.wait_for_timeout(150)  # what lights up beside it
        place = self.review.evaluate(PLACE, [start, end])
        mouse.move(place["x"] + 1, place["y"])
        mouse.down()
        mouse.move((place["x"] + place["toX"]) / 2, place["toY"])
        mouse.move(place["toX"], place["toY"])
        mouse.up()
        self.acts += 1
        expect(self.review.locator(".picked")).to_be_visible()
        selected = self.review.evaluate("getSelection().toString()")
        wanted = self.page.text[start:end]
        assert plain(selected) == plain(wanted), (selected, wanted)
        self.selected = start, end

    def add(self, name: str, stretch: tuple[int, int]) -> str:
        """Make a row of a selected phrase; return its key."""
        rows = self.review.locator(f'[data-section="{name}"] > .row')
        known = {row["key"] for row in self.read()[name]}
        self.select(*stretch)
        self.click(self.review.locator(f'.picked [data-add="{name}"]'))
        expect(rows).to_have_count(len(known) + 1)
        (key,) = {row["key"] for row in self.read()[name]} - known
        return key

    def head(self, field: str, stretch: tuple[int, int]):
        """Make a selected phrase a field of the head."""
        self.select(*stretch)
        self.click(self.review.locator(f'.picked [data-head="{field}"]'))
        expect(self.review.locator(".picked")).to_be_hidden()

    def give(self, key: str, field: str, stretch: tuple[int, int], is_more: bool = False):
        """Give a selected phrase to a row, which must be able to read it."""
        if self.selected != stretch or self.review.locator(".picked").is_hidden():
            self.select(*stretch)
        picked = self.review.locator(".picked")
        group = picked.locator(f'[data-of="{key}"]')
        if not group.count():
            self.click(picked.locator(".all-rows"))
        more = "[data-more]" if is_more else ":not([data-more])"
        self.click(group.locator(f'[data-give="{field}"]{more}'))
        given = picked.locator(f'[data-of="{key}"].given-to')
        expect(given.or_(picked.locator(".unread:visible"))).to_have_count(1)
        assert picked.locator(".unread").is_hidden(), (field, self.page.text[slice(*stretch)])

    def open(self, key: str):
        """Take a row in hand, if it is not."""
        row = self.review.locator(f"#{key}")
        if "folded" in (row.get_attribute("class") or ""):
            self.click(row.locator(".unfold"))

    def choose(self, key: str, field: str, value: str):
        """Choose one of the values that a row's field can have."""
        self.open(key)
        self.click(self.review.locator(f'#{key} [name$="-{field}"][value="{value}"]'))

    def empty(self, key: str, field: str):
        """Empty a field: a click, and a key that types nothing."""
        self.open(key) if not key.startswith("head-") else None
        self.click(self.review.locator(f'#{key} [name$="-{field}"]'))
        self.review.locator(f'#{key} [name$="-{field}"]').fill("")

    def type(self, key: str, field: str, value: str):
        """Type what nowhere stands on the page."""
        assert self.page.find(value) is None, value
        self.open(key)
        self.click(self.review.locator(f'#{key} [name$="-{field}"]'))
        self.review.locator(f'#{key} [name$="-{field}"]').fill(value)
        self.typed.append(value)

    def dismiss(self, key: str):
        """Leave a row out."""
        self.click(self.review.locator(f"#{key} .dismiss input"))

    def arrange(self, key: str, act: str):
        """Rearrange a row of the outline, which shows the screen anew."""
        self.open(key)
        number = key.partition("-")[2]
        with self.review.expect_navigation():
            self.click(self.review.locator(f'#{key} [name="row"][value="{act}:{number}"]'))
