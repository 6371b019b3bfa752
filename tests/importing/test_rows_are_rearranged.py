"""The outline of an import is put right on its review, with nothing but buttons of the form."""

import pytest

from articles.desk import outline_edits
from articles.models import Article, PendingImport
from tests.import_pages import form_data, hand_in

PAGE = """库伦旗民族团结进步工作情况
来源：旗委统战部 2021-11-05

库伦旗把民族团结进步工作摆在突出位置。

一、抓宣传教育
开展宣讲活动。编印读本。
二、抓创建工作
（一）建设示范社区
建成社区广场。
三、抓产业发展
发展肉牛产业。
"""
PUBLICITY = ("1", "一、抓宣传教育", "开展宣讲活动。编印读本。")
EXAMPLES = ("1", "二、抓创建工作", "")
SQUARE = ("2", "（一）建设示范社区", "建成社区广场。")
CATTLE = ("1", "三、抓产业发展", "发展肉牛产业。")
OUTLINE = [PUBLICITY, EXAMPLES, SQUARE, CATTLE]


def posted(rows):
    data = {"measures-TOTAL_FORMS": str(len(rows) + 1), "head-lead_text": "导语。"}
    for number, row in enumerate(rows):
        fields = zip(("level", "heading", "text"), row, strict=True)
        data |= {f"measures-{number}-{name}": value for name, value in fields}
        data[f"measures-{number}-ORDER"] = str(10 * (number + 1))
    return data


def rows_of(data):
    """Return level, heading and text of the posted rows that hold something, in order."""
    return [(row.level, row.heading, row.text) for row in outline_edits.read(data)]


@pytest.mark.parametrize(
    ("buttons", "expected"),
    [
        (
            ["join:2"],
            [PUBLICITY, ("1", "二、抓创建工作（一）建设示范社区", "建成社区广场。"), CATTLE],
        ),
        (
            ["to_text:2"],
            [PUBLICITY, ("1", "二、抓创建工作", "（一）建设示范社区\n建成社区广场。"), CATTLE],
        ),
        (
            ["to_text:2", "to_text:1"],
            [
                (
                    *PUBLICITY[:2],
                    f"{PUBLICITY[2]}\n二、抓创建工作\n（一）建设示范社区\n建成社区广场。",
                ),
                CATTLE,
            ],
        ),
        (["lower:3"], [PUBLICITY, EXAMPLES, SQUARE, ("2", *CATTLE[1:])]),
        (["raise:2"], [PUBLICITY, EXAMPLES, ("1", *SQUARE[1:]), CATTLE]),
        (["up:1"], [EXAMPLES, SQUARE, PUBLICITY, CATTLE]),
        (["up:3"], [PUBLICITY, CATTLE, EXAMPLES, SQUARE]),
        (["down:1"], [PUBLICITY, CATTLE, EXAMPLES, SQUARE]),
        (["up:2"], [PUBLICITY, SQUARE, EXAMPLES, CATTLE]),
        (["down:2", "up:3", "down:3"], [PUBLICITY, EXAMPLES, CATTLE, SQUARE]),
    ],
)
def test_an_act_rearranges_the_rows(buttons, expected):
    data = posted(OUTLINE)
    for button in buttons:
        data, _ = outline_edits.arrange(data, *button.split(":"))
    assert rows_of(data) == expected
    assert data["head-lead_text"] == "导语。"


@pytest.mark.parametrize(
    ("row", "typed", "expected"),
    [
        (
            0,
            {"cut-0": "编印读本。"},
            [("1", "一、抓宣传教育", "开展宣讲活动。"), ("1", "编印读本。", "")],
        ),
        (
            0,
            {"caret": "text:7:7"},
            [("1", "一、抓宣传教育", "开展宣讲活动。"), ("1", "", "编印读本。")],
        ),
        (
            0,
            {"caret": "text:7:9"},
            [("1", "一、抓宣传教育", "开展宣讲活动。"), ("1", "编印", "读本。")],
        ),
        (0, {"caret": "heading:3:3"}, [("1", "一、抓", "宣传教育\n开展宣讲活动。编印读本。")]),
        (1, {"caret": "text:2:2"}, [("1", "二、", "甲"), ("1", "小标题", "乙。")]),
    ],
)
def test_a_row_is_parted(row, typed, expected):
    data = posted([PUBLICITY, ("1", "二、", "甲\r\n小标题\r\n乙。")]) | typed
    data, entered = outline_edits.arrange(data, "split", str(row))
    assert entered == row
    assert rows_of(data)[row : row + len(expected)] == expected


def test_latin_words_that_a_page_broke_keep_a_space_between():
    data, _ = outline_edits.arrange(posted([("1", "Unity", ""), ("1", "report", "")]), "join", "1")
    assert rows_of(data) == [("1", "Unity report", "")]


@pytest.mark.parametrize(
    ("act", "number", "typed"),
    [
        ("up", "0", {}),
        ("down", "3", {}),
        ("raise", "0", {}),
        ("split", "0", {}),
        ("split", "0", {"cut-0": "没有这句"}),
        *[
            ("split", "0", {"caret": caret})
            for caret in ("text:999:9999", "text:x:1", "DELETE:1:2", "text", "text:²:5")
        ],
        ("join", "99", {}),
        ("join", "None", {}),
        ("join", "", {}),
        ("nonsense", "1", {}),
    ],
)
def test_what_cannot_be_done_is_refused(act, number, typed):
    with pytest.raises(outline_edits.NothingToDoError):
        outline_edits.arrange(posted([PUBLICITY, *OUTLINE[1:]]) | typed, act, number)


@pytest.fixture
def press(client, editor, places):
    """Hand a page in; return a function that presses a button on its review and follows it."""
    address = hand_in(client, text=PAGE).url

    def press(button, **typed):
        data = form_data(client.get(address)) | typed
        return client.post(address, data | {"row": button}, follow=True)

    return press


def saved(client):
    """Save the report and return its outline: level, heading and text of each row."""
    address = PendingImport.objects.get().get_absolute_url()
    client.post(address, form_data(client.get(address)))
    return [
        (str(row.level), row.heading, row.body.replace("<p>", "").replace("</p>", ""))
        for row in Article.objects.get().measures.all()
    ]


@pytest.mark.django_db
def test_joined_moved_and_parted_rows_are_saved_as_they_are_shown(client, press):
    response = press("join:2", **{"head-source": "我填的来源", "measures-3-heading": "三、抓肉牛"})
    assert response.redirect_chain[0][0].endswith("#measure-1")
    assert response.context["head"]["source"].value() == "我填的来源"
    press("split:0", **{"cut-0": "编印读本。"})
    response = press("up:4")
    assert response.redirect_chain[0][0].endswith("#measure-4")
    shown = [row["heading"].value() for _, row, _ in response.context["sections"][0]["rows"]]
    outline = saved(client)
    assert [heading for _, heading, _ in outline] == shown
    assert outline == [
        ("1", "编印读本。", ""),
        ("1", "一、抓宣传教育", "开展宣讲活动。"),
        ("1", "二、抓创建工作（一）建设示范社区", "建成社区广场。"),
        ("1", "三、抓肉牛", "发展肉牛产业。"),
    ]


@pytest.mark.django_db
def test_the_first_row_goes_into_the_lead_and_a_dismissed_one_is_passed_over(client, press):
    response = press("to_text:0")
    assert response.redirect_chain[0][0].endswith("#head-lead_text")
    press("join:2", **{"measures-1-DELETE": "on"})
    assert saved(client) == [CATTLE]
    assert "建成社区广场。" in Article.objects.get().lead


@pytest.mark.django_db
def test_what_cannot_be_done_is_said_and_edits_stay_until_they_are_forgotten(client, press):
    response = press("split:3", **{"head-title": "改过的标题"})
    assert "没有可以改动的" in response.text
    address = PendingImport.objects.get().get_absolute_url()
    assert client.get(address).context["head"]["title"].value() == "改过的标题"
    client.post(address, {"forget": ""})
    assert client.get(address).context["head"]["title"].value() == "库伦旗民族团结进步工作情况"
    assert saved(client) == OUTLINE


@pytest.mark.django_db
def test_rows_under_the_same_heading_keep_each_its_own_edits(client, editor, places):
    address = hand_in(client, text=PAGE.replace(CATTLE[1], PUBLICITY[1])).url
    data = form_data(client.get(address)) | {"measures-3-text": "只改最后一条。"}
    client.post(address, data | {"row": "lower:3"})
    assert [text for _, _, text in saved(client)][::3] == [PUBLICITY[2], "只改最后一条。"]


@pytest.mark.django_db
def test_a_made_up_row_beyond_those_of_the_form_is_passed_over(client, press):
    for number, total in (("5000", {}), ("5000", {"measures-TOTAL_FORMS": "9999"})):
        response = press(f"lower:{number}", **{f"measures-{number}-heading": "编的"}, **total)
        assert response.status_code == 200
        assert "没有可以改动的" in response.text
