"""Addresses of the outbox."""

from django.urls import path

from naveza.mail import views

urlpatterns = [
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/", views.message, name="message"),
]
