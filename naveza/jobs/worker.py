"""The loop of a worker: take what is queued, and between tasks look after what others left."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import OperationalError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from naveza.jobs.operations import take_over_stale_jobs
from naveza.jobs.ports import UPKEEP
from naveza.lib import clock

logger = logging.getLogger(__name__)

TAKE_OVER_EVERY_SECONDS = 5.0
TASKS_KEPT_FOR = timedelta(days=7)


def forget_finished_tasks() -> int:
    """Empty the queue's own memory of what is long done; the jobs themselves stay. Returns how many."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=clock.now() - TASKS_KEPT_FOR)
    return old.delete()[0]


class Worker:
    """Runs queued tasks one after the other; upkeep of the apps about every `interval` seconds."""

    def __init__(self, worker_id: str, *, interval: float = 1.0, once: bool = False) -> None:
        self.interval = interval
        self.once = once
        self._last_look = float("-inf")
        # batch: the inner loop returns when the queue is empty, which is when this one has its turn
        self._tasks = TaskWorker(
            queue_names=["*"],
            interval=interval,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
            excluded_queue_names=[],
        )

    def run(self) -> None:
        """Until told to stop; with `once` until nothing is left to do."""
        while self._tasks.running:
            self.look_after(take_over=self.once)
            self._tasks.run()
            if self.once:
                return
            if self._tasks.running:
                time.sleep(self.interval)

    def listen_to_signals(self) -> None:
        """The first SIGTERM or SIGINT lets the task under way end, the second does not."""
        self._tasks.configure_signals()

    def look_after(self, *, take_over: bool = False) -> None:
        """Upkeep of every app; stale jobs every few seconds. A failure of one is logged and stops nobody."""
        close_old_connections()
        duties: dict[str, Callable[[], object]] = dict(UPKEEP)
        if take_over or time.monotonic() - self._last_look >= TAKE_OVER_EVERY_SECONDS:
            self._last_look = time.monotonic()
            duties |= {"take over stale jobs": take_over_stale_jobs, "forget old tasks": forget_finished_tasks}
        for name, duty in duties.items():
            try:
                duty()
            except OperationalError:
                logger.warning("The database was not free for %r; it is tried again.", name)
            except Exception:
                logger.exception("The upkeep %r failed.", name)
