"""How many reports a second the importer parses, with all place names loaded.

Run `python -m benchmarks.importing`. Besides absolute speed it prints the ratio to a plain loop on
the same machine, so that figures of different machines can be compared.
"""

import csv
import time
from pathlib import Path

from articles.extraction import Gazetteer
from articles.extraction.parse import parse_page

ROOT = Path(__file__).parents[1]
ROUNDS = 20


def main() -> None:
    """Load the places, parse the seed pages over and over, print what it took."""
    with (ROOT / "fixtures" / "divisions.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["code"], row["name"], row["parent"]) for row in csv.DictReader(file)]
    start = time.process_time()
    gazetteer = Gazetteer(rows)
    print(f"{len(gazetteer)} places loaded in {time.process_time() - start:.2f} s")
    pages = {path.stem: path.read_bytes() for path in _pages()}
    total = 0.0
    for name, data in pages.items():
        seconds = _best(lambda data=data: parse_page(data, gazetteer=gazetteer))
        total += seconds
        characters = len(data.decode())
        print(f"{name:14} {characters:5} characters  {1 / seconds:6.0f} a second")
    loop = _best(lambda: [value + value for value in range(100_000)])
    print(f"{'all seeds':14} {len(pages) / total:24.0f} a second on one core")
    items = total / len(pages) / loop * 100_000
    print(f"one report takes as long as a loop over {items:,.0f} items")


def _pages() -> list[Path]:
    return sorted((ROOT / "tests" / "data" / "seeds").glob("*.txt"))


def _best(work) -> float:
    """Return the CPU seconds of the fastest of several runs: the least disturbed one."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    main()
