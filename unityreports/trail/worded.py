"""The trail in words: what acts, objects and fields are called on the desk."""

import re

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry

from unityreports.trail import of_accounts, of_acts, of_answers
from unityreports.trail.models import Entry

_ACTS = {
    of_accounts.LOGGED_IN: _("登录"),
    of_accounts.LOGGED_OUT: _("退出"),
    of_accounts.FAILED: _("登录失败：密码不对"),
    of_accounts.REFUSED: _("登录被拒绝：尝试过多"),
    "account.second_step_set_up": _("设置第二步验证"),
    "account.second_step_ended": _("清除第二步验证"),
    "account.code_failed": _("第二步验证失败"),
    "account.recovery_used": _("用恢复代码登录"),
    "account.recovery_renewed": _("换恢复代码"),
    of_accounts.ENDED: _("结束自己在别处的登录"),
    of_accounts.RELEASED: _("解除登录限制"),
    "account.identity_bound": _("账号与统一身份对应"),
    "account.identity_ended": _("解除账号与统一身份的对应"),
    "account.identity_refused": _("统一身份登录被拒绝：没有可用的账号"),
    "account.passkey_removed": _("删除通行密钥"),
    of_answers.VIEWED: _("查看他人的草稿"),
    of_answers.EXPORTED: _("下载文件"),
    of_answers.REFUSED: _("被拒绝"),
    of_answers.POSTED: _("其他操作"),
    of_answers.COMMAND: _("运行命令"),
    of_acts.BULK_REFUSED: _("批量操作中没有处理"),
    of_acts.EXPORTED: _("定期导出"),
    of_acts.EXPORT_STOPPED: _("定期导出停止"),
    "audit.anchor": _("操作记录：取锚点"),
    "audit.export": _("操作记录：导出"),
    "audit.close": _("操作记录：封存"),
    "audit.replaced": _("操作记录：被备份换掉"),
}
# What a person looks for: acts by their beginnings.
GROUPS = {
    "accounts": (_("登录、退出、登录失败"), ("account.",)),
    "created": (_("创建"), ("wagtail.create", "wagtail.copy")),
    "changed": (_("修改"), ("wagtail.edit", "wagtail.revert", "wagtail.rename")),
    "deleted": (_("删除、恢复"), ("wagtail.delete", "articles.")),
    "published": (
        _("发布、定时、取消发布"),
        ("wagtail.publish", "wagtail.unpublish", "wagtail.schedule"),
    ),
    "reviewed": (_("审核、锁定"), ("wagtail.workflow", "wagtail.lock", "wagtail.unlock")),
    "viewed": (_("查看他人的草稿"), (of_answers.VIEWED,)),
    "exported": (_("下载文件"), (of_answers.EXPORTED, "export.")),
    "refused": (
        _("被拒绝"),
        (
            *(of_answers.REFUSED, of_acts.BULK_REFUSED, of_accounts.REFUSED, of_accounts.FAILED),
            *("account.code_failed", "account.identity_refused"),
        ),
    ),
    "commands": (_("运行命令"), (of_answers.COMMAND, "audit.")),
}


def of_group(name: str) -> Q:
    """Return the entries whose act belongs to a group."""
    wanted = Q()
    for beginning in GROUPS[name][1]:
        wanted |= Q(act__startswith=beginning)
    return wanted


def act(name: str) -> str:
    """Return what an act is called; one that the program no longer knows by its name."""
    if name in _ACTS:
        return gettext(_ACTS[name])
    registry.scan_for_actions()
    return str(dict(registry.choices).get(name, name))


def kind(label: str) -> str:
    """Return what a kind of object is called."""
    model = _model(label)
    return str(model._meta.verbose_name) if model else label


def note(entry: Entry) -> str:
    """Return what was said with an act; of a refusal, in words, what the answer was."""
    if entry.act == of_answers.REFUSED:
        return gettext("没有这一项") if entry.note.startswith("404") else gettext("没有权限")
    return entry.note


def changes(entry: Entry) -> list[tuple[str, str, str]]:
    """Return what was changed: the field's name, what it held before and after."""
    model = _model(entry.kind)
    return [
        (field(model, name), _value(old), _value(new)) for name, (old, new) in entry.changed.items()
    ]


def changes_in_lines(entry_changes: str, label: str) -> str:
    """Return what was changed as a text, a line each, for files."""
    told = changes(Entry(changes=entry_changes, kind=label))
    return "\n".join(f"{name}：{old} → {new}" for name, old, new in told)


def field(model: type[Model] | None, path: str) -> str:
    """Return what a field is called: measures[2].heading is 举措 2 · 标题."""
    words = []
    for part in path.split("."):
        name, place = re.fullmatch(r"(\w+|…)(?:\[(\d+)\])?", part).groups()
        found = _field(model, name)
        related = getattr(found, "related_model", None)
        if found is None:
            word = name
        elif found.auto_created and related:
            word = related._meta.verbose_name
        else:
            word = found.verbose_name
        words.append(f"{word} {place}" if place else str(word))
        model = related
    return " · ".join(words)


def _field(model: type[Model] | None, name: str):
    try:
        return model and model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label) if label else None
    except LookupError:
        return None


def _value(value) -> str:
    if value is None or value == "":
        return gettext("（空）")
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    return str(value)
