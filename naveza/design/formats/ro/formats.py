"""Dates and times in Romanian: no break inside a date. Months in lower-case letters come from our catalogue."""

DATE_FORMAT = "j\N{NO-BREAK SPACE}F Y"
DATETIME_FORMAT = DATE_FORMAT + ", H:i"
MONTH_DAY_FORMAT = "j\N{NO-BREAK SPACE}F"
