"""Only the design system: the frame has to stand where no other app has its addresses yet."""

from django.urls import include, path

urlpatterns = [
    path("design/", include("naveza.design.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
