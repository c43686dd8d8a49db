"""Template filters of the audit page."""

from django import template

from naveza.desk.audit_words import thing_words, verb_words

register = template.Library()
register.filter(verb_words)
register.filter(thing_words)
