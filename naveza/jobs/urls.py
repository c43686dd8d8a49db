"""Addresses of jobs."""

from django.urls import path

from naveza.jobs import views

urlpatterns = [
    path("<uuid:pk>/", views.job, name="job"),
    path("<uuid:pk>/progress/", views.progress, name="job-progress"),
    path("<uuid:pk>/cancel/", views.cancel, name="job-cancel"),
]
