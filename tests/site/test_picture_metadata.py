"""What readers get of a picture shows what it shows and tells nothing else."""

import io
import struct

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, ImageOps, PngImagePlugin
from wagtail.images import get_image_model

from tests import factories
from unityreports import installation
from unityreports.site import picture_metadata
from unityreports.site.models import SetupStep
from unityreports.site.storage import strip_stored

SECRETS = [b"SN-0471", b"Bayar", b"45.123", b"MakerNote", b"x:xmpmeta", b"8BIM", b"jiaqi", b"TAIL"]
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b"<x:xmpmeta>Bayar 45.123</x:xmpmeta>"


def exif(orientation=6):
    tags = Image.Exif()
    tags[0x0112], tags[0x013B], tags[0x010F] = orientation, "Bayar", "jiaqi"
    tags.get_ifd(0x8769).update({0xA431: "SN-0471", 0xA430: "Bayar", 0x927C: b"MakerNote"})
    tags.get_ifd(0x8825).update({1: "N", 2: (45.0, 7.0, 23.0), 29: "45.123"})
    return tags.tobytes()


def drawn(frames=1):
    """Return a picture whose corners differ, or several of them."""
    pictures = []
    for number in range(frames):
        picture = Image.new("RGB", (40, 24), (200, 30 + 60 * number, 30))
        picture.paste((20, 20, 220), (0, 0, 20, 12))
        pictures.append(picture)
    return pictures


def saved(kind, frames=1, **options):
    first, *others = drawn(frames)
    if others:
        options |= {"save_all": True, "append_images": others, "duration": 100}
    out = io.BytesIO()
    first.save(out, kind, icc_profile=PROFILE, **options)
    return out.getvalue()


def jpeg():
    data = saved("JPEG", exif=exif(), xmp=XMP, comment=b"Bayar")
    iptc = b"Photoshop 3.0\x008BIM\x04\x04Bayar"
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:] + b"TAIL"


def png(frames=1):
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "Bayar")
    text.add_text("Comment", "jiaqi", zip=True)
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved("PNG", frames, pnginfo=text, exif=exif()) + b"TAIL"


def gif(frames=1):
    data = saved("GIF", frames, comment=b"Bayar")
    xmp = b"!\xff\x0bXMP DataXMP" + bytes([len(XMP)]) + XMP + b"\0"
    return data[:-1] + xmp + b";TAIL"


PICTURES = {
    "a.jpg": jpeg(),
    "b.jpg": saved("JPEG", exif=exif(), progressive=True, optimize=True),
    "c.png": png(),
    "d.png": png(3),
    "e.gif": gif(),
    "f.gif": gif(3),
    "g.webp": saved("WEBP", exif=exif(), xmp=XMP),
    "h.webp": saved("WEBP", 3, exif=exif(), xmp=XMP, lossless=True),
    "i.avif": saved("AVIF", exif=exif(), xmp=XMP),
    "j.avif": saved("AVIF", 3, exif=exif(1)),  # Pillow fails on both, and on a turn
}

WIDER = PICTURES["i.avif"][:8] + b"mif1" + PICTURES["i.avif"][12:]


def told(data):
    """Return which of the secrets a file holds, packed or plain."""
    with Image.open(io.BytesIO(data)) as picture:
        said = repr((picture.info, picture.getexif(), picture.getexif().get_ifd(0x8825)))
    found = [secret for secret in SECRETS if secret in data or secret.decode() in said]
    return found + [0x8825] * (0x8825 in Image.open(io.BytesIO(data)).getexif())


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_tells_nothing_and_looks_the_same(name):
    before, after = PICTURES[name], picture_metadata.strip(PICTURES[name])
    assert told(before)
    assert told(after) == []
    assert picture_metadata.strip(after) == after
    one, other = Image.open(io.BytesIO(before)), Image.open(io.BytesIO(after))
    assert getattr(other, "n_frames", 1) == getattr(one, "n_frames", 1)
    assert other.info.get("icc_profile") == one.info.get("icc_profile")
    for number in range(getattr(one, "n_frames", 1)):
        one.seek(number)
        other.seek(number)
        upright = [ImageOps.exif_transpose(each).convert("RGB") for each in (one, other)]
        assert upright[0].size == upright[1].size
        assert upright[0].tobytes() == upright[1].tobytes()
        assert other.info.get("duration") == one.info.get("duration")


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_ends_anywhere_is_refused_or_read_and_no_error(name):
    data = PICTURES[name]
    for end in range(0, len(data), max(1, len(data) // 60)):
        try:
            picture_metadata.strip(data[:end])
        except picture_metadata.BrokenPicture:
            continue


def test_an_avif_that_names_a_wider_brand_first_is_one_too():
    assert b"Bayar" in WIDER
    assert picture_metadata.strip(WIDER) == (
        WIDER[:16] + picture_metadata.strip(PICTURES["i.avif"])[16:]
    )


def test_a_profile_without_an_end_of_its_name_is_broken_and_no_error():
    data = PICTURES["c.png"]
    end = data.index(b"IEND") - 4
    odd = data[:end] + picture_metadata._png_chunk(b"iCCP", b"abcdef") + data[end:]
    with pytest.raises(picture_metadata.BrokenPicture):
        picture_metadata.strip(odd)


def test_other_files_are_left_as_they_are():
    for data in (b"", b"%PDF-1.7 Bayar", b"RIFF\x04\0\0\0WAVE", b"\xff\xd8"):
        assert picture_metadata.strip(data) == data


@pytest.fixture
def images(admin_client):
    return get_image_model().objects


def uploaded(name, data=None):
    return SimpleUploadedFile(name, data or PICTURES[name], f"image/{name[2:]}")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.jpg", "c.png", "f.gif", "h.webp", "i.avif"])
@pytest.mark.parametrize("address", ["/admin/images/add/", "/admin/images/multiple/add/"])
def test_what_an_editor_uploads_is_public_without_its_secrets(
    admin_client, images, media_root, name, address
):
    if "multiple" in address:
        data = {"files[]": uploaded(name), "title": "图"}
        ajax = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
        assert admin_client.post(address, data, **ajax).json()["success"]
    else:
        admin_client.post(address, {"title": "图", "file": uploaded(name)})
    image = images.get()
    image.get_rendition(f"fill-20x{len(address)}")  # what another test made is in the cache
    files = [each for each in media_root.rglob("*") if each.is_file()]
    assert len(files) >= 2
    for each in files:
        assert told(each.read_bytes()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("data", [PICTURES["a.jpg"][:900], b"\xff\xd8\xff\xe1\xff", b"GIF89a"])
def test_a_broken_picture_is_refused_in_words(admin_client, images, data):
    file = uploaded("x.gif" if data.startswith(b"GIF") else "x.jpg", data)
    response = admin_client.post("/admin/images/add/", {"title": "图", "file": file})
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not images.exists()


@pytest.mark.django_db
def test_a_picture_whose_file_is_gone_asks_for_a_new_one_and_takes_it(admin_client, media_root):
    picture = factories.picture()
    picture.file.storage.delete(picture.file.name)
    address = f"/admin/images/{picture.pk}/"
    assert admin_client.get(address).status_code == 200
    data = {"title": "新名", "description": "草原", "collection": picture.collection_id}
    answer = admin_client.post(address, data)
    assert answer.context["form"].errors["file"] == ["图片的文件已不在，请重新上传。"]
    assert admin_client.post(address, data | {"file": uploaded("a.jpg")}).status_code == 302
    picture.refresh_from_db()
    assert picture.title == "新名"
    assert picture.file.storage.exists(picture.file.name)
    assert admin_client.post(address, data).status_code == 302


@pytest.mark.django_db
def test_a_picture_that_no_decoder_takes_is_refused_and_no_error(admin_client, images, media_root):
    file = uploaded("x.avif", WIDER)
    refused = admin_client.post("/admin/images/add/", {"title": "图", "file": file})
    # Where a decoder for it is installed it is taken, and clean.
    assert refused.status_code == (302 if images.exists() else 200)
    for each in media_root.rglob("*.avif"):
        assert b"Bayar" not in each.read_bytes()


@pytest.mark.django_db
def test_setting_up_cleans_pictures_that_are_there_once_and_keeps_their_names(media_root):
    image = get_image_model().objects.create(
        title="图", file=ContentFile(PICTURES["a.jpg"], "a.jpg")
    )
    path = media_root / image.file.name
    path.write_bytes(PICTURES["a.jpg"])
    (media_root / "broken.jpg").write_bytes(PICTURES["a.jpg"][:100])
    mode = path.stat().st_mode
    said = []

    class Progress:
        def __init__(self, title):
            said.append(title)

        __enter__ = __exit__ = lambda *args: None

    for _ in range(2):
        installation.strip_pictures(Progress)
    assert len(said) == SetupStep.objects.filter(name=installation.PICTURES).count() == 1
    assert told(path.read_bytes()) == []
    assert path.stat().st_mode == mode
    assert list(strip_stored(media_root)) == []
    assert sorted(each.name for each in media_root.rglob("*") if each.is_file()) == sorted(
        [path.name, "broken.jpg"]
    )
