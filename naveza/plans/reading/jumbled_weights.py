"""The figures by which a jumbled table is divided, in one place.

They were fitted on invented tables in several languages (tests/plans/reading/jumbled_printer.py) and are costs: the
larger, the less likely. A cost of 1 is about as unlikely as one case in three, 3 as one in twenty.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Weights:
    # a line goes on with the line before
    wrap_capital_scale: float = 3.2
    wrap_capital_shift: float = -1.2
    wrap_capital_most: float = 2.2
    wrap_capital_open: float = 0.1
    wrap_capital_acronym: float = 0.19
    wrap_capital_name: float = 0.476
    wrap_capital_common: float = 1.0
    wrap_capital_own: float = 1.3
    wrap_own_unlike: float = 0.912
    wrap_closed: float = 0.8
    wrap_bullet: float = 0.55
    wrap_like_name: float = 4.8
    wrap_blank: float = 4.5
    wrap_jump_loose: float = 0.05
    wrap_jump_mixed: float = 2.52
    wrap_jump_tight: float = 3.6
    wrap_page: float = 5.0
    fit_scale: float = 156.8
    fit_most: float = 3.5
    fit_slack: float = 0.02
    # a line starts a paragraph in the same cell
    paragraph: float = 1.26
    paragraph_own: float = 0.35
    paragraph_title: float = 0.9
    paragraph_lower: float = 3.0
    paragraph_lower_own: float = 1.2
    paragraph_open: float = 2.0
    paragraph_close: float = 0.5
    paragraph_jump: float = 0.14
    paragraph_blank_jump: float = 0.595
    paragraph_blank_jump_own: float = 0.3
    paragraph_page: float = 5.0
    full_line: float = 0.0
    # a line starts another cell
    cell: float = 0.7
    cell_lower: float = 6.503
    cell_lower_own: float = 4.8
    cell_open: float = 3.0
    cell_open_cut: float = 1.0
    cell_close: float = 1.715
    cell_blank: float = 2.5
    like_name: float = 3.48
    like_name_from: float = 0.128
    unlike_name: float = 1.68
    overflow: float = 0.6
    overflow_scale: float = 28.5
    # the rest of a cell on a new page
    rest_lower: float = 0.2
    rest_capital: float = 0.408
    rest_title: float = 0.56
    rest_low: float = 2.85
    rest_high: float = 0.85
    rest_none: float = 1.0
    rest_bracket: float = 3.0
    rest_open: float = 1.0
    unmarked_page: float = 3.0
    # what a row holds
    no_group: float = 0.504
    lone_result: float = 1.372
    group_without: float = 1.2
    group_without_own: float = 3.4
    beside_ticks: float = 3.0
    split: float = 2.18
    split_wide: float = 1.2
    split_name: float = 1.1
    # what the document taught
    words: float = 0.3
    words_most: float = 1.309
    openers: float = 0.7
    openers_most: float = 1.344
    numbers: float = 1.0
    numbers_most: float = 3.0
    rhythm: float = 1.5
    pair: float = 3.0


WEIGHTS = Weights()
