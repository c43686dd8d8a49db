from django.urls import path

from . import views

urlpatterns = [
    path("<uuid:document_id>/", views.download, name="document"),
    path("<uuid:document_id>/pages/<int:number>.png", views.page, name="document-page"),
]
