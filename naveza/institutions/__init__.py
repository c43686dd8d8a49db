"""Institutions: the bodies that carry plans out, their territories, their names through time, and who works
in them.

Owns `Territory`, `Institution`, `InstitutionName`, `Alias`, `Succession`, `Membership`, and the pure
`Registry` by which a name in a document is resolved. May import: lib, audit, design, mail, accounts, jobs.
Start reading at models.py, then operations.py; registry.py and rules.py need no database.
"""
