"""How places are found: by code, by name, by their place in the tree."""

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from regions import codes
from regions.kinds import Kind


class RegionQuerySet(models.QuerySet):
    """Places in the words of the field."""

    def get_by_natural_key(self, code):
        """Return the place with this code: the key fixtures use."""
        return self.get(code=code)

    def current(self):
        """Places that exist today; vanished ones stay in the table for the reports they are in."""
        return self.filter(is_current=True)

    def for_readers(self):
        """Places as readers know them: today's, without rows such as 市辖区 that only group."""
        return self.current().exclude(kind=Kind.PLACEHOLDER)

    def in_subtree(self, region):
        """``region`` and everything below it."""
        first, last = codes.subtree_bounds(region.code)
        return self.filter(code__gte=first, code__lt=last)

    def with_first(self, places: Q):
        """Places by tier, those of ``places`` before all others."""
        order = Case(When(places, then=Value(0)), default=Value(1), output_field=IntegerField())
        return self.order_by(order, "level", "code")

    def ancestors_of(self, region):
        """The places above ``region``, the province first."""
        return self.filter(code__in=codes.ancestors(region.code)).order_by("code")

    def paths(self, regions) -> dict[str, list[int]]:
        """Return the ids of the places from the province down to each of ``regions``, by code.

        Each place keeps its own for who asks of the same row next.
        """
        regions = list(regions)
        asked = [each for each in regions if not hasattr(each, "path_ids")]
        lines = {each.code: [*codes.ancestors(each.code), each.code] for each in asked}
        above = set().union(*lines.values())
        known = dict(self.filter(code__in=above).values_list("code", "pk")) if above else {}
        for each in asked:
            each.path_ids = [known[code] for code in lines[each.code] if code in known]
        return {each.code: each.path_ids for each in regions}

    def resolve(self, code: str):
        """Return today's place for a code in any form: fixed width, padded or former.

        Raises ``Region.DoesNotExist`` when no place has or had that code.
        """
        code = code.strip()
        # Nearly always: what follows would choose just this one.
        if code and (today := self.filter(code=code).first()):
            return today
        forms = {code, codes.canonical(code)} - {""}  # former places of no code have none
        found = self.filter(Q(code__in=forms) | Q(former__code__in=forms)).distinct()
        # The code as written goes before its unpadded form (441900 is 东莞市's county-level row),
        # and the place that has a code today before those that had it.
        region = found.order_by(
            Case(
                When(code=code, then=Value(0)),
                When(code__in=forms, then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            ),
            "code",
        ).first()
        if region is None:
            raise self.model.DoesNotExist(f"No place has or had the code {code}")
        return region

    def matching(self, text: str):
        """Places that a typed text may mean, likeliest first.

        The text is part of a name, former name, alias or code, or the beginning of the pinyin or
        its initials. Several words narrow down the path: 兴安盟 义勒力特.
        """
        words = text.split()
        if not words:
            return self
        found = self
        for word in words[:-1]:
            found = found.filter(Q(full_name__icontains=word) | Q(code__startswith=word))
        last = words[-1]
        latin = last.lower().replace("'", "")
        found = found.filter(
            Q(name__icontains=last)
            | Q(short_name__icontains=last)
            | Q(aliases__icontains=last)
            | Q(code__startswith=codes.canonical(last))
            | Q(pinyin__startswith=latin)
            | Q(initials__startswith=latin)
            | Q(
                pk__in=self.model.former.rel.related_model.objects.filter(
                    Q(name__icontains=last) | Q(code=codes.canonical(last))
                ).values("region")
            )
        )
        exact = Q(short_name=last) | Q(name=last) | Q(code=codes.canonical(last))
        begins = Q(name__startswith=last) | Q(pinyin=latin) | Q(initials=latin)
        closeness = Case(
            When(exact, then=Value(0)),
            When(begins, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return found.order_by(closeness, "level", "code")
