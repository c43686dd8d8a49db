"""Plans: from the blocks of a document to a draft, from a draft to a published plan that can be linked to.

Owns: Plan, its versions with levels, nodes, activities, periods and responsibilities; drafts and their changes.
May import: documents, institutions and everything left of them.
Start reading at `reading/__init__.py` (blocks in, draft out), then `models.py`, then `operations.py`.
"""
