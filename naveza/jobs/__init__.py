"""Jobs: work that takes longer than a page may: progress, heartbeat, take-over, cancel, result.

Owns `Job`, the registry of kinds (ports.py) and the worker `naveza work`.
May import: lib, audit, design, mail, accounts.
Start reading at operations.py; register a kind through ports.register().
"""
