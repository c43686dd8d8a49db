"""Audit: who did what to what, when and why; append-only and hash-chained.

Owns `Event`, the one door `record()`, and the reading of how personal a field is (`privacy.py`).
May import: lib. No foreign keys to anything; names stand as text.
Start reading at operations.py.
"""
