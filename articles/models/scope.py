"""How far a person's work reaches: the reports of their offices, in the places of these."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from django.apps import apps
from django.db.models import F, Q, QuerySet

from articles.models.membership import Membership, Office
from regions import codes
from regions.models import Region

ENTERS = "wagtailadmin.access_admin"
_KEPT = "_scope_of_offices"


@dataclass(frozen=True)
class Duty:
    """What a person does in an office: where, and what the role there allows (app.codename)."""

    office: int
    role: int
    only_own: bool
    places: tuple[str, ...]  # codes
    permissions: frozenset[str]

    def holds(self, region: Region | None, office: int | None) -> bool:
        """Return whether a report of a place and an office is in it.

        Without a place it is its own office's alone.
        """
        own = office == self.office
        return own if region is None else bool((own or not self.only_own) and self.depth(region))

    def depth(self, region: Region) -> int:
        """Return the length of the code of the nearest of its places that holds another, or 0."""
        bounds = ((code, *codes.subtree_bounds(code)) for code in self.places)
        return max(
            (len(code) for code, first, last in bounds if first <= region.code < last), default=0
        )


@dataclass(frozen=True)
class Scope:
    """What a person's offices let them see and touch; ``duties`` is ``None`` where all is theirs.

    That is so for superusers, and for everybody on a site without offices. Who is in no office of
    a site that has some has no duties: nothing is theirs.
    """

    duties: tuple[Duty, ...] | None
    # The permissions that count where one report is looked at; else those of all duties do.
    here: frozenset[str] | None = None

    @property
    def is_unlimited(self) -> bool:
        """Whether the whole site is in it."""
        return self.duties is None

    @property
    def rights(self) -> frozenset[str]:
        """The permissions that its duties give; whoever may log in stays able to."""
        given = self.here
        if given is None:
            given = frozenset().union(*(duty.permissions for duty in self.duties or ()))
        return given | {ENTERS}

    def allowing(self, *permissions: str) -> tuple[Duty, ...]:
        """Return the duties in which one of the permissions is given; all, if none is named."""
        wanted = set(permissions)
        return tuple(duty for duty in self.duties or () if not wanted or duty.permissions & wanted)

    def reports(self, permissions: Collection[str] = (), prefix: str = "") -> Q:
        """Return the condition of the reports in it, for a table reached through ``prefix``.

        Both the public row and the newest version of a report must lie in it.
        """
        if self.is_unlimited:
            return Q()
        duties = self.allowing(*permissions)
        if not duties:
            return Q(pk__in=[])
        if self._is_wide:
            return ~Q(**{f"{prefix}pk__in": _out_of_reach(duties)})
        # Most reports name one place on both sides: no more is asked of those.
        unchanged = Q(**{f"{prefix}belonging": None})
        unchanged |= Q(**{f"{prefix}belonging__region": F(f"{prefix}region")})
        within = _standing(duties, prefix, "region") & (
            unchanged | _standing(duties, prefix, "belonging__region")
        )
        if all(duty.only_own for duty in duties):  # said once more so that an index finds them
            own = apps.get_model("articles", "Belonging").objects.values("pk")
            within &= Q(
                **{f"{prefix}pk__in": own.filter(office__in={duty.office for duty in duties})}
            )
        return within

    @cached_property
    def _is_wide(self) -> bool:
        """Whether its offices hold most places, with other offices' reports: little is outside."""
        duties = self.duties or ()
        if any(duty.only_own for duty in duties):
            return False
        return _hold_most(frozenset(code for duty in duties for code in duty.places))

    def reaches(self, region: Region | None, office: int | None, *permissions: str) -> bool:
        """Return whether a report of an office may stand in a place, for one of the permissions."""
        if self.is_unlimited:
            return True
        duties = self.allowing(*permissions)
        return any(duty.holds(region, office) for duty in duties)

    def home(self, region: Region | None, *permissions: str) -> int | None:
        """Return the office that a new report of a place belongs to: the nearest to the place."""
        duties = sorted(self.allowing(*permissions), key=lambda duty: duty.office)
        if region is not None:
            duties.sort(key=lambda duty: duty.depth(region), reverse=True)
        return duties[0].office if duties else None


def scope_of(user: Any) -> Scope:
    """Return how far a person's work reaches; asked once for each object that stands for them."""
    kept: Scope | None = getattr(user, _KEPT, None)
    if kept is None:
        kept = Scope(_duties(user))
        setattr(user, _KEPT, kept)
    return kept


def narrow(user: Any, scope: Scope, sides: Collection[tuple[Region | None, int | None]]) -> None:
    """Let a person have, from now on, the rights alone that their offices give on each side.

    ``sides``: the place and the office of a report as readers see it, and of its newest version.
    """
    given = [
        frozenset().union(*(duty.permissions for duty in scope.duties or () if duty.holds(*side)))
        for side in sides
    ]
    setattr(user, _KEPT, replace(scope, here=frozenset.intersection(*given)))


def _duties(user: Any) -> tuple[Duty, ...] | None:
    if (user.is_active and user.is_superuser) or not Office.objects.exists():
        return None
    memberships = (
        Membership.objects.filter(user=user.pk)
        .select_related("office")
        .prefetch_related("office__places__region", "role__permissions__content_type")
        .order_by("pk")
    )
    return tuple(
        Duty(
            office=membership.office_id,
            role=membership.role_id,
            only_own=membership.office.only_own,
            places=tuple(place.region.code for place in membership.office.places.all()),
            permissions=frozenset(
                f"{each.content_type.app_label}.{each.codename}"
                for each in membership.role.permissions.all()
            ),
        )
        for membership in memberships
    )


def _standing(duties: Collection[Duty], prefix: str, field: str) -> Q:
    """Return the condition that one side of a report, its row or newest version, is in duties."""
    region, office = f"{prefix}{field}", f"{prefix}belonging__office"
    condition = Q(**{region: None, f"{office}__in": {duty.office for duty in duties}})
    condition |= _inside([duty for duty in duties if not duty.only_own], region)
    for duty in duties:
        if duty.only_own:
            condition |= Q(**{office: duty.office}) & _inside([duty], region)
    return condition


@lru_cache(maxsize=1_000)
def _hold_most(places: frozenset[str]) -> bool:
    """Return whether most places lie in some. Asked once of the database, by each process.

    It only decides which of two ways to the same reports is taken: places that come later make the
    other one faster at most.
    """
    return 2 * _elsewhere(places).count() < Region.objects.count()


def _elsewhere(places: Collection[str]) -> QuerySet[Region]:
    """Return the places that lie in none of some."""
    within = Q(pk__in=[])
    for first, last in map(codes.subtree_bounds, places):
        within |= Q(code__gte=first, code__lt=last)
    return Region.objects.exclude(within)


def _out_of_reach(duties: Collection[Duty]) -> QuerySet[Any]:
    """Return the ids of the reports that duties do not hold, each found by an index.

    Where they are few, to leave these out costs far less than to look at both sides of the others.
    """
    reports = apps.get_model("articles", "Article").objects.order_by().values("pk")
    newest = apps.get_model("articles", "Belonging").objects.values("pk")
    held = [code for duty in duties for code in duty.places]
    places, own = _elsewhere(held).order_by().values("pk"), {duty.office for duty in duties}
    return reports.filter(region__in=places).union(
        reports.filter(region=None).exclude(belonging__office__in=own),
        newest.filter(region__in=places),
        newest.filter(region=None).exclude(office__in=own),
    )


def _inside(duties: Collection[Duty], region: str) -> Q:
    """Return the condition that a place lies at or below those of duties.

    The places of a duty are gathered; of a province, which is most of all places, those outside.
    """
    condition, few = Q(pk__in=[]), Q(pk__in=[])
    for first, last in (codes.subtree_bounds(code) for duty in duties for code in duty.places):
        if len(first) <= codes.LEVEL_WIDTHS[0]:
            outside = Region.objects.exclude(code__gte=first, code__lt=last).values("pk")
            condition |= Q(**{f"{region}__isnull": False}) & ~Q(**{f"{region}__in": outside})
        else:
            few |= Q(code__gte=first, code__lt=last)
    return condition | Q(**{f"{region}__in": Region.objects.filter(few).values("pk")})
