"""The checks of sums and 分别 speak of what is wrong, and only of that.

`sums_right.txt` holds sentences as true reports write them, `sums_wrong.txt` such with a slip.
"""

from pathlib import Path

import pytest

from articles.extraction.parse import parse_page
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


@pytest.mark.parametrize(
    ("sentence", "ties"),
    [
        (
            "投入资金9640万元，其中中央资金3000万元、自治区资金2000万元。",
            {"中央资金": "投入资金", "自治区资金": "投入资金"},
        ),
        ("捐款12.5万元，捐物折价8.3万元，合计20.8万元。", {"捐款": "合计", "捐物折价": "合计"}),
        (
            "旗财政安排1000万元，用于教育300万元、卫生400万元，合计700万元。",
            {"用于教育": "合计", "卫生": "合计"},
        ),
        (
            "培训干部200人，其中旗直单位120人（其中妇女50人）、苏木镇80人。",
            {"旗直单位": "培训干部", "妇女": "旗直单位", "苏木镇": "培训干部"},
        ),
        ("培训农牧民120人次，其中妇女50人次，带动就业300人次。", {"妇女": "培训农牧民"}),
        ("覆盖率达到95%，其中农村牧区90%、城镇98%。", {}),  # rates have no parts
        ("总投资5亿元，其中一期工程6亿元。", {}),  # a slip: no part is larger than its total
        ("举办活动3场，观众2万人次，合计参加人数5万人次。", {}),
        ("2019年投入300万元，2020年投入500万元。", {}),
    ],
)
def test_a_part_is_tied_to_the_total_of_its_sentence(sentence, ties, gazetteer):
    figures = parse_page(PAGE.format(sentence), gazetteer=gazetteer).figures
    assert {each.name: each.part_of for each in figures if each.part_of} == ties
