"""The years that records may name; what lies outside is a slip of the pen."""

FIRST_YEAR = 1949  # no report, no honor and no former division of today is older
FIRST_STATED_YEAR = 1900  # a figure may look back further: 1936年有牲畜3万头
LAST_YEAR = 2100
