"""The gallery and the frame: complete, without inline styles or scripts, in every theme."""

import re
from pathlib import Path

import html5lib
import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from naveza import design
from naveza.design import ports
from naveza.design.gallery.pages import chapters
from naveza.design.states import STATES

TEMPLATES = Path(design.__file__).parent / "templates"
STATIC = Path(design.__file__).parent / "static" / "design"
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.design.urls")]


def _page(client: Client, query: str = "") -> str:
    response = client.get(reverse("design:gallery") + query)
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize("query", ["", "?theme=light", "?theme=dark", "?theme=both", "?theme=pink"])
def test_the_gallery_opens_in_every_theme(client: Client, query: str) -> None:
    text = _page(client, query)
    for chapter in chapters():
        assert f'id="{chapter.slug}"' in text


def test_the_gallery_uses_every_component() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    shown += "".join(chapter.usage for chapter in chapters())
    parts = {"page", "error", "gallery"}
    for path in (TEMPLATES / "design").glob("*.html"):
        if path.stem not in parts:
            assert f"{path.name}" in shown, path.name


def test_no_page_carries_inline_styles_or_scripts(client: Client) -> None:
    tree = html5lib.parse(_page(client, "?theme=both"), namespaceHTMLElements=False)
    for element in tree.iter():
        assert "style" not in element.attrib, element.tag
        assert not [name for name in element.attrib if str(name).startswith("on")], element.tag
        assert element.tag != "style"
        if element.tag == "script":
            assert element.get("src")


def test_no_id_stands_twice_on_the_page(client: Client) -> None:
    ids = re.findall(r'\sid="([^"]+)"', _page(client, "?theme=both"))
    twice = {name for name in ids if ids.count(name) > 1} - {"tick"}
    assert not twice


def test_every_token_that_a_style_sheet_uses_exists() -> None:
    sheets = {path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("*.css")}
    known = set(re.findall(r"(--[a-z0-9-]+):", "".join(sheets.values()))) | {"--split-left"}
    for name, text in sheets.items():
        assert set(re.findall(r"var\((--[a-z0-9-]+)", text)) <= known, name


def test_every_state_has_a_word_a_shape_and_a_colour() -> None:
    css = (STATIC / "components.css").read_text(encoding="utf-8")
    for code in STATES:
        text = render_to_string("design/state.html", {"state": code})
        assert str(STATES[code].word) in text
        assert "<svg" in text
        assert f".state--{code} " in css


def test_scripts_are_short_modules_that_the_index_imports() -> None:
    index = (STATIC / "js" / "index.js").read_text(encoding="utf-8")
    for path in (STATIC / "js").glob("*.js"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 120
        assert path.name == "index.js" or f'"./{path.name}"' in index


def test_a_chosen_theme_is_kept_in_a_cookie_and_shown_without_a_script(client: Client) -> None:
    response = client.post(reverse("design:theme"), {"theme": "dark", "next": "/design/"})
    assert response["Location"] == "/design/"
    assert '<html lang="en" data-theme="dark">' in _page(client)
    client.post(reverse("design:theme"), {"theme": "device", "next": "/design/"})
    assert '<html lang="en">' in _page(client)


def test_the_theme_form_sends_nobody_to_another_site(client: Client) -> None:
    response = client.post(reverse("design:theme"), {"theme": "dark", "next": "https://example.org/"})
    assert response["Location"] == "/"


def test_a_theme_is_not_changed_by_following_a_link(client: Client) -> None:
    assert client.get(reverse("design:theme")).status_code == 405


def test_navigation_marks_the_page_we_are_on(monkeypatch: pytest.MonkeyPatch) -> None:
    items = {
        "design:gallery": ports.NavigationItem("design:gallery", "Design", 2),
        "nowhere": ports.NavigationItem("nowhere", "Nowhere", 1),
        "health": ports.NavigationItem("health", "Hidden", 3, visible=ports.signed_in),
    }
    monkeypatch.setattr(ports, "_items", items)
    request = RequestFactory().get("/design/?theme=dark")
    assert ports.navigation_links(request) == []
    request.user = AnonymousUser()
    links = ports.navigation_links(request)
    assert [(link.label, link.current) for link in links] == [("Design", True)]


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_say_what_to_do_now(template: str, rf: RequestFactory) -> None:
    text = render_to_string(template, {}, request=None if template == "500.html" else rf.get("/missing"))
    assert text.count("<h1") == 1
    assert 'lang="en"' in text
    assert "style=" not in text
