"""The form in which pictures are uploaded."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy
from PIL.Image import DecompressionBombError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """A file that must be a whole picture of bearable size.

    Wagtail's own check reads the picture and lets what is thrown then become a server error.
    """

    def to_python(self, data):
        """Return the checked file; refuse cut off pictures and those that would fill the memory."""
        try:
            return super().to_python(data)
        except DecompressionBombError as error:
            raise ValidationError(gettext("图片的像素过多，请缩小后再上传。")) from error
        except OSError as error:
            raise ValidationError(
                gettext("图片文件不完整或已损坏，请重新导出后再上传。")
            ) from error


class ImageForm(BaseImageForm):
    """The desk's form of a picture."""

    file = PictureField(label=gettext_lazy("图片文件"), widget=BaseImageForm.Meta.widgets["file"])
