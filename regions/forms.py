"""A place as people type it."""

from django import forms
from django.utils.translation import gettext as _

from regions.models import Region

_CHOICES_SHOWN = 6
# What people leave off the end of a name: 乌兰浩特 for 乌兰浩特市.
_ENDINGS = ["省", "自治区", "市", "盟", "州", "旗", "县", "区", "镇", "乡", "苏木", "街道"]
_ENDINGS += ["村", "嘎查", "社区"]


class RegionField(forms.CharField):
    """A place typed as a code, a name, a path or its pinyin; ambiguity is refused with the choices.

    Cleans to a ``Region``, or ``None`` for nothing typed.
    """

    def prepare_value(self, value):
        """Show a place as its code and path."""
        if isinstance(value, int):
            value = Region.objects.filter(pk=value).first()
        return f"{value.code} {value.full_name}" if isinstance(value, Region) else value

    def has_changed(self, initial, data):
        """Compare what was shown with what was sent back."""
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        """Return the one place that the text means."""
        text = " ".join((super().clean(value) or "").split())
        if not text:
            return None
        try:
            return Region.objects.resolve(text.split()[0])
        except Region.DoesNotExist:
            pass
        found = list(Region.objects.for_readers().matching(text)[: _CHOICES_SHOWN + 1])
        if not found:
            raise forms.ValidationError(_("没有找到这个地区，请输入名称、代码或拼音。"))
        name = text.split()[-1]
        with_endings = {name + ending for ending in _ENDINGS}
        meant = [each for each in found if _is_called(each, name, text)]
        meant = meant or [each for each in found if each.short_name in with_endings]
        if len(meant) == 1:
            return meant[0]
        if len(found) == 1:
            return found[0]
        choices = "；".join(f"{each.code} {each.full_name}" for each in found[:_CHOICES_SHOWN])
        if len(found) > _CHOICES_SHOWN:
            choices += "……"
        raise forms.ValidationError(
            _("有多个地区符合，请输入代码或更完整的名称：%(choices)s") % {"choices": choices}
        )


def _is_called(region: Region, name: str, text: str) -> bool:
    """Return whether a place bears exactly this name, path, other name or pinyin."""
    names = {region.name, region.short_name, region.pinyin, *region.aliases.split()}
    return name in names or text == region.full_name
