"""How `{{ form }}` comes out: set FORM_RENDERER = "naveza.design.renderer.DesignRenderer"."""

from django.forms.renderers import DjangoTemplates


class DesignRenderer(DjangoTemplates):
    """Forms in one column with an error summary; labels above, help under the label."""

    form_template_name = "design/forms/form.html"
    formset_template_name = "design/forms/formset.html"
    field_template_name = "design/forms/field.html"
