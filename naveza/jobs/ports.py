"""What apps to the right hang into the worker, in AppConfig.ready()."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from naveza.jobs.models import Job

JobFunction = Callable[["Job"], dict[str, Any]]

KINDS: dict[str, JobFunction] = {}
UPKEEP: dict[str, Callable[[], object]] = {}


class JobRefused(Exception):
    """The job cannot be done; `str()` is a sentence for the person, in her language: what, where, what
    now."""


def register(kind: str, function: JobFunction) -> None:
    """`function(job)` does the work of `kind`, calls operations.report(job, …) as it goes and returns the
    result (plain JSON; "url" in it is where the person goes next). It raises JobRefused with a sentence. It
    may run again from the start after a worker died: its own writes have to bear that."""
    if KINDS.get(kind, function) is not function:
        raise ValueError(f"The kind {kind!r} of a job is registered twice.")
    KINDS[kind] = function


def register_upkeep(name: str, function: Callable[[], object]) -> None:
    """`function()` is called by each worker about every second when it has nothing else to do, and has to be
    quick and safe in several workers at once (delivering mail, reading audit events from a cursor)."""
    UPKEEP[name] = function
