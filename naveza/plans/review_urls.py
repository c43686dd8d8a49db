"""Addresses of bringing in a document and of correcting a draft."""

from django.urls import path

from .views import bring_in, columns, draft_api, finish, plain, review

urlpatterns = [
    path("plans/new/", bring_in.new, name="plan-new"),
    path("plans/new/documents/", bring_in.my_documents, name="my-documents"),
    path("plans/new/documents/<int:upload_id>/", bring_in.known, name="plan-known"),
    path("plans/new/documents/<int:upload_id>/read/", bring_in.read, name="plan-read"),
    path("plans/new/documents/<int:upload_id>/columns/", columns.of_upload, name="plan-columns"),
    path("drafts/<int:draft_id>/", review.draft, name="draft"),
    path("drafts/<int:draft_id>/source/", review.source, name="draft-source"),
    path("drafts/<int:draft_id>/history/", review.history, name="draft-history"),
    path("drafts/<int:draft_id>/history/undo/", review.undo, name="draft-undo-plain"),
    path("drafts/<int:draft_id>/rows/", plain.rows, name="draft-rows"),
    path("drafts/<int:draft_id>/rows/new/", plain.new_row, name="draft-row-new"),
    path("drafts/<int:draft_id>/rows/<uuid:key>/", plain.row, name="draft-row"),
    path("drafts/<int:draft_id>/document/", plain.head, name="draft-head"),
    path("drafts/<int:draft_id>/texts/", plain.texts, name="draft-texts"),
    path("drafts/<int:draft_id>/columns/", columns.of_draft, name="draft-columns"),
    path("drafts/<int:draft_id>/read-again/", finish.read_again, name="draft-read-again"),
    path("drafts/<int:draft_id>/publish/", finish.publish, name="draft-publish"),
    path("drafts/<int:draft_id>/discard/", finish.discard, name="draft-discard"),
    path("drafts/<int:draft_id>/reopen/", finish.reopen, name="draft-reopen"),
    # what the screen asks and says: JSON
    path("drafts/<int:draft_id>/data", draft_api.data, name="draft-data"),
    path("drafts/<int:draft_id>/changes", draft_api.changes, name="draft-changes"),
    path("drafts/<int:draft_id>/edit", draft_api.edit, name="draft-edit"),
    path("drafts/<int:draft_id>/undo", draft_api.undo, name="draft-undo"),
    path("drafts/<int:draft_id>/institutions", draft_api.institutions, name="draft-institutions"),
    path("drafts/<int:draft_id>/institutions/new", draft_api.new_institution, name="draft-new-institution"),
    path("drafts/<int:draft_id>/institutions/remember", draft_api.remember_name, name="draft-remember-name"),
]
