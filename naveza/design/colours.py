"""Colour arithmetic: contrast, colour vision deficiency, and the tokens of the style sheet; pure.

Contrast: WCAG 2.2, relative luminance. Colour vision: Machado, Oliveira and Fernandes 2009 (severity 1.0)
on linear sRGB. Difference: CIE 1976 in L*a*b*, white point D65.
"""

import math
import re
from dataclasses import dataclass

Rgb = tuple[float, float, float]

_PAIR = re.compile(r"--([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)")

HEX = re.compile(r"#[0-9a-f]{3,8}\b", re.IGNORECASE)

DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
PROTANOPIA = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)


@dataclass(frozen=True)
class TokenPair:
    """A colour token in the light and in the dark scheme, as #rrggbb."""

    light: str
    dark: str


def read_tokens(style_sheet: str) -> dict[str, TokenPair]:
    """Return every `--name: light-dark(#…, #…)` of a style sheet by name."""
    return {name: TokenPair(light, dark) for name, light, dark in _PAIR.findall(style_sheet.casefold())}


def linear(colour: str) -> Rgb:
    """Turn #rrggbb into linear sRGB, each channel 0 to 1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb, 0 to 1."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def as_seen(colour: str, deficiency: tuple[Rgb, Rgb, Rgb]) -> Rgb:
    """Return #rrggbb as somebody with that deficiency sees it, in linear sRGB."""
    source = linear(colour)
    red, green, blue = (min(1.0, max(0.0, sum(a * b for a, b in zip(row, source, strict=True)))) for row in deficiency)
    return red, green, blue


def lab(colour: Rgb) -> Rgb:
    """Turn linear sRGB into L*a*b* under D65."""
    red, green, blue = colour
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: Rgb, other: Rgb) -> float:
    """Return how far apart two colours (linear sRGB) look; about 2 is just noticeable."""
    return math.dist(lab(one), lab(other))
