"""The form in which pictures are uploaded."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from PIL.Image import DecompressionBombError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from unityreports.site import picture_metadata


class PictureField(WagtailImageField):
    """A file that must be a whole picture of bearable size.

    Wagtail's own check reads the picture and lets what is thrown then become a server error.
    """

    def to_python(self, data):
        """Return the checked file; refuse cut off pictures and those that would fill the memory."""
        try:
            file = super().to_python(data)
            if file is not None:
                picture_metadata.strip(file.read())
                file.seek(0)
        except DecompressionBombError as error:
            raise ValidationError(gettext("图片的像素过多，请缩小后再上传。")) from error
        except (OSError, RuntimeError, picture_metadata.BrokenPicture) as error:
            raise ValidationError(
                gettext("图片文件不完整或已损坏，请重新导出后再上传。")
            ) from error
        return file


class ImageForm(BaseImageForm):
    """The desk's form of a picture."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if stock := self.fields.get("file"):
            # Made with the form: the field words its help in the language of who is looking.
            self.fields["file"] = PictureField(
                label=stock.label, widget=stock.widget, required=stock.required
            )

    def clean_file(self):
        """Return the file, newly sent or as it lies there; ask for one where that is gone."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data and file and not file.storage.exists(file.name):
            raise ValidationError(gettext("图片的文件已不在，请重新上传。"))
        return file
