"""Tokens, components and the frame of every page: paper, ink, one clear signal.

Owns static/design/, templates/design/, the look of forms, the error pages and the gallery at /design/.
May import: naveza.lib. Everything above extends design/page.html and includes design/<component>.html.
Start reading: docs/explanation/design.md, then templates/design/page.html and tables.py.
"""
