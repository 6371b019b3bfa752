"""Labels of Wagtail's forms that it makes of English names, or words once for all languages.

Once is when the program starts, often within a migration, where no language is in force.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import EmailLinkChooserForm, ExternalLinkChooserForm
from wagtail.admin.forms.collections import GroupCollectionManagementPermissionFormSet
from wagtail.admin.forms.workflows import WorkflowContentTypeForm
from wagtail.images.forms import GroupImagePermissionFormSet, ImageInsertionForm
from wagtail.images.views.chooser import ImageChooserViewSet
from wagtail.users.views.bulk_actions.assign_role import RoleForm

_OF_FIELDS = {
    ExternalLinkChooserForm: {"url": _("网址"), "link_text": _("链接文字")},
    EmailLinkChooserForm: {
        "email_address": _("电子邮箱"),
        "link_text": _("链接文字"),
        "subject": _("主题"),
        "body": _("正文"),
    },
    RoleForm: {"role": _("Roles")},
    WorkflowContentTypeForm: {"content_types": _("适用内容")},
    ImageInsertionForm: {
        "format": _("版式"),
        "image_is_decorative": _("纯装饰图片"),
        "alt_text": _("图片说明"),
    },
}
_OF_PERMISSIONS = {
    GroupImagePermissionFormSet: [
        ("add_image", _("上传"), _("上传图片，修改自己上传的")),
        ("change_image", _("修改"), _("修改任何图片")),
        ("choose_image", _("选用"), _("在报告中选用图片")),
    ],
    GroupCollectionManagementPermissionFormSet: [
        ("add_collection", _("添加"), _("添加集合")),
        ("change_collection", _("修改"), _("修改集合")),
        ("delete_collection", _("删除"), _("删除集合")),
    ],
}


def apply():
    """Give Wagtail's forms these labels."""
    for form, labels in _OF_FIELDS.items():
        for name, label in labels.items():
            form.base_fields[name].label = label
    for formset, permissions in _OF_PERMISSIONS.items():
        formset.permission_types[:] = permissions  # the forms of its rows hold the same list
        formset.form.base_fields["collection"].label = _("集合")
    ImageChooserViewSet.search_tab_label = _("Search")
