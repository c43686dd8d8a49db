"""Dates and times in Czech: the month in the genitive after a day, no break inside a date, a comma before the hour."""

DATE_FORMAT = "j.\N{NO-BREAK SPACE}E Y"
SHORT_DATE_FORMAT = "j.\N{NO-BREAK SPACE}n.\N{NO-BREAK SPACE}Y"
DATETIME_FORMAT = DATE_FORMAT + ", G:i"
SHORT_DATETIME_FORMAT = SHORT_DATE_FORMAT + ", G:i"
MONTH_DAY_FORMAT = "j.\N{NO-BREAK SPACE}E"
