"""Addresses of institutions."""

from django.urls import path

from naveza.institutions import views

urlpatterns = [
    path("", views.institutions, name="institutions"),
    path("list.<str:format>", views.export, name="institutions-export"),
    path("new/", views.new_institution, name="new-institution"),
    path("people/<int:pk>/", views.person_role, name="person-role"),
    path("<slug:slug>/", views.institution, name="institution"),
    path("<slug:slug>/change/", views.change, name="institution-change"),
    path("<slug:slug>/rename/", views.rename, name="institution-rename"),
    path("<slug:slug>/correct/", views.correct, name="institution-correct"),
    path("<slug:slug>/succession/", views.succession, name="institution-succession"),
    path("<slug:slug>/duplicate/", views.duplicate, name="institution-duplicate"),
    path("<slug:slug>/aliases/", views.new_alias, name="institution-alias-add"),
    path("<slug:slug>/aliases/<int:pk>/", views.drop_alias, name="institution-alias-remove"),
    path("<slug:slug>/members/", views.new_member, name="institution-member-add"),
    path("<slug:slug>/members/<int:pk>/", views.end_member, name="institution-member-end"),
]
