"""The one clock. Everything that writes a time asks here, so that the demo and the tests can set it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime


def _real() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _real


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source()


@contextmanager
def running(source: Callable[[], datetime]) -> Iterator[None]:
    """Within the block `now()` asks `source`, which gives aware datetimes."""
    global _source  # noqa: PLW0603 - a clock is one thing for the whole process
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before


def standing(moment: datetime) -> AbstractContextManager[None]:
    """Within the block it is `moment`."""
    return running(lambda: moment)
