from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """Places: the tree of administrative divisions and its history."""

    name = "regions"
    verbose_name = "地区"
