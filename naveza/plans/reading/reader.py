"""From a parsed document to a draft: front matter, then one layout after the other, then what is left."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from types import ModuleType

from naveza.documents.blocks import Parsed
from naveza.plans.reading import doubts, grid
from naveza.plans.reading.cells import BOOKMARK
from naveza.plans.reading.doubts import Code
from naveza.plans.reading.draft import Draft
from naveza.plans.reading.fragments import Ledger, Source
from naveza.plans.reading.language import detect
from naveza.plans.reading.layout import Build, Context
from naveza.plans.reading.lead import find_rule
from naveza.plans.reading.names import Judge, Registry

_LAYOUTS: tuple[ModuleType, ...] = (grid,)
_ENOUGH = 0.5


def read(
    parsed: Parsed,
    *,
    name: str,
    data: bytes | None = None,
    registry: Registry | None = None,
    mappings: Sequence[object] = (),
) -> Draft:
    """Read a parsed document as a plan. `name` is the file's name, `data` its bytes (for the hash), `registry` knows
    institutions, `mappings` are columns that a person has mapped. Never raises for odd content: what is not
    understood is in `unplaced` and in `doubts`."""
    source = Source(parsed)
    ledger = Ledger(source.fragments)
    draft = Draft(document=name, sha256=hashlib.sha256(data).hexdigest() if data is not None else "")
    text = "\n".join(f.text for f in source.fragments)
    guess = detect(text, parsed.language)
    draft.language = guess.language
    context = Context(source, ledger, draft, guess.language, Judge(guess.language, {}, registry), registry, mappings)
    _set_aside_debris(context)
    context.lead_rule = find_rule(source, guess.language)
    builds = _layouts(context)
    draft.rows = [b.finish() for b in sorted(builds, key=lambda b: b.order)]
    draft.level_names = context.level_names
    draft.periods = context.periods
    draft.unplaced = ledger.leftovers()
    if not draft.rows:
        context.doubt(Code.NO_ROWS)
    return draft


def _layouts(context: Context) -> list[Build]:
    """Ask the layouts, the best first, until none fits what is still free."""
    left, result = list(_LAYOUTS), []
    while left:
        scored = [(module.score(context), -i, module) for i, module in enumerate(left)]
        best, _, module = max(scored, key=lambda s: (s[0], s[1]))
        if best < _ENOUGH:
            break
        result += module.read(context)
        left.remove(module)
    return result


def _set_aside_debris(context: Context) -> None:
    """Marks that a word processor left in the text."""
    for fragment in context.source.fragments:
        if "[bookmark" in fragment.text:
            for match in BOOKMARK.finditer(fragment.text):
                context.ledger.set_aside(fragment, match.start(), match.end(), why="debris: mark of a word processor")


__all__ = ["doubts", "read"]
