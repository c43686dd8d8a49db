"""Dates and times in Slovenian: the month in lower-case letters, no break inside a date, a comma before the hour."""

DATE_FORMAT = "j.\N{NO-BREAK SPACE}F Y"
SHORT_DATE_FORMAT = "j.\N{NO-BREAK SPACE}n.\N{NO-BREAK SPACE}Y"
DATETIME_FORMAT = DATE_FORMAT + ", H:i"
SHORT_DATETIME_FORMAT = SHORT_DATE_FORMAT + ", H:i"
MONTH_DAY_FORMAT = "j.\N{NO-BREAK SPACE}F"
FIRST_DAY_OF_WEEK = 1
