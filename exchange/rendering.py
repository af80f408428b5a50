"""How forms look: the same field, hint and error on every page and for every room."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Renders forms and fields with the project's own templates (templates/django/forms), allauth's forms included."""
