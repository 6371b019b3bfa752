"""The checks of sums and 分别 speak of what is wrong, and only of that.

`sums_right.txt` holds sentences as true reports write them, `sums_wrong.txt` such with a slip.
"""

from pathlib import Path

import pytest

from articles.extraction import parse_page
from tests.extraction.test_figures import PAGE

HERE = Path(__file__).parent
RIGHT = HERE.joinpath("sums_right.txt").read_text("utf-8").splitlines()
WRONG = HERE.joinpath("sums_wrong.txt").read_text("utf-8").splitlines()
CHECKS = {"sum_differs", "unequal_lists"}


def alarms(sentence, gazetteer):
    report = parse_page(PAGE.format(sentence), gazetteer=gazetteer)
    return [problem for problem in report.problems if problem.code in CHECKS]


@pytest.mark.parametrize("sentence", RIGHT)
def test_right_sums_and_lists_are_passed_over(sentence, gazetteer):
    assert alarms(sentence, gazetteer) == []


@pytest.mark.parametrize("sentence", WRONG)
def test_wrong_sums_and_lists_are_pointed_out(sentence, gazetteer):
    assert alarms(sentence, gazetteer)


def test_there_are_many_samples_of_both():
    assert len(set(RIGHT)) >= 60
    assert len(set(WRONG)) >= 20


def test_right_sums_of_one_paragraph_do_not_disturb_each_other(gazetteer):
    assert alarms("".join(RIGHT), gazetteer) == []


def test_a_wrong_sum_is_pointed_out_at_its_total_in_its_unit(gazetteer):
    (problem,) = alarms("总投资1.2亿元，其中一期工程8000万元、二期工程5000万元。", gazetteer)
    assert problem.excerpt == "1.2亿元"
    assert str(problem.message) == ("分项之和与总数不符：0.8 + 0.5 = 1.3，原文为 1.2亿元，请核对。")
