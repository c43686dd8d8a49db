"""What apps to the right hand to the frame: the entries of the main navigation."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


def everybody(request: HttpRequest) -> bool:
    """Show an entry to every visitor."""
    return True


def signed_in(request: HttpRequest) -> bool:
    """Show an entry to people who have signed in."""
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated)


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the main navigation.

    `label` is a lazy translation, `url_name` is resolved when the page is made and the entry is left out
    where the name does not exist. `order` is the app's place in the line of apps (plans: 30).
    """

    url_name: str
    label: str | Promise
    order: int
    visible: Callable[[HttpRequest], bool] = everybody


@dataclass(frozen=True)
class NavigationLink:
    """An entry as one page shows it."""

    href: str
    label: str | Promise
    current: bool


_items: dict[str, NavigationItem] = {}


def add_navigation(item: NavigationItem) -> None:
    """Register an entry; called in `AppConfig.ready()`. The same `url_name` twice is one entry."""
    _items[item.url_name] = item


def navigation_links(request: HttpRequest | None) -> list[NavigationLink]:
    """Return the entries this visitor may see, in order, the one of the current page marked."""
    if request is None or not hasattr(request, "user"):
        return []  # an error page made before anybody was recognised
    found: list[tuple[str, NavigationItem]] = []
    for item in sorted(_items.values(), key=lambda entry: entry.order):
        if not item.visible(request):
            continue
        try:
            found.append((reverse(item.url_name), item))
        except NoReverseMatch:
            continue
    # The longest address that begins the current one wins, so that "/" is not current everywhere.
    inside = [href for href, _ in found if request.path == href or (href != "/" and request.path.startswith(href))]
    current = max(inside, key=len, default="")
    return [NavigationLink(href=href, label=item.label, current=href == current) for href, item in found]
