"""The region is what a report is about: not its examples, its partners or where it was filed."""

import pytest

from articles.extraction.parse import parse_page

CREATED = "扎实开展民族团结进步创建工作，各族群众团结奋斗，取得明显成效。"
# What the page holds, its lines parted by / → the code of its region.
PAGES = f"""\
锡盟命名第二批示范单位/今年以来，锡盟各地守望相助，盟委宣传部、统战部日前联合命名30个单位为示范单\
位。 → 1525
莫旗举办宣传月活动/近年来，莫旗{CREATED} → 150722
工作综述/近年来，科左后旗{CREATED} → 150522
集宁市民族团结工作/近年来，集宁市{CREATED} → 150902
青海海北：多维发力推进共同体建设/今年以来，青海省海北州{CREATED}/海北州举办宣传月活动。 → 6322
示范单位公布/国家民委决定，北京市密云区古北口镇等283个地方和单位获得命名。/云南省有保山市、临沧市\
、昆明市\
富民县、昭通市镇雄县等16个地方和单位获得命名，云南省各族干部群众深受鼓舞。 → 53
示范单位公布/国家民委决定命名北京市海淀区某小学等198家单位。内蒙古自治区库伦旗等12家单位上榜，内蒙\
古自治区\
各族干部群众倍受鼓舞。 → 15
工作综述/库伦旗{CREATED}全旗先后与北京市海淀区、北京市朝阳区、天津市河西区签订协议，北京市海淀区向\
全旗捐款，\
北京市海淀区派出干部。 → 150524
我旗举办宣传月活动/库伦旗{CREATED}通辽市民委到会指导，通辽市委统战部、通辽市教育局派人参加。 → 150\
524
活动综述/来源：库伦旗民委 2022-11-03/近年来，我旗{CREATED}全旗共同努力。通辽市民委到会指导，通辽市\
委统战部派人参加。 → 150524
学习外地经验做法/库伦旗考察团赴鄂尔多斯市、包头市、呼和浩特市学习，先后考察包头市昆都仑区、包头市\
青山区、鄂尔多斯市\
东胜区，库伦旗将借鉴鄂尔多斯市、包头市的做法，推进全旗创建工作，各族群众团结奋斗。 → 150524
工作总结/库伦旗人民政府办公室 2022-11-03/全旗{CREATED}全旗学习借鉴北京市海淀区经验，与北京市海淀区\
结对。 → 150524
工作总结/近年来，全旗{CREATED}全旗学习宁夏回族自治区吴忠市利通区做法。//主办单位：库伦旗人民政府 \
网站标识码1505240001 → 150524
赴北京市海淀区考察 库伦旗学习创建经验/近年来，库伦旗{CREATED} → 150524
工作综述/扎鲁特旗{CREATED}扎鲁特旗与毗邻的科左中旗、科右中旗携手，毗邻阿鲁科尔沁旗，全旗共建边界。\
 → 150526"""


@pytest.mark.parametrize(("page", "region"), [line.split(" → ") for line in PAGES.split("\n")])
def test_the_region_is_what_the_report_is_about(page, region, gazetteer):
    assert parse_page(page.replace("/", "\n\n"), gazetteer=gazetteer).region == region
