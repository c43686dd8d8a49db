"""Data flows right, imports and foreign keys point left."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]


def layers() -> list[set[str]]:
    """Apps from high to low, as the import contract says."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    return [{name.strip() for name in layer.split("|")} for layer in contract["layers"]]


def height(app: str) -> int:
    return next(len(layers()) - index for index, names in enumerate(layers()) if app in names)


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("naveza.")]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_a_foreign_key_points_left(model: type[Model]) -> None:
    app = model._meta.app_label
    for field in model._meta.get_fields(include_parents=False):
        target = field.related_model if field.is_relation and field.concrete else None
        if not isinstance(target, type) or not target.__module__.startswith("naveza."):
            continue
        other = target._meta.app_label
        assert other == app or height(other) < height(app), f"{model.__name__}.{field.name} points right, to {other}"


def test_installed_apps_stand_in_the_order_of_the_design(settings: object) -> None:
    own = [name.removeprefix("naveza.") for name in settings.INSTALLED_APPS if name.startswith("naveza.")]  # type: ignore[attr-defined]
    heights = [height(app) for app in own]
    assert heights == sorted(heights)
    first_of_others = next(i for i, n in enumerate(settings.INSTALLED_APPS) if not n.startswith("naveza."))  # type: ignore[attr-defined]
    assert first_of_others == len(own)


def test_every_app_has_a_card() -> None:
    for names in layers():
        for app in names:
            text = (ROOT / "naveza" / app / "__init__.py").read_text()
            assert '"""' in text, f"naveza/{app}/__init__.py has no card"
            lines = text.strip().splitlines()
            assert 3 <= len(lines) <= 9, f"the card of {app} has {len(lines)} lines"
