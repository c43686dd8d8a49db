"""Shapes of a PDF page: objects inside forms, their matrices, the corners of their paths."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_MOST_SEGMENTS = 40_000
_WHITE = 245


@dataclass(frozen=True, slots=True)
class Matrix:
    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    @staticmethod
    def of(shape: Any) -> Matrix:
        m = pdfium.FS_MATRIX()
        if not pdfium.FPDFPageObj_GetMatrix(shape, m):
            return Matrix()
        return Matrix(m.a, m.b, m.c, m.d, m.e, m.f)

    def apply(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, outer: Matrix) -> Matrix:
        """This matrix first, the outer one after it."""
        e, f = outer.apply(self.e, self.f)
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            e,
            f,
        )


def objects_of(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Objects of a page, those inside forms with the matrix of the form."""
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _with_inner(pdfium.FPDFPage_GetObject(page, index), Matrix(), 0)


def _with_inner(shape: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_FORM:
        yield shape, matrix
        return
    if depth < 8:
        inner = Matrix.of(shape).then(matrix)
        for index in range(pdfium.FPDFFormObj_CountObjects(shape)):
            yield from _with_inner(pdfium.FPDFFormObj_GetObject(shape, index), inner, depth + 1)


def is_white(shape: Any, color: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not color(shape, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def subpaths(shape: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Corners of each part of a path; curves are taken by their ends."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(shape), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.apply(x.value, y.value)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = [point]
        else:
            points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points
