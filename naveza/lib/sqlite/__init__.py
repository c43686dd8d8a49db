"""SQLite as Django speaks it, with the number of values in one statement that this SQLite really takes."""
