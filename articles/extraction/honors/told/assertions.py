"""What a clause asserts of the title it tells of, where that is not simply what its verb says.

The rules are a table: each with its name, what it says, where it looks and sentences that it must
and must not hold for, A standing for the title (tests/extraction/test_assertions.py runs them).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from articles.extraction.honors.words import Candidate
from articles.extraction.offsets import ParagraphOffset


class Asserted(StrEnum):
    """What a clause says besides "held"."""

    DENIED = "denied"  # not obtained, not believed, or taken away again
    AIMED = "aimed"  # wished for
    NOMINATED = "nominated"  # proposed, and by whom it is borne is told already


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its pattern ends at the title (`left`) or starts behind it (`right`)."""

    name: str
    says: Asserted
    left: str = ""
    right: str = ""
    holds: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()


_TITLE_ENDS = r"[”\"]?(?:荣誉)?(?:称号|殊荣|牌匾|评选|评审|验收|测评|考核|复核)?的?"
RULES = (
    Rule(
        "not obtained",
        Asserted.DENIED,
        left=r"(?:未能?|没能?|没有|尚未|并未|从未|还未|不曾|未曾)(?:够)?(?:再次|如期|成功)?"
        r"(?:通过|获得?|获评|评[上为]|入选|当选|取得|拿[到下]|摘得|夺得|进入|跻身|被?(?:评|授|命名|认定)[为予]?)"
        r"[^,。;]{0,6}$",
        holds=("我县至今尚未获得“A”称号。", "元谋县未能通过第十一批A测评。", "学校没有评上A。"),
        not_for=("没有一年落下,终于获评A。", "未来社区获评A。"),
    ),
    Rule(
        "nobody obtained it",
        Asserted.DENIED,
        left=r"(?:(?:没有|未有|没)(?:任何|哪)?一?(?:个|家|处|名|所|位)|(?:尚|仍|暂|还)无)[^,。;年]{0,10}?"
        r"(?:通过|获得?|获评|评[上为]|入选|上榜|当选|取得|拿[到下]|摘得|夺得|进入|跻身|成为|是)[^,。;]{0,6}$",
        holds=("至今没有一个村获得A称号。", "各乡镇还未有一家上榜A。", "全乡尚无单位获评A。"),
        not_for=("没有辜负期望,荣获A。", "大家没有想到会评上A。"),
    ),
    Rule(
        "no longer held",
        Asserted.DENIED,
        left=r"(?:不再|停止|终止)(?:继续)?(?:保留|列[入为]|享有|作为|使用|拥有|是)[^,。;]{0,12}$",
        holds=("某企业未通过复核,不再保留A称号。",),
        not_for=("不再靠天吃饭,村里获评A。",),
    ),
    Rule(
        "not fit for it",
        Asserted.DENIED,
        left=r"(?:不|未|没有)(?:具备|符合|满足(?!于)|够)[^,。;]{0,10}$",
        holds=("目前尚不具备申报A的条件。",),
        not_for=("条件不具备也不等不靠,获评A。", "村里不满足于A的牌子。"),
    ),
    Rule(
        "a condition",
        Asserted.DENIED,
        left=r"(?:须|应当?|必须)(?:为|是|已)[^,。;]{0,16}$",
        holds=("申报单位须为已命名满两年的A。",),
        not_for=("无须多言,已是A。",),
    ),
    Rule(
        "whoever applies",
        Asserted.DENIED,
        right=r"[”\"]?(?:荣誉)?(?:称号)?的,(?:须|应|必须|可|要|不)(?!求|仅|断)",
        holds=("申报A的,须命名满两年。", "已经拿过A的,不重复评。"),
        not_for=("获评A,要求再接再厉。",),
    ),
    Rule(
        "who applies",
        Asserted.DENIED,
        left=r"(?:申报|申请|参评)[^,。;]{0,4}$",
        right=rf"{_TITLE_ENDS},?(?:须|应当|必须|需要?(?=具备|符合|满足|连续))",
        holds=("申报A,须连续三年无重大事故。", "申报A须满足以下条件。"),
        not_for=("申报A,已通过初审。",),
    ),
    Rule(
        "a question",
        Asserted.DENIED,
        left=r"(?:什么是|何为|怎[样么]才?[能算]?|如何|关于)(?:申报|创建|打造|评选|评定|成为)?[^,。;]{0,4}$",
        right=rf"{_TITLE_ENDS}(?:\?|的?(?:建议|提案|意见|问题))",
        holds=("什么是A?", "关于创建A的建议。"),
        not_for=("什么是幸福?获评A。",),
    ),
    Rule(
        "how it is given",
        Asserted.DENIED,
        right=r"[”\"]?(?:称号)?的?(?:命名|评选|认定|评审|评定|退出|动态)(?:工作|办法|标准|程序|流程|条件|机制|制度|规程|细则|周期|指标|每)",
        holds=("A命名工作每两年开展一次。", "A评审标准作了修订。"),
        not_for=("A命名大会上,某村登台领奖。",),
    ),
    Rule(
        "whoever obtains it first",
        Asserted.DENIED,
        left=r"(?<!不论)(?<!无论)(?:谁|哪个[^,。;]{0,3}|哪家|看谁)(?:最?先|能|要是|率先)[^,。;]{0,8}$",
        right=r"[^。]{0,12},(?:谁|就|哪|便)",
        holds=("谁先拿到A,谁就请客。",),
        not_for=("谁能想到,这个小村获评A。",),
    ),
    Rule(
        "examined again",
        Asserted.DENIED,
        left=r"(?:迎接|接受|迎来|准备|做好|备战)[^,。;]{0,16}$",
        right=rf"{_TITLE_ENDS}(?:复核|复查|复审|复评|复验|届满|抽查)",
        holds=("我县正在迎接A的复核验收。",),
        not_for=("我镇顺利通过A复核。",),
    ),
    Rule(
        "another title instead",
        Asserted.DENIED,
        left=r"(?:不是|并非)(?:全国|“|\")*$",
        right=rf"{_TITLE_ENDS},(?:而是|而)",
        holds=("他获得的不是“A”,而是县里的奖。",),
        not_for=("她不是别人,正是A。",),
    ),
    Rule(
        "a rule",
        Asserted.DENIED,
        left=r"(?:若是?|如果?|假如|凡是?|一旦|对于?)(?:被|能)?(?:荣获|获评|获得|评为|命名为|授予|认定为|入选)"
        r"[^,。;]{0,8}$",
        right=rf"{_TITLE_ENDS}[^。;]{{0,16}}?(?:给予|予以|奖励|补助|奖补)",
        holds=("对获评A的奖励10万元。", "若荣获A,将给予奖励5万元。"),
        not_for=("对获得A的武定县环州乡中心学校进行了授牌。",),
    ),
    Rule(
        "what it brings",
        Asserted.DENIED,
        left=r"(?:评上|获评|获得|荣获|创成|建成|拿到|命名为|评为|入选)[^,。;]{0,4}$",
        right=rf"{_TITLE_ENDS}(?<=的)(?:一次性|每[家个村户]|可)?(?:给予|得到?)?(?:奖励|奖补|补助|补贴)(?:资金)?[\d一二两三五十]",
        holds=("评上A的奖励50万元。", "获评A称号的每家奖补5万元。"),
        not_for=("获评A,奖励资金5万元已到账。",),
    ),
    Rule(
        "missed",
        Asserted.DENIED,
        left=r"(?:(?:落选|无缘|错失|错过|痛失|失去了?|摘掉|摘除|注销|收回)了?[^,。;帽]{0,8}"
        r"|(?:撤销|取消)了?(?:[^,。;获评]{0,24}的?)?)$",
        holds=("该村去年无缘A。", "县里被撤销了“A”称号。", "省民宗委撤销了永泰镇中心小学“A”称号。"),
        not_for=("多年无缘奖项,2023年获评A。", "摘掉贫困帽获评A。"),
    ),
    Rule(
        "lost in the end",
        Asserted.DENIED,
        right=rf"{_TITLE_ENDS}[^。;]{{0,24}}?(?:落选|没[能有]?被?(?:评|选|拿|申|争取?)[上下到中](?![一-鿿]{{0,4}}奖)|没[能有]?(?:通过|入选|入围)|未[能获]?(?:评上|通过|入选|入围)|失之交臂|擦肩而过|[未无]果|告吹|(?:虽然?|但|可|却|仅|只|就)差一[点步]"
        r"|被(?:撤销|取消|摘牌|摘掉)|(?:落了?空|泡汤)|(?:还|尚|至今)没有?(?:拿|捧|领)[回到])",
        holds=(
            "县龙泉学校冲击A,虽然差一点、没评上。",
            "该镇的A称号被撤销。",
            "我们的“A”之梦落了空。",
            "三道河村冲刺A未果。",
            "白桥中学与A擦肩而过。",
            "评了三次,A的称号还是没评下来。",
        ),
        not_for=("获评A,差距在缩小。",),
    ),
    Rule(
        "none has it",
        Asserted.DENIED,
        right=rf"{_TITLE_ENDS}(?:这样的?)?(?:牌子)?,?(?:至今|目前|迄今|还|尚|仍|竟)*(?:一|半|哪怕一)(?:个|家|块|所|处|名|座|面)(?:牌子)?"
        r"(?:也|都|还|尚|仍)*(?:没有|未有|没|是空白)|[”\"]?(?:称号)?(?:仍|还|依然|依旧|一直)(?:是|为)(?:空白|零|0)",
        holds=("十二个村,A一个还没有。", "全镇A仍是空白。"),
        not_for=("有了A一个样板。",),
    ),
    Rule(
        "not as wished",
        Asserted.DENIED,
        right=rf"{_TITLE_ENDS},?(?:可惜|遗憾|可是|但|却|最终|终究|还是)*(?:未|没)能?如愿",
        holds=("县二中冲击A,可惜未能如愿。",),
        not_for=("油岭村获评A,而同台竞争的另一个村则未能如愿。",),
    ),
    Rule(
        "believed wrongly",
        Asserted.DENIED,
        left=r"(?:误?以为|误认为|错当成|谣传|误传)[^。;]{0,16}$",
        holds=("有客商以为“A”说的是柳巷村,老支书笑着摆手。",),
        not_for=("荣获A,以为民服务为本。",),
    ),
    Rule(
        "wished for",
        Asserted.AIMED,
        left=r"(?:盼着|盼望|期盼|渴望|期待|巴望|憧憬|梦想着|心愿是?|愿望是?|下一个(?:小)?目标[是:]?|目标[是:]|想(?:要|让|把|着)"
        r"|叩[开响](?!了)|冲击)(?![^。;]{0,24}(?:终于|如愿|实现))[^。;]{0,24}$",
        holds=(
            "全镇上下都盼着明年能评上A。",
            "我们想让南门社区叩开“A”的门。",
            "下一个小目标:2025年前建成A!",
        ),
        not_for=(
            "塔河林业局叩开了A的大门。",
            "他的梦想是A。",
            "盼望多年终于获评A。",
            "圆了梦,2023年获评A。",
        ),
    ),
    Rule(
        "set out for",
        Asserted.AIMED,
        left=r"(?:有望|有信心|有把握|力保|誓要|誓言|立志|放话|军令状|铆足了?劲|摩拳擦掌|瞄准|剑指|志在|要给|打算|备战|准备(?![了好]))"
        r"(?![^。;]{0,24}(?:终于|如愿|实现|已经|最终))[^。;]{0,24}$",
        holds=(
            "榆树沟村有望在年底前跨入A行列。",
            "到2026年,力保两个社区拿下A。",
            "书记放话:两年内摘下A这块牌子。",
            "大伙儿铆足了劲,要给村里捧回A的匾。",
            "乡里打算明年申请A。",
            "学校正在备战A的验收。",
        ),
        not_for=("大伙儿铆足了劲,终于评上A。", "准备了三年,镇里获评A。"),
    ),
    Rule(
        "in the plan",
        Asserted.AIMED,
        left=r"(?:把|将)[^,。;]{0,16}$",
        right=rf"{_TITLE_ENDS}[^,。;]{{0,6}}(?:写进|写入|列入|纳入|定为|作为)了?[^,。;]{{0,12}}(?:规划|计划|目标|日程|方案|任务|清单|工作报告)",
        holds=("红山口岸把建成A写进了三年规划。",),
        not_for=("A把经验写进了规划。",),
    ),
    Rule(
        "if only",
        Asserted.AIMED,
        left=r"(?:要是|如果|假如|若)[^,。;]{0,10}能[^,。;]{0,10}$",
        right=rf"{_TITLE_ENDS},?(?:就好|该多好|那该|那就好)",
        holds=("要是村里能评上A就好了。",),
        not_for=("要是没有大家,哪能评上A。",),
    ),
    Rule(
        "worked for",
        Asserted.AIMED,
        left=r"为[^,。;]{2,24}$",
        right=rf"{_TITLE_ENDS}[^,。;]{{0,4}}(?:作出|做出|贡献|添砖加瓦|而(?:努力|奋斗)|奠定|打下)",
        holds=("为江永县早日建成A作出新贡献。",),
        not_for=("因为工作突出,江永县建成A,作出了贡献。",),
    ),
    Rule(
        "soon",
        Asserted.AIMED,
        left=r"早日[^,。;]{0,20}$",
        holds=("为早日把玉树州建成A,干部立下军令状。", "早日创成A,是大家的心愿。"),
        not_for=("早日出门的人先到,村里获评A。",),
    ),
    Rule(
        "may it come",
        Asserted.AIMED,
        left=r"(?:让|盼着?|愿)[“\"]?$",
        right=rf"{_TITLE_ENDS}早日",
        holds=("让“A”早日落户六盘水,是大家的心愿。",),
        not_for=("让A的牌子擦得更亮。",),
    ),
    Rule(
        "candidate",
        Asserted.NOMINATED,
        right=r"[”\"]?(?:称号)?的?候选(?:人|单位|集体|对象|名单)",
        holds=("拟表彰的A候选人有陈秀莲。",),
        not_for=("他获评A,候选人都来祝贺。",),
    ),
    Rule(
        "nominated for",
        Asserted.NOMINATED,
        right=r"[”\"]?(?:荣誉)?(?:称号)?(?:的)?提名(?!奖)",
        holds=("指导教师吴春燕荣膺A提名。",),
        not_for=("他获A提名奖。",),
    ),
    Rule(
        "nominated",
        Asserted.NOMINATED,
        left=r"(?:被?提名(?:为|参评|参选)?|(?:推荐|推选)(?:为|[^,。;]{0,30}?(?:申报|参评|参选))"
        r"|拟将?(?:命名|授予|认定|确定|评定|表彰)?[^,。;]{0,50}?[列命认确评]?[为名定]|(?:拟|已)申报(?:创建)?|拟(?:入选|获评|授予)|有望(?:获评|入选|获得|成为|被命名为|摘得)?)(?:第[一二三四五六七八九十\d]+[批届]|(?:19|20)\d\d年度?|[“\"])*$",
        holds=(
            "青石镇、县民族中学被提名为A。",
            "推荐县人民医院、县第一中学参评“A”。",
            "经评审,拟命名县医院为A。",
            "公示期满,枫林村拟入选第三批A。",
        ),
        not_for=("经推荐,县医院获评A。",),
    ),
    Rule(
        "on a list of those to be raised",
        Asserted.NOMINATED,
        left=r"(?:列入|列为|纳入|进入|入选|入围|确定为|作为)[^,。;]{0,16}$",
        right=r"[”\"]?(?:称号)?的?(?:重点)?(?:创建|培育创建|创建培育|培育|培养|候选|备选|预备|储备|后备|推荐|公示|提名)"
        r"(?:名单|名录|对象|库|单位|行列|计划|目录|范围|之列)",
        holds=("县博物馆进入A培育名录。", "把安门村列为A培育对象。"),
        not_for=("县博物馆进入A名录。",),
    ),
)


def _compiled(rule: Rule) -> Callable[[str, str], bool]:
    left = re.compile(rule.left) if rule.left else None
    right = re.compile(rule.right) if rule.right else None

    def holds(before: str, after: str) -> bool:
        return (left is None or bool(left.search(before))) and (
            right is None or bool(right.match(after))
        )

    return holds


_RULES = tuple((rule, _compiled(rule)) for rule in RULES)
_LEFT = 60
_RIGHT = 40


def asserted(
    text: str, begin: ParagraphOffset, end: ParagraphOffset, item: Candidate
) -> Rule | None:
    """Return the first rule that holds for a title in the sentence `text[begin:end]`."""
    before = text[max(begin, item.start - _LEFT) : item.start]
    after = text[item.end : min(end, item.end + _RIGHT)]
    return next((rule for rule, holds in _RULES if holds(before, after)), None)
