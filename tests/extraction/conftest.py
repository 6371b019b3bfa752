import csv
from collections import defaultdict
from pathlib import Path

import pytest

from articles.extraction import Gazetteer

FIXTURES = Path(__file__).parents[2] / "fixtures"


def _rows(name):
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_gazetteer():
    """Return the known places, as a new site knows them."""
    others = defaultdict(list)
    for row in _rows("former_divisions.csv"):
        others[row["code"]].append(row["former_name"])
    for row in _rows("short_names.csv"):
        others[row["code"]].append(row["short_name"])
    return Gazetteer(
        (row["code"], row["name"], row["parent"], *others[row["code"]])
        for row in _rows("divisions.csv")
    )


@pytest.fixture(scope="session")
def gazetteer():
    return read_gazetteer()
