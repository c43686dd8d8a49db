"""demo: one believable invented country, Dolina.

Owns: what the country wrote and who lives in it (`content/`, JSON of the naveza-plan/1 shape with layout
hints), the documents made from it (`documents.py`) and the world loaded through operations. May import:
everything; nothing imports it. Start at `documents.py`: seven adopted plans as files that can be read without
bringing one's own.
"""
