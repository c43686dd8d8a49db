"""lib: pure helpers and the file writers.

Owns: words and slugs (`text`), hashes (`hashing`), periods and dates (`dates`), the neutral printed table
(`tables`) and its writers (`docx`, `xlsx`, `pdf`), CSV (`csvs`). May import: nothing of Naveza, no Django.
Start at `tables.py`: a plan, a report and a demo document are all a `TableDocument` before they are a file.
"""
