"""Accounts: who signs in, in which language, and whether she administers the installation.

Owns `User`, sign-in pages (django-allauth inside our frame), `Denied`, the language of a signed-in person.
May import: lib, audit, design, mail.
Start reading at models.py, then operations.py and permissions.py.
"""
