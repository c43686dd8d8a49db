"""Addresses of the design system: the gallery and the choice of a theme."""

from django.urls import path

from naveza.design import views

app_name = "design"

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("theme/", views.choose_theme, name="theme"),
]
