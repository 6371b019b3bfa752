"""Brings a review to the labels of its page: finds what is wrong, and mends it with the hand."""

from collections import Counter
from decimal import Decimal

from articles.extraction.language.normalise import fold
from articles.extraction.language.quantities import find_quantities
from regions.models import Region
from tests.browser.pointing.hand import Hand
from tests.extraction.unseen_labels import (
    STATUS,
    Award,
    amount,
    author_of,
    division,
    heading_of,
    labelled_awards,
    plain,
    title_of,
)
from tests.extraction.unseen_scoring import (
    LENGTHS_OF_TIME,
    figures_asked,
    headings_asked,
    honor_counts,
    paired_awards,
)

HEAD = {"published": "published_on"}


class Mending:
    """A review that is brought to its labels; ``wrong`` counts the values that were wrong."""

    def __init__(self, hand: Hand, labels: dict):
        self.hand, self.page, self.labels, self.wrong = hand, hand.page, labels, 0
        # What is to be given of one stretch, once for all rows: (row, field) of each.
        self.waiting: dict[tuple[int, int], list[tuple[str, str]]] = {}

    def all(self):
        """Mend everything that is labelled, rows that show the screen anew first."""
        self.furniture()
        self.headings()
        self.head()
        self.honors()
        self.figures()
        self.documents()
        self.places()

    # The page and its outline

    def furniture(self):
        """Leave out what is no part of the report."""
        for piece in self.labels.get("not_in_body", ()):
            form = self.hand.read()
            texts = [form["head"]["lead_text"], form["head"]["closing_text"]]
            texts += [row["heading"] + row["text"] for row in form["measures"]]
            if plain(piece) not in plain("".join(texts)):
                continue
            self.wrong += 1
            start, _ = self.page.find(piece)
            stretch = self.hand.review.locator(f'.stretch:has([data-at="{start}"])')
            assert stretch.count(), piece
            with self.hand.review.expect_navigation():
                self.hand.click(stretch.locator("[name=leave_out]"))

    def headings(self):
        """Make the headings those of the label."""
        if "outline" not in self.labels:
            return
        wanted, may = headings_asked(self.labels["outline"])
        while extra := self._extra_heading(wanted + may):
            self.wrong += 1
            self.hand.arrange(extra, "to_text")
        found = Counter(heading_of(row["heading"]) for row in self._headed())
        for _level, heading in self.labels["outline"]:
            if heading and (wanted - found)[heading_of(heading)]:
                self.wrong += 1
                self.hand.add("measures", self.page.find(heading))
                found[heading_of(heading)] += 1

    def _headed(self) -> list[dict]:
        return [row for row in self.hand.read()["measures"] if row["heading"] and not row["DELETE"]]

    def _extra_heading(self, known: Counter) -> str | None:
        seen: Counter = Counter()
        for row in self._headed():
            seen[heading_of(row["heading"])] += 1
            if seen[heading_of(row["heading"])] > known[heading_of(row["heading"])]:
                return row["key"]
        return None

    def head(self):
        """Make the fields of the head those of the label."""
        alike = {"author": author_of, "region": lambda it: division((it or "").split(" ")[0])}
        for key in ("title", "subtitle", "source", "author", "views", "published", "region"):
            if key not in self.labels:
                continue
            field, form = HEAD.get(key, key), alike.get(key, plain)
            shown = self.hand.read()["head"][field]
            wanted = (self.labels[key] or "").lstrip("—-")
            if form(shown) == form(wanted):
                continue
            self.wrong += 1
            if not wanted:
                self.hand.empty(f"head-{field}", field)
                continue
            if key == "region":
                wanted = self._name_on_page(wanted)
            if key == "published":
                wanted = self._day_on_page(wanted)
            self.hand.head(field, self.page.find(wanted))

    def _day_on_page(self, day: str) -> str:
        year, month, date = (int(part) for part in day.split("-"))
        forms = (
            f"{year}-{month:02}-{date:02}", f"{year}年{month}月{date}日",
            f"{year}年{month:02}月{date:02}日", f"{year}/{month}/{date}",
            f"{year}.{month}.{date}", f"{year}-{month}-{date}", f"{year}.{month:02}.{date:02}",
        )  # fmt: skip
        return next(form for form in forms if self.page.find(form))

    def _name_on_page(self, code: str) -> str:
        region = Region.objects.get(code=division(code))
        others = region.former.values_list("name", flat=True)
        names = [region.full_name, region.name, region.short_name, *others]
        names += region.aliases.split()
        return next(name for name in names if self.page.find(name))

    # Honors

    def honors(self):
        """Make the honors those of the label, what is merely described aside."""
        if "honors" not in self.labels:
            return
        rows = [row for row in self.hand.read()["honors"] if not row["DELETE"]]
        found, asked = [_award(row) for row in rows], self._asked()
        paired = dict(paired_awards(found, [award for award, _item in asked]))
        for number, label in paired.items():
            award, item = asked[label]
            if not award.optional:
                self._attributes(rows[number]["key"], found[number], award, item)
        for number, row in enumerate(rows):
            if number not in paired and found[number].status != "described":
                self.wrong += 1
                self.hand.dismiss(row["key"])
        for label, (award, item) in enumerate(asked):
            if label not in paired.values() and not award.optional:
                self._missing(award, item)
        self._give_what_waits()

    def _asked(self) -> list[tuple[Award, dict]]:
        """Return the honors that are labelled, for each of its years one, with their labels."""
        items = [item for item in self.labels["honors"] if STATUS[item["status"]] != "described"]
        return [(award, item) for item in items for award in labelled_awards([item])]

    def _give_what_waits(self):
        for stretch, rows in self.waiting.items():
            for key, field in rows:
                self.hand.give(key, field, stretch)

    def _missing(self, award: Award, item: dict):
        near = self._anchor(item)
        first, *more = self.page.pieces(item["name"], near)
        self.wrong += 1
        key = self.hand.add("honors", first)
        for piece in more:
            self.hand.give(key, "name", piece, is_more=True)
        self._attributes(key, _award(self._row(key)), award, item)

    def _anchor(self, item: dict) -> int:
        """Return where about an honor stands: at the first of its bearers, or nowhere."""
        found = [self.page.find(name) for name in item.get("recipients", ())]
        return next((each[0] for each in found if each), 0)

    def _row(self, key: str) -> dict:
        return next(row for row in self.hand.read()[f"{key.split('-')[0]}s"] if row["key"] == key)

    def _attributes(self, key: str, found: Award, label: Award, item: dict):
        near = int(self._row(key)["offset"] or 0)
        chosen = {"status": label.status, "level": label.level or ""}
        if label.kinds and not found.kinds <= label.kinds:
            chosen["kind"] = sorted(label.kinds)[0]
        for field, value in chosen.items():
            if field == "kind" or (getattr(found, field) or "") != value:
                self.wrong += 1
                self.hand.choose(key, field, value)
        numbers = ["year"] if found.derived or label.derived else ["year", "count"]
        for field in numbers:
            if (value := getattr(label, field)) != getattr(found, field):
                self.wrong += 1
                self._number(key, field, value, near)
        if not label.names_bearers:
            return
        if Counter(found.bearers) != Counter(label.bearers):
            self._bearers(key, found, item, near)
        if found.conferrer != label.conferrer:
            self.wrong += 1
            self._text(key, "conferred_by", item.get("conferred_by"), near)

    def _bearers(self, key: str, found: Award, item: dict, near: int):
        """Give the bearers anew, or those that lack to those that are right."""
        names = item.get("recipients", ())
        have = Counter(found.bearers)
        lack = [name for name in names if not have[plain(name)]]
        self.wrong += max(len(lack), len(have - Counter(map(plain, names))))
        is_more = not have - Counter(map(plain, names))
        if not is_more:
            lack = list(names)
        if not lack:
            self.hand.empty(key, "recipients")
        for number, name in enumerate(lack):
            follows = number > 0 or (is_more and bool(have))
            self._text(key, "recipients", name, near, follows, goes_on=len(lack) > 1)

    def _text(
        self,
        key: str,
        field: str,
        value: str | None,
        near: int,
        is_more: bool = False,
        goes_on: bool = False,
    ):
        if not value:
            self.hand.empty(key, field)
            return
        pieces = self.page.pieces(value, near)
        if pieces is None:
            self.hand.type(key, field, value)
            return
        if len(pieces) == 1 and not is_more and not goes_on:
            self.waiting.setdefault(pieces[0], []).append((key, field))
            return
        for number, piece in enumerate(pieces):
            self.hand.give(key, field, piece, is_more=is_more or number > 0)

    def _number(self, key: str, field: str, value: int | None, near: int):
        """Give a number that stands on the page in digits or words; type what does not."""
        if value is None:
            self.hand.empty(key, field)
        elif stretch := self._digits(Decimal(value), field == "year", near):
            self.waiting.setdefault(stretch, []).append((key, field))
        else:
            self.hand.type(key, field, str(value))

    def _digits(self, value: Decimal, is_year: bool, near: int) -> tuple[int, int] | None:
        if is_year and (
            found := self.page.find(f"{value}年", near) or self.page.find(str(value), near)
        ):
            return found
        text = fold(self.page.text)
        assert len(text) == len(self.page.text)
        spans = [(q.digits, q.end) for q in find_quantities(text) if q.value == value]
        return (
            min(spans, key=lambda each: abs(each[0] - near), default=None) if not is_year else None
        )

    # Other facts

    def figures(self):
        """Make the figures those of the label."""
        if "figures" not in self.labels:
            return
        rows = [row for row in self.hand.read()["figures"] if not row["DELETE"]]
        must, may = figures_asked(self.labels)
        left = must + may
        for row in rows:
            each = amount(row["value"], row["unit"])
            if left[each]:
                left[each] -= 1
            elif not (each[1] in LENGTHS_OF_TIME or each[0] in honor_counts(self.labels)):
                self.wrong += 1
                self.hand.dismiss(row["key"])
        found = Counter(amount(row["value"], row["unit"]) for row in rows)
        for item in self.labels["figures"]:
            each = amount(item["value"], item["unit"])
            if (must - found)[each]:
                self.wrong += 1
                self._missing_figure(item)
                found[each] += 1

    def _missing_figure(self, item: dict):
        start, end = self.page.find(item["quote"])
        wanted = amount(item["value"], item["unit"])
        text = fold(self.page.text[start:end])
        spans = [
            (start + each.number_start, start + each.end)
            for each in find_quantities(text)
            if each.value is not None and amount(each.value, each.unit) == wanted
        ]
        key = self.hand.add("figures", spans[0] if spans else (start, end))
        row = self._row(key)
        if amount(row["value"] or 0, row["unit"]) != wanted:
            self._right_amount(key, item, start)

    def _right_amount(self, key: str, item: dict, near: int):
        row = self._row(key)
        if row["value"] != item["value"]:
            self.wrong += 1
            stretch = self.page.find(item["value"], near)
            if stretch:
                self.hand.give(key, "value", stretch)
            else:
                self.hand.type(key, "value", item["value"])
        if plain(self._row(key)["unit"]) != plain(item["unit"]):
            self.wrong += 1
            self._text(key, "unit", item["unit"], near, goes_on=True)

    def documents(self):
        """Make the documents those of the label."""
        if "documents" not in self.labels:
            return
        rows = self.hand.read()["documents"]
        wanted = Counter(plain(title) for title, _kind in self.labels["documents"])
        for row in rows:
            if wanted[plain(row["title"])]:
                wanted[plain(row["title"])] -= 1
            else:
                self.wrong += 1
                self.hand.dismiss(row["key"])
        for title in wanted.elements():
            self.wrong += 1
            self.hand.add("documents", self.page.find(title))

    def places(self):
        """Make the places that are resolved those of the label."""
        if "places" not in self.labels:
            return
        wanted = Counter(map(division, self.labels["places"]))
        for row in self.hand.read()["places"]:
            code = division(row["region"].split(" ")[0])
            if not code:
                continue
            if wanted[code]:
                wanted[code] -= 1
            else:
                self.wrong += 1
                self.hand.dismiss(row["key"])
        for code in wanted.elements():
            self.wrong += 1
            self.hand.add("places", self.page.find(self._name_on_page(code)))


def _award(row: dict) -> Award:
    return Award(
        title=title_of(row["name"]),
        status=row.get("status", ""),
        level=row.get("level") or None,
        kinds=frozenset({row.get("kind", "")}),
        count=int(row["count"]) if row["count"] else None,
        derived=bool(row["count_derived"]),
        year=int(row["year"]) if row["year"] else None,
        bearers=tuple(map(plain, row["recipients"].splitlines())),
        conferrer=plain(row["conferred_by"]),
    )
