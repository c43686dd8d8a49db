"""A run of DOCX paragraphs and tables (body, header, footnotes, text box) → blocks."""

from __future__ import annotations

from lxml import etree

from naveza.documents.blocks import Block, Heading, Item, Paragraph, ParagraphPlace, Place, Text
from naveza.documents.parsers.docx_table import TableReader, is_frame
from naveza.documents.parsers.docx_text import ParagraphText, RunReader, joined
from naveza.documents.parsers.docx_walk import TBL, TC, TR, P, opened, words
from naveza.documents.parsers.notes import Notes
from naveza.documents.parsers.refusals import Refusal
from naveza.lib.limits import Limits


class Story:
    """Reads block after block; counts paragraphs outside tables, tables, and texts.

    `after` is the story whose counting this one goes on with.
    """

    def __init__(self, runs: RunReader, notes: Notes, limits: Limits, after: Story | None = None) -> None:
        self.runs = runs
        self.notes = notes
        self.limits = limits
        self.blocks: list[Block] = []
        self.paragraphs: int = after.paragraphs if after else 0
        self.tables: int = after.tables if after else 0
        self.texts: int = after.texts if after else 0

    def read(self, parent: etree._Element) -> None:
        """Blocks of a container, content controls and other wrappers opened."""
        for element in opened(parent, (P, TBL)):
            if element.tag == P:
                self._paragraph(element)
            elif is_frame(element):
                for row in opened(element, (TR,)):
                    for cell in opened(row, (TC,)):
                        self.read(cell)
            else:
                self._table(element)

    def _paragraph(self, element: etree._Element) -> None:
        shape = self.runs.shape(list(element))
        place = ParagraphPlace(self.paragraphs)
        self.paragraphs += 1
        content = self.runs.read(element, shape.style)
        text, raw, bold = joined(content.pieces)
        if text or shape.marker:
            made = Text(text, place, raw, bold, shape.marker)
            self.count(1)
            if shape.heading:
                self.blocks.append(Heading(made, shape.heading))
            elif shape.marker:
                self.blocks.append(Item(made, shape.level))
            else:
                self.blocks.append(Paragraph(made))
        self.note(content, place)
        for box in content.boxes:
            self.notes.add("text_box", words(box), place)
            self.read(box)

    def _table(self, element: etree._Element) -> None:
        table = TableReader(self, self.tables).read(element)
        self.tables += 1
        if table is not None:
            self.blocks.append(table)

    def count(self, texts: int) -> None:
        """Count texts and cells against the limit."""
        self.texts += texts
        if self.texts > self.limits.texts:
            raise Refusal("too_many_texts", limit=self.limits.texts)

    def note(self, content: ParagraphText, place: Place) -> None:
        """Notes on what was tracked, hidden or left out of a paragraph."""
        for code, details in (
            ("tracked_insertion", content.inserted),
            ("tracked_deletion", content.deleted),
            ("hidden_text", content.hidden),
        ):
            for detail in details:
                if detail.strip():
                    self.notes.add(code, detail, place)
        for event in content.events:
            self.notes.add(event, "", place)
