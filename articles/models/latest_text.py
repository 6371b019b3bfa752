"""The words of every report in its latest version, which the desk's list searches."""

from django.db import models

from articles.models.passage import TermsField

# The one term of a text that has more of them than an index takes: it may hold any words.
ANY_WORDS = "_"


class LatestText(models.Model):
    """All that the latest version of a report says, draft or public, folded, a line each part.

    Derived (``articles.search.latest_texts``). ``terms`` are its characters and their pairs, which
    the database indexes: a single character is found too.
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="latest_text"
    )
    text = models.TextField()
    terms = TermsField()

    def __str__(self) -> str:
        return f"{self.article_id} {self.text[:20]}"
