"""The names of those who bear an honor, without office and form of address."""

import re

from articles.extraction.places.gazetteer import Gazetteer

OPENING_TIME = re.compile(
    r"^(?:(?:热烈祝贺|祝贺|恭喜|推荐|拟推荐)(?=.{3})|(?:(?:19|20)\d\d年(?:\d+月|[至到](?:19|20)\d\d年)?(?:底|末)?[、和]?)+|今年|去年|同年|次年|其中|目前|近年来|截至目前)[,]?"
)
_NAME_LIKE = re.compile(r"[一-鿿A-Za-z“”·()\d]{2,24}$")
_BEARER_END = re.compile(
    r"(?:处|社区|村|嘎查|学校|中学|小学|幼儿园|学院|大学|镇|乡|苏木|街道|办事处|局|公司|集团|院"
    r"|所|委|部|中心|站|室|庭”?|厂|旗|县|市|区|盟|州|厅|窗口|队|团|馆|屯|寨|庄|堡|寺"
    r"|庙|企业|合作社|协会|商会|支部|党委|政府|机关|法院|检察院|医院|银行|家庭|大队|支队|分局"
    r"|分公司|园|场|校|社|办|会|户|班|组|乌兰牧骑|口岸|景区"
    r"|牧场|[遗旧]址|故居|[高初民一二三四五六七八九十]中|一家|夫妇)$"
)
_OFFICE_END = re.compile(
    r"(?:[小中大]学|学校|[务愿击作解艺助防援]队|街道|社区|医院|公司|中心|协会|嘎查)$"
)
_PLACE_END = re.compile(r".(?:[村镇乡宫馆]|社区)$")  # 格尔木市长江源村: no mayor
_REMARK = re.compile(r"(?:\([^()]*\))+$")  # 王玉兰(某镇)
_ADDRESS = re.compile(
    r"(?:同志|先生|女士|老师|医生|老人|本人|大[姐哥叔妈娘爷婶嫂]|奶奶|爷爷|阿姨|叔叔|婆婆)$"
)
_EPITHET = re.compile(r"^“[^“”]+”(?=[一-鿿·]{2,8}$)")  # “草原守边人”苏和
# 某嘎查廷·巴特尔同志, 县民族中学黄志强老师: a person, by the form of the name or of address.
_BELONGS_TO = re.compile(
    r"^.{2,}(?:中学|小学|学校|医院|[局委处科村镇乡队馆]|社区|嘎查|苏木|公司|中心)"
    r"(?=(?:[一-鿿]{2,3}|[一-鿿]+·[一-鿿]+)$)"
)
# 福宁村党支部书记谢兴昌: who bears the title is the person.
ROLES = (
    r"(?:村民|居民|牧民|农民|老人|(?:[职女技矿电护焊瓦木]|[车钳])工|工人|(?:教|老|医|工程|律|技)师|学生|医生|村医|护士|民警|警察|干部|[一-鿿]员|志愿者|工作者"
    r"|[^生成增特延擅]长|书记|主任|经理|教授|负责人|传承人|获得者|姑娘|小伙|大学生|退役军人|企业家|户主|创始人|发起人|带头人|司机|战士|非遗传人|支书|[歌厨药导讲]师|[铁木银石铜]匠|儿子|女儿|妻子|丈夫|弟弟|妹妹|哥哥|姐姐|父亲|母亲|主人|艺人|匠人|歌手|画家|作家|军医|传人|阿訇|住持|活佛|僧人|妇女(?!联)|[绣厨]娘|大[妈娘爷叔婶嫂]|邮递员|楼长|站长|所长|队长|护林员|主席|干[事警]|[大乡]夫|师傅|小[哥妹]|骑手|保安|保洁|喇嘛|老汉|大哥|裁缝|月嫂|户长|代表)"
)
_ROLE = re.compile(
    rf"^.{{0,24}}{ROLES}"
    r"(?=(?![为给向把将等]|小组|代表|委员|大会)(?:[一-鿿]{2,6}(?:一家|夫妇|家庭)?|[一-鿿]+·[一-鿿]+)$)"
)
_SURNAME_ALONE = re.compile(rf"(?:^|{ROLES})[一-鿿]$")
# 乡原党委书记、“人民楷模”获得者高德荣 is one person.
_OFFICE = re.compile(r"(?:书记|主任|校长|院长|局长|镇长|乡长|村长|会长|理事长|董事长|经理)$")
_NOT_BEARER = re.compile(
    r"^(?:全[市旗盟县区州省年]|在|所在|一家人|该|我|本(?=[省市盟州旗县区镇乡村校院局级]|单位)|其中|目前|近年来|截至|今年|去年|\d"
    r"|多个|一批|各|共|并|同时|有|个|许多|部分|一大批|累计|对(?!口)|还"
    r"|也|到[^,。]{2})|[省市盟州旗县区镇乡村]以[一-鿿]|[年月日们]$|年来|以来|累计|[创更革刷全最]新$|的|昔日|^.{0,2}$|^(?:派出所|合作社|卫生院|办事处|居委会|村委会)$|\d+[个家名户所处条项人]"
)
_BARE_OFFICE = re.compile(r"(?:派出所|合作社|卫生院|办事处|居委会|村委会)$")
# The surnames that nine of ten people bear: a word of two characters in a list may be a name.
SURNAMES = set(
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙"
    "段雷钱汤尹黎易武乔贺赖龚文符庞樊兰殷施陶洪翟颜倪严牛温芦俞章鲁葛伍韦申尤毕聂丛焦柳邢岳齐梅莫庄辛管祝涂谷舒耿牟卜詹关苗凌费纪靳盛童欧甄项阳裴席覃包乌格巴阿木"
)


def split_names(text: str, gazetteer: Gazetteer, region: str | None) -> tuple[list[str], bool]:
    """Split A、B和C等 into names; no list at all if any part is not a name.

    Also returns whether all are surely people's names.
    """
    text = _without_epithet(text)
    text = re.sub(r"(?:等(?:地|单位|集体|个人|.{0,4})?)$", "", unquoted(text, " ,:的"))
    text = re.sub(r"^[为给向]", "", OPENING_TIME.sub("", text))
    text = re.sub(r"^[该我全][省盟市州旗县区](?=.{3})", "", text)  # 该县三胡乡人民政府
    text = re.sub(r"^(?:辖区|所辖|下辖)(?:的|内)?", "", text)
    if not text:
        return [], False
    places = [(match.start, match.end) for match in gazetteer.find(text)]
    parts, start = [], 0
    for match in re.finditer(r"、|和(?![谐平睦美]|$)|以及|及(?!其)", text):
        if any(
            begin < match.end() and match.start() < end and end - begin > 2 for begin, end in places
        ):
            continue  # the 和 of 恩和俄罗斯族民族乡, but not that of 社区和县民政局
        if match.group() == "和" and match.start() - start == 1:
            continue  # 靖和社区: no name has a single character
        parts.append(text[start : match.start()])
        start = match.end()
    parts = [part for part in parts if not _OFFICE.search(part)]
    named = [bearer(part) for part in [*parts, text[start:]]]
    parts = [name for name, _ in named if name]
    persons = bool(parts) and all(person for name, person in named if name)
    for part, person in named:
        if region and part == gazetteer.stem(region):
            continue
        if person or not part:
            continue
        if len(parts) > 1 and len(part) == 2 and part[0] in SURNAMES:
            continue  # 符海、符玉梅: no office says so, but the list does
        in_list = len(parts) > 1 and _BARE_OFFICE.match(part)  # 河湾中心校、卫生院
        if not _NAME_LIKE.match(part) or (_NOT_BEARER.search(part) and not in_list):
            return [], False
        if not _BEARER_END.search(part) and not (2 <= len(part) <= 4 or "·" in part):
            return [], False
    return parts, persons


def unquoted(text: str, around: str = " ") -> str:
    """Strip what stands around a name, but not the quotes that are part of it: 法院“马背法庭”."""
    text = text.strip(around)
    inside = text.strip('“”"' + around)
    if text.startswith("“") and "”" in text[:-1] and not text.endswith("”"):
        return text  # “索玛花”志愿服务队
    return text if text.endswith("”") and inside.count("“") > inside.count("”") else inside


def _without_epithet(text: str) -> str:
    """Drop what a person is called by in quotes; “索玛花”志愿服务队 is a name as a whole."""
    if not text.startswith("“") or _BEARER_END.search(text):
        return text
    return _EPITHET.sub("", text)


def bearer(part: str) -> tuple[str, bool]:
    """Return a bearer without office and form of address, and whether it is surely a person."""
    part = unquoted(_without_epithet(part))
    if part.endswith(")"):
        part = unquoted(_REMARK.sub("", part))
    name = _ADDRESS.sub("", part)
    addressed = name != part and not _SURNAME_ALONE.search(name)
    if not addressed:
        name = part  # 医生彭大爷
    bare = _ROLE.sub("", name)
    if (
        bare != name
        and (
            _OFFICE_END.search(bare)
            or _PLACE_END.search(bare)
            or (len(bare) > 3 and _BEARER_END.search(bare))
        )
        and not bare.endswith(("一家", "夫妇"))
    ):
        bare = name  # 教师进修学校 is no teacher
    if bare == name and (addressed or "·" in name):
        bare = _BELONGS_TO.sub("", name)
    person = addressed or bare != name
    return bare, person and not bare.endswith(("一家", "夫妇"))
