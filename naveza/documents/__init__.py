"""Documents: the adopted papers as bytes that never change, and the neutral blocks read from them.

Owns: Document, its bytes, its uploads, its blocks; one parser per format; the limited process in which parsers run.
May import: institutions and everything left of it. Knows nothing of plans.
Start reading at `blocks.py` (what a document is once its format is forgotten), then `parsers/__init__.py`.
"""
