"""Template tags of the design system: icons, states, shares, theme, languages, navigation, list pages."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from naveza.design import charts, ports
from naveza.design.icons import icon_body
from naveza.design.states import STATES, StateLook

register = template.Library()

ENDONYMS = {"en": "English", "sl": "Slovenščina", "cs": "Čeština", "ro": "Română"}
THEMES = ("light", "dark")


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Inline the SVG of a Lucide icon. With `label` it is a picture with a name, else it is decoration."""
    about = (
        format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true" focusable="false"')
    )
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        f" {css}" if css else "",
        about,
        mark_safe(icon_body(name)),
    )


@register.simple_tag(takes_context=True)
def theme(context: template.Context) -> str:
    """Return the theme this visitor chose, or "" for that of the device."""
    request: HttpRequest | None = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request is not None else ""
    return chosen if chosen in THEMES else ""


@register.simple_tag
def languages() -> list[dict[str, Any]]:
    """Return the languages of the screens, each by its own name, the current one marked."""
    current = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return [
        {"code": code, "name": ENDONYMS.get(code, str(name)), "current": code == current}
        for code, name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> list[ports.NavigationLink]:
    """Return the entries of the main navigation for this visitor."""
    return ports.navigation_links(context.get("request"))


@register.simple_tag
def state_look(code: str) -> StateLook:
    """Return word and shape of a state code; an unknown code is an error in the program."""
    return STATES[code]


@register.simple_tag
def share_segments(parts: Iterable[Any]) -> list[charts.ShareSegment]:
    """Lay out a bar of shares; `parts` have `state` and `count`."""
    return charts.share_segments(charts.Share(part.state, part.count) for part in parts)


@register.filter
def per_cent_of(part: int, whole: int) -> int | None:
    """Return `part` as a rounded percentage of `whole`, None where there is no whole."""
    return charts.per_cent(part, whole)


@register.simple_tag
def elided_pages(page: Page) -> Iterator[int | str]:
    """Return the page numbers to show, with gaps as an ellipsis."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def is_file(field: BoundField) -> bool:
    """Say whether a field takes a file."""
    return bool(field.field.widget.needs_multipart_form)


@register.filter
def is_single_choice(field: BoundField) -> bool:
    """Say whether a field is one checkbox, whose label stands beside it."""
    return isinstance(field.field.widget, CheckboxInput)
