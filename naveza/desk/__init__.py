"""Desk: what waits for me after sign-in, and pages that mix apps (front page, statements, audit). No models.

May import: everything left of it. Nothing imports it but `demo`.
Start reading at `queries.py`.
"""
