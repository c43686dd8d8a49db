"""Reading of plans: blocks of a document in, draft of a plan out (`docs/reference/plan-json.md`).

Pure: may import `documents.blocks` and `lib`, nothing of Django. Start at `read`; each layout is a module with
`score` and `read` (`layout.py` says what they share), `fragments.py` holds the accounting of words.
"""

from naveza.plans.reading.reader import read

__all__ = ["read"]
