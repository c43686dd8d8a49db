"""Every field that could hold something about a person says whether it does."""

import pytest
from django.apps import apps
from django.db.models import Field, Model

from naveza.audit.privacy import CLASSES, classification

OWN_MODELS = [model for model in apps.get_models() if model.__module__.startswith("naveza.")]


def stored_fields(model: type[Model]) -> list[Field]:  # type: ignore[type-arg]
    return [field for field in model._meta.concrete_fields if not field.primary_key]


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_classified_beside_its_model(model: type[Model]) -> None:
    assert {classification(model, field.name) for field in stored_fields(model)} <= CLASSES


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model._meta.label)
def test_a_link_to_an_account_is_personal(model: type[Model]) -> None:
    links = [f for f in stored_fields(model) if f.is_relation and f.related_model is apps.get_model("accounts.User")]
    assert all(classification(model, field.name) in {"personal", "sensitive"} for field in links)
