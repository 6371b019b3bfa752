"""The tags that a person is told of: those of their own reports and pictures, and public ones."""

from django.db.models import Q
from django.http import JsonResponse
from taggit.models import Tag, TaggedItem
from wagtail.images import get_image_model

from articles.desk.office_pictures import own_pictures
from articles.models import Article, ArticleTag
from articles.models.scope import scope_of

SUGGESTIONS = 10


def known_tags(user):
    """Return the tags that a person is told of: on a site without offices, all."""
    if scope_of(user).is_unlimited:
        return Tag.objects.all()
    told = Q()
    for reports in (Article.objects.of(user), Article.objects.published()):
        tagged = ArticleTag.objects.filter(content_object__in=reports)
        told |= Q(pk__in=tagged.values("tag"))
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
