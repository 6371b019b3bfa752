"""The tags that a person is told of: those of their own reports and pictures, and public ones."""

from django.db.models import Exists, OuterRef, Q
from django.http import JsonResponse
from taggit.models import Tag, TaggedItem
from wagtail.images import get_image_model

from articles.desk.office_pictures import own_pictures
from articles.models import ArticleTag
from articles.models.querysets import public
from articles.models.scope import scope_of

SUGGESTIONS = 10


def known_tags(user):
    """Return the tags that a person is told of: on a site without offices, all."""
    if scope_of(user).is_unlimited:
        return Tag.objects.all()
    told = Q()
    # Of each tag the first report that tells of it is looked for: to gather all would take long.
    tagged = ArticleTag.objects.filter(tag=OuterRef("pk"))
    report = "content_object__"
    for condition in (scope_of(user).reports(prefix=report), public(prefix=report)):
        told |= Q(Exists(tagged.filter(condition)))
    pictures = get_image_model().objects.filter(own_pictures(user))
    tagged = TaggedItem.objects.filter(
        content_type__app_label="wagtailimages",
        content_type__model="image",
        object_id__in=pictures.values("pk"),
    )
    return Tag.objects.filter(told | Q(pk__in=tagged.values("tag")))


def suggest(request):
    """Answer with tags that begin with what is typed, as Wagtail's field for tags asks for them."""
    typed = request.GET.get("term", "").replace("\0", "")[:100]
    found = known_tags(request.user).filter(name__istartswith=typed).order_by("name")
    names = found.values_list("name", flat=True)[:SUGGESTIONS] if typed else []
    return JsonResponse(list(names), safe=False)
