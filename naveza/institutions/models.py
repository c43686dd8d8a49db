"""Territories, institutions, their names through time, what became of them, and who works in them.

Spans of days are half open: `since` or `valid_from` is the first day, `until` or `valid_to` the first day no
more.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naveza.institutions.states import InstitutionKind, Role, SuccessionKind, TerritoryKind
from naveza.lib import clock

PRIVACY = {
    "Territory.*": "open",
    "Institution.*": "open",
    "InstitutionName.*": "open",
    "Alias.*": "open",
    "Succession.*": "open",
    "Membership.*": "open",
    "Membership.user": "personal",
}


def today() -> date:
    """Today in the country of the installation."""
    return timezone.localdate(clock.now())


class Territory(models.Model):
    """A country or a part of it. Codes carry the letters of the country (NUTS `SI038`, LAU `SI-061`)."""

    kind = models.CharField(_("kind"), max_length=20, choices=TerritoryKind)
    code = models.CharField(_("code"), max_length=20, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(max_length=200, editable=False)

    class Meta:
        ordering = ["key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], condition=~Q(code=""), name="territory_code_once"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="territory_not_its_own_parent"),
            models.CheckConstraint(condition=Q(kind__in=TerritoryKind.values), name="territory_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def with_names(self) -> "InstitutionQuerySet":
        """Fetches the names, so that `name` and `name_on()` ask the database nothing more."""
        return self.prefetch_related("names")

    def current(self, on: date | None = None) -> "InstitutionQuerySet":
        """Those that exist on the day (today)."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on or today()))

    def named_like(self, text: str) -> "InstitutionQuerySet":
        """Those with a name, abbreviation or alias, of any time, in which every word of the text occurs."""
        from naveza.institutions.rules import normalise

        found = self
        for word in normalise(text).split():
            in_names = InstitutionName.objects.filter(Q(key__contains=word) | Q(abbreviation_key__contains=word))
            found = found.filter(
                Q(pk__in=in_names.values("institution"))
                | Q(pk__in=Alias.objects.filter(key__contains=word).values("institution"))
            )
        return found

    def by_name(self, on: date | None = None) -> "InstitutionQuerySet":
        """Sorted by the name of the day, diacritics ignored."""
        day = on or today()
        current = InstitutionName.objects.filter(institution=models.OuterRef("pk")).order_by(
            models.Case(models.When(Q(valid_to=None) | Q(valid_to__gt=day), then=0), default=1),
            "-valid_to",
            "id",
        )
        return self.annotate(sort_key=models.Subquery(current.values("key")[:1])).order_by("sort_key", "id")


class Institution(models.Model):
    """A body, or a stated group of bodies. `language` is that of its official name; `ended_on` the day it
    ceased."""

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=InstitutionKind, default=InstitutionKind.OTHER)
    language = models.CharField(_("language"), max_length=5, default="en")
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="institutions",
        verbose_name=_("territory"),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("part of"),
    )
    website = models.URLField(_("website"), blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="institution_not_its_own_parent"),
            models.CheckConstraint(condition=Q(kind__in=InstitutionKind.values), name="institution_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("institution", args=[self.slug])

    @property
    def name(self) -> str:
        """Today's name, in the reader's language where the institution has a name in it, else its own."""
        found = self.name_on(today(), get_language() or "")
        return found.name if found else self.slug

    @property
    def abbreviation(self) -> str:
        """Today's abbreviation, empty where it has none."""
        found = self.name_on(today(), get_language() or "")
        return found.abbreviation if found else ""

    def name_on(self, day: date, language: str = "") -> "InstitutionName | None":
        """The name of the day: in `language`, else the official one; the last one of an institution that
        ended."""
        names = sorted(self.names.all(), key=lambda name: (name.valid_from or date.min, name.pk))
        valid = [name for name in names if name.holds_on(day)]
        by_language = {name.language: name for name in valid or names[-1:]}
        return by_language.get(language) or by_language.get(self.language) or next(iter(by_language.values()), None)

    def exists_on(self, day: date) -> bool:
        return self.ended_on is None or day < self.ended_on


class InstitutionName(models.Model):
    """What an institution is called in one language during one span of days; no two spans of a language
    overlap."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=300)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=5)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    key = models.CharField(max_length=300, editable=False)
    abbreviation_key = models.CharField(max_length=60, editable=False, blank=True)

    class Meta:
        ordering = ["valid_from", "id"]
        indexes = [
            models.Index(fields=["key"], name="institution_name_key"),
            models.Index(fields=["abbreviation_key"], name="institution_abbreviation_key"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="institution_name_ends_after_start"),
            models.UniqueConstraint(
                fields=["institution", "language"],
                condition=Q(valid_to=None),
                name="institution_one_open_name",
            ),
            models.CheckConstraint(condition=~Q(key=""), name="institution_name_has_letters"),
        ]

    def __str__(self) -> str:
        return self.name

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


class Alias(models.Model):
    """Another way documents write an institution, agreed by a person."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(_("other way of writing it"), max_length=300)
    key = models.CharField(max_length=300, editable=False)

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["key"]
        indexes = [models.Index(fields=["key"], name="alias_key")]
        constraints = [
            models.UniqueConstraint(fields=["institution", "key"], name="alias_once_per_institution"),
            models.CheckConstraint(condition=~Q(key=""), name="alias_has_letters"),
        ]

    def __str__(self) -> str:
        return self.text


class Succession(models.Model):
    """What the law made of institutions on one day. A renaming has the same one on both sides."""

    kind = models.CharField(max_length=20, choices=SuccessionKind)
    date = models.DateField(_("date"))
    legal_act = models.CharField(_("legal act"), max_length=500, blank=True)
    predecessors = models.ManyToManyField(Institution, related_name="successions_out")
    successors = models.ManyToManyField(Institution, related_name="successions_in")

    class Meta:
        ordering = ["date", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SuccessionKind.values), name="succession_kind_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.date}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self, on: date | None = None) -> "MembershipQuerySet":
        day = on or today()
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class Membership(models.Model):
    """The role of a person in an institution during a span of days; one open role for each pair."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    since = models.DateField(_("since"), default=today)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "institution"], condition=Q(until=None), name="membership_one_open"
            ),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="membership_ends_after_start"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id} {self.institution_id}"
