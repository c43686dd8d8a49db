"""The closed lists of the app: kinds of territory, institution and succession, and roles."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TerritoryKind(models.TextChoices):
    COUNTRY = "country", _("country")
    REGION = "region", _("region")
    COUNTY = "county", _("county")
    MUNICIPALITY = "municipality", pgettext_lazy("territory", "municipality")
    OTHER = "other", _("other")


class InstitutionKind(models.TextChoices):
    MINISTRY = "ministry", _("ministry")
    INSTITUTE = "institute", _("institute")
    AGENCY = "agency", _("agency")
    POLICE = "police", _("police")
    HOSPITAL = "hospital", _("hospital")
    TREATMENT_CENTRE = "treatment_centre", _("treatment centre")
    LABORATORY = "laboratory", _("laboratory")
    MUNICIPALITY = "municipality", pgettext_lazy("institution", "municipality")
    REGION = "region", pgettext_lazy("institution", "regional authority")
    ASSOCIATION = "association", _("association")
    NETWORK = "network", _("network")
    UNIVERSITY = "university", _("university")
    CHAMBER = "chamber", _("chamber")
    GROUP = "group", _("stated group")  # named together in a plan, no body of its own: "all NGOs"
    OTHER = "other", _("other")


class SuccessionKind(models.TextChoices):
    RENAMED = "renamed", _("renamed")
    MERGED = "merged", _("merged")
    SPLIT = "split", _("split")
    SUCCESSOR = "successor", _("succeeded")


class Role(models.TextChoices):
    """What a person may do for an institution; each role may do what the next one may."""

    ADMINISTRATOR = "administrator", _("administrator")
    COORDINATOR = "coordinator", _("coordinator")
    REPORTER = "reporter", _("reporter")
    READER = "reader", _("reader")
