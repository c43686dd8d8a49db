"""Django's backend for SQLite believes that one statement takes 999 values, the limit of SQLite before 3.32, and cuts
bulk writes into many statements. We ask the library instead."""

import sqlite3
from functools import cached_property

from django.db.backends.sqlite3.base import DatabaseWrapper as DjangoWrapper
from django.db.backends.sqlite3.features import DatabaseFeatures as DjangoFeatures


class DatabaseFeatures(DjangoFeatures):
    @cached_property
    def max_query_params(self) -> int:  # type: ignore[override]
        with sqlite3.connect(":memory:") as connection:
            limit = connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.close()
        return min(limit, 250_000)


class DatabaseWrapper(DjangoWrapper):
    features_class = DatabaseFeatures
