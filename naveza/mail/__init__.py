"""Mail: every message that leaves Naveza is first a row here, then an attempt at delivery.

Owns `Message` and `Attempt`, the e-mail backend, and the outbox page (the demo's letter box).
May import: lib, audit, design.
Start reading at backends.py, then operations.py.
"""
