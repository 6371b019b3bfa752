"""The labels of the block that an index lists a government page by, each a name of its own."""

import re

_LABELS = {
    "index_number": r"索\s*引\s*号|信息索引号?",
    "document_number": r"发文字号|发文文号|文\s*号|文件编号",
    "issuing_office": r"发文机[关构]|发文单位|制发机[关构]|发布机[关构]",
    "topic": r"主题分类|所属主题",
    "written_on": r"成文日期|成文时间|生成日期|制发日期",
    "topic_words": r"主\s*题\s*词",
    "validity": r"有\s*效\s*性|效力状态|公文时效|时\s*效\s*性?|是否有效",
}
# What else stands in such a block, and so ends the value before it.
_OTHERS = (
    r"公开(?:方式|形式|范围|属性|类别|类型|时限|日期|时间|机[关构]|责任部门)|发[布文](?:日期|时间)"
    r"|印发日期|名\s*称|信息名称|标\s*题|信息(?:分类|类别|来源)|体裁分类|服务对象|组配分类|内容概述"
    r"|生效日期|废止日期|分\s*类|概\s*述|关\s*键\s*[词字]|来\s*源|作\s*者|责任科室|文件类型|浏览次数|点击[数量]|字体"
)
# Between the characters of a label may stand blanks that make all labels as long as each other.
_SPACED = re.compile(r"(\[[^\]]*\]|[\u4e00-\u9fff])(?=[\u4e00-\u9fff\[])")
_NAMES = _SPACED.sub(
    r"\1 *",
    "|".join([*(f"(?P<{name}>{form})" for name, form in _LABELS.items()), f"(?:{_OTHERS})"]),
)
LABEL = re.compile(rf"(?<![^\s:\[(|])(?:{_NAMES})(?:[ \u3000]*(?:\][ \u3000]*:?|:|(?=[\t\n]|$)))")
# Where no colon parts them: a label alone in front of its line, its value behind it.
BARE = re.compile(rf"(?m)^[ \t]*(?:{_NAMES})(?=[^:\n])")
FEWEST = 3  # labels of one block, each another
