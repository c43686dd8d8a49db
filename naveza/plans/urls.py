from django.urls import include, path

from .views import browse, manage

urlpatterns = [
    path("search/", browse.search, name="search"),
    path("plans/", browse.plans, name="plans"),
    path("", include("naveza.plans.review_urls")),
    path("plans/<slug:slug>/", browse.plan, name="plan"),
    path("plans/<slug:slug>/tree/", browse.tree, name="plan-tree"),
    path("plans/<slug:slug>/timeline/", browse.timeline, name="plan-timeline"),
    path("plans/<slug:slug>/institutions/", browse.institutions, name="plan-institutions"),
    path("plans/<slug:slug>/activities/<int:number>/", browse.activity, name="activity"),
    path("plans/<slug:slug>/versions/", browse.versions, name="plan-versions"),
    path("plans/<slug:slug>/plan.<str:format>", browse.export, name="plan-export"),
    path("plans/<slug:slug>/manage/", manage.plan, name="plan-manage"),
    path("plans/<slug:slug>/amend/", manage.amend, name="plan-amend"),
    path("plans/<slug:slug>/withdraw/", manage.withdraw, name="plan-withdraw"),
    path("plans/<slug:slug>/restore/", manage.restore, name="plan-restore"),
    path("plans/<slug:slug>/team/", manage.add_member, name="plan-team-add"),
    path("plans/<slug:slug>/team/<int:member_id>/", manage.remove_member, name="plan-team-remove"),
    path("plans/<slug:slug>/names/", manage.link_name, name="plan-link-name"),
]
