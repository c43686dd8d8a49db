"""Forms in the look of Naveza: `{{ form }}` is enough."""

import html5lib
from django import forms
from django.utils.translation import override

from naveza.design.gallery.forms import SampleForm, UploadForm, wrong_form
from naveza.design.renderer import DesignRenderer


def _tree(form: forms.Form) -> html5lib.treebuilders.base.Node:
    form.renderer = DesignRenderer()
    return html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False).parseFragment(
        str(form)
    )


def test_every_field_has_a_label_above_and_help_under_it() -> None:
    tree = _tree(SampleForm())
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    labels = {label.get("for") for label in tree.iter("label") if label.get("for")}
    assert {"id_title", "id_email", "id_kind", "id_note"} <= labels
    assert labels <= ids
    field = next(element for element in tree.iter("input") if element.get("id") == "id_title")
    assert field.get("aria-describedby") == "id_title_helptext"
    assert "id_title_helptext" in ids


def test_groups_of_choices_are_fieldsets_with_a_legend() -> None:
    legends = ["".join(legend.itertext()).strip() for legend in _tree(SampleForm()).iter("legend")]
    assert legends[0] == "What does your institution do in this plan?"
    assert legends[1].startswith("Send me the report as")
    assert legends[1].endswith("(optional)")


def test_mistakes_stand_in_a_summary_whose_links_lead_to_the_fields() -> None:
    tree = _tree(wrong_form(""))
    summary = next(element for element in tree.iter("div") if element.get("class") == "summary")
    links = [link.get("href") for link in summary.iter("a")]
    assert links == ["#wrong_title", "#wrong_email", "#wrong_role", "#wrong_agree"]
    ids = {element.get("id") for element in tree.iter()}
    assert {link[1:] for link in links if link} <= ids


def test_a_wrong_field_names_its_error_and_keeps_the_typed_text() -> None:
    tree = _tree(wrong_form(""))
    email = next(element for element in tree.iter("input") if element.get("name") == "email")
    assert email.get("value") == "ana.kovac"
    assert email.get("aria-invalid") == "true"
    assert "wrong_email_error" in (email.get("aria-describedby") or "")


def test_a_file_field_is_a_plain_file_input_inside_a_drop_zone() -> None:
    tree = _tree(UploadForm())
    zone = next(element for element in tree.iter("div") if element.get("data-drop") is not None)
    assert [element.get("type") for element in zone.iter("input")] == ["file"]


def test_a_form_speaks_the_language_of_the_page() -> None:
    class Form(forms.Form):
        name = forms.CharField()

    with override("en"):
        text = str(Form({}, renderer=DesignRenderer()))
    assert "Please look at this again" in text
