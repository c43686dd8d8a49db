"""Inline marks of Markdown: emphasis, code, links, escapes."""

from __future__ import annotations

import re

from naveza.documents.parsers.docx_text import Piece, joined

_TOKEN = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # 1 escaped sign
    r"|(`+)(.+?)\2(?!`)"  # 2, 3 code
    r"|!?\[((?:[^\[\]\\]|\\.)*)\]\((?:[^()\s]*(?:\([^()]*\))?[^()\s]*)(?:\s+\"[^\"]*\")?\)"  # 4 link
    r"|<(https?://[^>\s]+|[^>\s@]+@[^>\s]+)>"  # 5 address
    r"|(<!--.*?-->|</?[A-Za-z][^<>]*>)"  # 6 tag
    r"|(\*\*\*|\*\*|__)"  # 7 bold
    r"|(\*|_|~~)",  # 8 emphasis
)
_BOLD_TAG = re.compile(r"<(/?)(?:b|strong)\s*>", re.IGNORECASE)
_WORD = re.compile(r"\w")


def inline(source: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Text without marks, white space collapsed, and its bold spans."""
    if not any(sign in source for sign in "\\`[<*_~"):
        text, _, bold = joined([(source, False)])
        return text, bold
    text, _, bold = joined(_pieces(source, bold=False))
    return text, bold


def _pieces(source: str, *, bold: bool) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for match in _TOKEN.finditer(source):
        pieces.append((source[at : match.start()], bold))
        at = match.end()
        if match[1] or match[3] or match[5]:
            pieces.append((match[1] or match[3] or match[5], bold))
        elif match[4] is not None:
            pieces += _pieces(match[4], bold=bold)
        elif match[6]:
            tag = _BOLD_TAG.fullmatch(match[6])
            bold = not tag[1] if tag else bold
            pieces.append((" " if match[6].lower().startswith("<br") else "", bold))
        elif match[7] and _is_mark(source, match, paired=len(match[7]) > 1):
            bold = not bold
        elif match[8] and _is_mark(source, match, paired=False):
            continue
        else:
            pieces.append((match[0], bold))
    pieces.append((source[at:], bold))
    return pieces


def _is_mark(source: str, match: re.Match[str], *, paired: bool) -> bool:
    """Whether stars or underscores are marks: they touch a word on one side, underscores not on both, and the
    same marks stand elsewhere in the text too."""
    before = source[match.start() - 1] if match.start() else " "
    after = source[match.end()] if match.end() < len(source) else " "
    if before.isspace() and after.isspace():
        return False
    if "_" in match[0] and _WORD.match(before) and _WORD.match(after):
        return False
    if not paired and "~" not in match[0] and before.isdigit() and after.isdigit():
        return False
    return source.count(match[0]) >= 2
