"""Passwords that somebody who knows the site and the place would try first."""

import re
import unicodedata
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from regions.models import Region
from regions.pinyin import spell

ENOUGH = 5  # characters that nobody could know
WALK = 4  # keys in a row on the keyboard, or letters in the order of the alphabet
SHORTEST_WORD = 4
LOOKED_AT = 128  # characters from the beginning: what follows cannot make a password weaker
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./")
_KEYS = {key: (x + y / 2, y) for y, row in enumerate(_ROWS) for x, key in enumerate(row)}
_SYMBOLS, _DIGITS = str.maketrans("@$!", "asi"), str.maketrans("01345789", "oieaasbg")
# What this site, its work and its machines are called, and what such passwords begin with.
_WORDS = frozenset(
    (
        *("admin", "administrator", "root", "user", "test", "guest", "demo", "login", "welcome"),
        *("hello", "iloveyou", "password", "passwd", "pass", "word", "abc", "unity", "report"),
        *("wagtail", "django", "guanliyuan", "guanli", "xitong", "houtai", "wangzhan", "mima"),
        *("bianji", "shenhe", "fabu", "daochu", "minzu", "tuanjie", "jinbu", "tongzhanbu"),
        *("tongzhan", "minwei", "minzongwei", "dangwei", "zhengfu", "xuanchuan", "bangongshi"),
        *("bangong", "gongzuo", "baogao", "dongtai", "shifan", "wangluo", "anquan", "renmin"),
        *("fuwu", "haohao", "xuexi", "jiayou", "woaini", "nihao", "zhongguo", "china", "neimeng"),
    )
)
# What places are: their names stand without it as often as with it.
_KINDS = (
    *("zizhiqu", "zizhizhou", "zizhixian", "zizhiqi", "sheng", "meng", "zhou", "shi", "xian"),
    *("qu", "qi", "jiedao", "zhen", "xiang", "sumu", "gacha", "cun"),
)
_DATE_OR_PHONE = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}|(?:19|20)?\d\d(?:0?[1-9]|1[0-2])(?:0?[1-9]|[12]\d|3[01]))(?!\d)"
)


class GuessableValidator:
    """Refuses a password made of places, words of the site, keys in a row, years and dates."""

    def validate(self, password, user=None):
        """Raise ``ValidationError`` unless enough is left without what could be guessed."""
        if min(map(len, map(left_over, spellings(password[:LOOKED_AT])))) < ENOUGH:
            raise ValidationError(
                gettext(
                    "密码容易被猜到：除了地名、常用词、键盘上相邻的键、年份和日期，"
                    "至少还要有 %(count)d 个别人想不到的字符。"
                )
                % {"count": ENOUGH},
                code="password_guessable",
            )

    def get_help_text(self):
        """Tell what not to use."""
        return gettext("密码不能由地名拼音、常用词、键盘上相邻的键、年份或日期拼成。")


def spellings(password: str) -> set[str]:
    """Return a password in Latin letters without punctuation, as written and as it is meant."""
    latin = spell(unicodedata.normalize("NFKC", password).lower())[0]
    meant = re.sub(
        r"(?<=[a-z])\d(?=[a-z])",
        lambda digit: digit[0].translate(_DIGITS),
        latin.translate(_SYMBOLS),
    )
    return {re.sub(r"[\W_]", "", each) for each in (latin, meant)}


def left_over(text: str) -> str:
    """Return what of a text no list of words, keys and dates accounts for.

    Of a word that many use as a password two letters are left: several make a sentence.
    """
    rest = without_walks(_DATE_OR_PHONE.sub(" ", text))
    words = _WORDS | _places()
    longest = max(map(len, words | _common()))
    for run in re.findall(rf"[a-z]{{{SHORTEST_WORD},}}", rest):
        parts = _parts(run, longest)
        known = parts & words
        for word in sorted(known | parts & _common(), key=len, reverse=True):
            rest = rest.replace(word, " " if word in known else f" {word[:2]} ")
    return "".join(part for part in re.findall(r"\d+|[^\d\s]+", rest) if not _is_short(part))


def _is_short(part: str) -> bool:
    return part.isdigit() and len(part) <= len("2026")


def _parts(run: str, longest: int) -> set[str]:
    """Return the parts of a run of letters that may be a word, of which the longest is known."""
    size = len(run)
    return {run[a:b] for a in range(size) for b in range(a + 3, min(a + longest, size) + 1)}


def without_walks(text: str) -> str:
    """Return a text without what fingers do on a keyboard, and without repeated characters."""
    kept, walk = [], ""
    for character in [*text, ""]:
        if walk and character and _is_step(walk[-1], character):
            walk += character
            continue
        kept.append(" " if len(walk) >= WALK else walk)
        walk = character
    return "".join(kept)


def _is_step(one: str, other: str) -> bool:
    if one == other or abs(ord(one) - ord(other)) == 1:
        return True
    if one not in _KEYS or other not in _KEYS:
        return False
    (x, y), (other_x, other_y) = _KEYS[one], _KEYS[other]
    return abs(x - other_x) <= 1 and abs(y - other_y) <= 1


def _places() -> set[str]:
    """Return the names of all places in pinyin, with what they are and without it."""
    names = set(Region.objects.values_list("pinyin", flat=True))
    names |= {name.removesuffix(kind) for name in names for kind in _KINDS}
    return {name for name in names if len(name) >= SHORTEST_WORD} | set(_KINDS)


@cache
def _common() -> frozenset[str]:
    """Return the words among the passwords that people use most."""
    passwords = CommonPasswordValidator().passwords
    return frozenset(each for each in passwords if each.isalpha() and len(each) >= SHORTEST_WORD)
