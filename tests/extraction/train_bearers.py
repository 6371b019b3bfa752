"""Learns what tells who bears a title, and writes it to honors/bearers/weights.tsv.

python -m tests.extraction.train_bearers learns from everything that has labels; with --measure it
learns without each fifth of it in turn, prints how well that fifth is read, and writes nothing.

What has labels: the seen pages and sentences, the corpus, the seeds, the sentences of our own and
those made from bearer_forms.toml. The blind set is never opened. A log-linear model over all who
may bear a title, and nobody; learned by gradients that shrink with use (AdaGrad), in the same order
each time, so that the same labels give the same weights.
"""

import argparse
import hashlib
import json
import math
import random
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.extraction import Gazetteer
from articles.extraction.honors.bearers import who_bears
from articles.extraction.honors.bearers.options import OWN, Option
from articles.extraction.parse import parse_page
from articles.extraction.report import Honor, ParsedReport
from tests.extraction.conftest import read_gazetteer
from tests.extraction.test_own_honor_sentences import labelled
from tests.extraction.unseen_labels import Award, found_awards, labelled_awards, plain
from tests.extraction.unseen_scoring import SENTENCE_PAGE, TODAY, paired_awards

TESTS = Path("tests/extraction")
DATA = Path("tests/data")
PASSES, RATE, SHRINK = 12, 0.15, 0.02
FEWEST = 2  # titles that a piece of evidence is told of, to be learned
LEAST = 0.02  # a weight below tells nothing
FOLDS = 5
EACH = 6  # sentences of a form
SEED_WEIGHT = 4  # the seeds are to be read exactly
_SHARED_OUT = re.compile("分|先后|相继|同时|[和、]")
_LEVEL = re.compile("^(?:全国|自治区|全省|市级|全州|省级|州级)(?=民族)")


@dataclass
class Title:
    """A title with the evidence on all who may bear it, and which of them do (-1: nobody)."""

    page: str
    options: list[Option]
    told: list[list[str]]
    nobody: list[str]
    right: set[int]
    named: bool  # whether labels say who bears it


def main() -> None:
    """Train, or measure what training gives."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--measure", action="store_true", help="print held-out figures only")
    arguments = parser.parse_args()
    titles = list(_titles(read_gazetteer()))
    print(f"{len(titles)} titles")
    if arguments.measure:
        _measure(titles)
        return
    weights = train(titles)
    path = Path(who_bears.__file__).with_name("weights.tsv")
    lines = (f"{evidence}\t{weight:.2f}\n" for evidence, weight in sorted(weights.items()))
    path.write_text("".join(lines), "utf-8")
    print(f"{len(weights)} weights")


# What has labels -----------------------------------------------------------------------------


def _pages(gazetteer: Gazetteer) -> Iterator[tuple[str, ParsedReport, list[dict[str, Any]]]]:
    """Yield the name, the reading and the labelled honors of all that is to be learned from."""
    folders = [*(TESTS / "seen").glob("batch-*"), TESTS / "corpus"]
    for path in sorted(path for folder in folders for path in folder.glob("*.*")):
        labels = path.with_suffix(".json")
        if path.suffix in (".json", ".md") or not labels.exists():
            continue
        honors = json.loads(labels.read_text("utf-8")).get("honors", [])
        page = parse_page(path.read_bytes(), gazetteer=gazetteer, filename=path.name, today=TODAY)
        yield f"{path.parent.name}/{path.stem}", page, honors
    for labels in sorted((DATA / "expected").glob("*.json")):
        honors = json.loads(labels.read_text("utf-8"))["honors"]
        raw = (DATA / "seeds" / f"{labels.stem}.txt").read_bytes()
        for _ in range(SEED_WEIGHT):
            yield f"seed/{labels.stem}", parse_page(raw, gazetteer=gazetteer), honors
    for name, sentence, honors in _sentences():
        page = parse_page(SENTENCE_PAGE.format(sentence), gazetteer=gazetteer, today=TODAY)
        yield name, page, honors


def _sentences() -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    for path in sorted((TESTS / "seen").glob("sentences-*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            labels = json.loads(line)
            yield f"{path.stem}/{number}", labels["text"], labels.get("honors", [])
    for file in ("own_honor_sentences.txt", "bearer_sentences.txt"):
        for number, (sentence, honors) in enumerate(labelled(TESTS / file)):
            yield f"{file}/{number}", sentence.replace("\\n", "\n"), honors
    for number, (sentence, honors) in enumerate(_formed()):
        yield f"form/{number}", sentence, honors


def _formed() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield sentences made from forms and words, the same each time."""
    table = tomllib.loads((TESTS / "bearer_forms.toml").read_text("utf-8"))
    words, chance = table["words"], random.Random(7)

    def body() -> str:
        noun = chance.choice(words["noun"])
        alone = len(noun) > 2 and chance.random() < 0.2
        return (
            chance.choice(words["before"]) + ("" if alone else chance.choice(words["place"])) + noun
        )

    for form in (form for form in table["forms"] for _ in range(EACH)):
        text, *bearers = form.split("|")
        many = [body() for _ in range(chance.randint(2, 4))]
        people = chance.sample(words["person"], 4)
        few = people[: chance.randint(2, 4)]
        county, other = chance.sample(words["W"], 2)
        offices = [chance.choice(words["office"]) for _ in people]
        one = offices[0] + people[0]
        if chance.random() < 0.3:
            one = body() + one
        last = "、" if chance.random() < 0.7 else "和"
        names = {"O": [body()], "O2": [body()], "OO": many, "W": [county], "W2": [other]}
        names |= {"P": people[:1], "PP": few, "p": people[3:], "": []}
        said = {key: value[0] for key, value in names.items() if value}
        said |= {key: chance.choice(words[key]) for key in "TIRGDAV"}
        said["count"] = str(len(many))
        called = [office + name for office, name in zip(offices, few, strict=False)]
        said |= {"P": one, "OO": _join(many, last), "PP": _join(called, last)}
        titles = re.findall(r"\{([TIR])\}", text)[: len(bearers)]
        honors = [
            {
                "name": _LEVEL.sub("", said[title]), "status": "held", "kind": "other",
                "recipients": [name for key in told.split("+") for name in names[key]],
            }
            for title, told in zip(titles, bearers, strict=True)
        ]  # fmt: skip
        yield text.format(**said).replace("，，", "，"), honors


def _join(names: list[str], last: str) -> str:
    return "、".join(names[:-1]) + last + names[-1]


# What is learned -----------------------------------------------------------------------------


def _titles(gazetteer: Gazetteer) -> Iterator[Title]:
    """Yield every title that is held, or read as held, with who of its options bears it."""
    heard: dict[int, tuple[list[Option], list[list[str]], list[str]]] = {}
    who_bears.listeners.append(lambda at, *told: heard.update({at: told}))
    for page, report, labels in _pages(gazetteer):
        wanted = [item for item in labelled_awards(labels) if item.status != "described"]
        paired = paired_awards(list(found_awards(report)), wanted)
        known: list[tuple[Honor, Award | None]] = [
            (report.honors[n], wanted[m])
            for n, m in paired
            if wanted[m].names_bearers and not wanted[m].optional
        ]
        if not page.startswith("form/"):
            extra = {*range(len(report.honors))} - {n for n, _ in paired}
            known += [(report.honors[n], None) for n in sorted(extra)]
        for honor, label in known:
            if honor.offset in heard:
                options, told, nobody = heard[honor.offset]
                named = label is not None and bool(label.bearers)
                right = _right(options, label, honor)
                yield Title(page, options, told, nobody, right, named)
        heard.clear()


def _right(options: list[Option], label: Award | None, honor: Honor) -> set[int]:
    """Return which options are right: those that name all who bear a title, and nobody else."""
    wanted = Counter(label.bearers if label else ())
    if not wanted:
        return {-1}
    named = [Counter(map(plain, option.names)) for option in options]
    right = {at for at, names in enumerate(named) if names == wanted}
    if not right:  # 甲、乙分别获评A和B: the titles are shared out later
        more = {
            at for at, names in enumerate(named) if wanted <= names and options[at].source == OWN
        }
        fewest = min((named[at].total() for at in more), default=0)
        right = {at for at in more if named[at].total() == fewest}
    if not right:  # 甲等8个单位: a list below names them all
        right = {
            at
            for at, option in enumerate(options)
            if option.run and option.run.end < option.run.after and named[at] <= wanted
        }
    return right or {-1}


def train(titles: list[Title]) -> dict[str, float]:
    """Return the weights that make what is right likeliest."""
    seen = Counter(
        each
        for title in titles
        for each in {*title.nobody, *(e for told in title.told for e in told)}
    )
    rows_of = []
    for title in titles:
        rows = [[e for e in told if seen[e] >= FEWEST] for told in (*title.told, title.nobody)]
        rows_of.append((rows, {at % len(rows) for at in title.right}))
    weights: dict[str, float] = defaultdict(float)
    used: dict[str, float] = defaultdict(lambda: 1e-6)
    chance = random.Random(1)
    for _ in range(PASSES):
        chance.shuffle(rows_of)
        for rows, right in rows_of:
            for each, slope in _slopes(rows, right, weights).items():
                slope += SHRINK * weights[each] / math.sqrt(seen[each])
                used[each] += slope * slope
                weights[each] -= RATE * slope / math.sqrt(used[each])
    return {each: weight for each, weight in weights.items() if abs(weight) >= LEAST}


def _slopes(rows: list[list[str]], right: set[int], weights: dict[str, float]) -> dict[str, float]:
    """Return how far each weight is from making the right rows likeliest."""
    scores = [sum(weights[each] for each in row) for row in rows]
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    whole, good = sum(shares), sum(shares[at] for at in right)
    slopes: dict[str, float] = defaultdict(float)
    for at, row in enumerate(rows):
        slope = shares[at] / whole - (shares[at] / good if at in right else 0)
        if abs(slope) > 1e-4:
            for each in row:
                slopes[each] += slope
    return slopes


def _measure(titles: list[Title]) -> None:
    """Print precision and recall at some thresholds, each fifth read by what the others taught."""
    folds = [int(hashlib.sha256(title.page.encode()).hexdigest(), 16) % FOLDS for title in titles]
    decided = []
    for fold in range(FOLDS):
        weights = train([title for title, its in zip(titles, folds, strict=True) if its != fold])
        for title, its in zip(titles, folds, strict=True):
            if its == fold and title.page.split("/")[0].startswith(("batch-", "sentences-")):
                rows = (*title.told, title.nobody)
                scores = [sum(weights.get(each, 0.0) for each in row) for row in rows]
                shares = [math.exp(score - max(scores)) for score in scores]
                option, share = who_bears.likeliest(title.options, shares)
                right = option is not None and title.options.index(option) in title.right
                decided.append((share, right, title.named))
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        told = [right for share, right, _ in decided if share >= least]
        named = sum(named for _, _, named in decided)
        print(f"{least}: precision {sum(told) / len(told):.3f}, recall {sum(told) / named:.3f}")


if __name__ == "__main__":
    main()
