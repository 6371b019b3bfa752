import csv
from pathlib import Path

import pytest

from articles.importing import Gazetteer

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def gazetteer():
    with (ROOT / "fixtures" / "divisions.csv").open(encoding="utf-8", newline="") as file:
        return Gazetteer((row["code"], row["name"], row["parent"]) for row in csv.DictReader(file))
