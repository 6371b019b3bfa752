"""How people are named on the desk.

Django joins the two parts of a name as English does (小 王), and everything that names a person
(lists, histories, locks, mails) asks its user model for that. Wagtail's side bar does not ask.
"""

import re

from wagtail.admin.ui import sidebar
from wagtail.admin.utils import get_user_display_name

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def full_name(user) -> str:
    """Return a person's name: 王小 with the family name first, Ann Lee as it is written there.

    Empty when the account holds no name.
    """
    given, family = user.first_name.strip(), user.last_name.strip()
    if _HAN.search(given + family):
        return family + given
    return f"{given} {family}".strip()


class MainMenu(sidebar.MainMenuModule):
    """The menu of the desk, which calls the user by the whole name."""

    def js_args(self):
        """Return what the script draws the menu from."""
        *items, account = super().js_args()
        return [*items, account | {"name": get_user_display_name(self.user)}]


def install(user_model):
    """Let the whole desk name people so."""
    user_model.get_full_name = full_name
    sidebar.MainMenuModule = MainMenu
