"""Addresses of the feeds: ``{% url 'feeds:region' region.code 'atom' %}`` and so on."""

from django.urls import path, register_converter

from articles.public import feeds


class FormatConverter:
    """One of the formats of feeds."""

    regex = "|".join(feeds.FORMATS)

    def to_python(self, value: str) -> str:
        """Return the format's name."""
        return value

    def to_url(self, value: str) -> str:
        """Return the format's name."""
        return value


register_converter(FormatConverter, "feed")

app_name = "feeds"
urlpatterns = [
    path("all.<feed:form>", feeds.feed_of_all, name="all"),
    path("regions/<name:code>.<feed:form>", feeds.feed_of_region, name="region"),
    path("channels/<name:slug>.<feed:form>", feeds.feed_of_channel, name="channel"),
    path("themes/<name:slug>.<feed:form>", feeds.feed_of_theme, name="theme"),
    path("tags/<name:slug>.<feed:form>", feeds.feed_of_tag, name="tag"),
    path("topics/<name:slug>.<feed:form>", feeds.feed_of_topic, name="topic"),
    path("search.<feed:form>", feeds.feed_of_search, name="search"),
]
