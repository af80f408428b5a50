"""Addresses of this room."""

from django.urls import path

from frameworks.views import accounts, annex, reference

app_name = "frameworks"
urlpatterns = [
    path("annex/", annex.annex, name="annex"),
    path("annex/new/", annex.designate, name="designate"),
    path("annex/<int:pk>/end/", annex.end_designation, name="end_designation"),
    path("classification/", reference.classification, name="classification"),
    path("authorities/", reference.authorities, name="authorities"),
    path("calendars/", reference.calendars, name="calendars"),
    path("calendars/<str:name>/<str:version>/", reference.calendar, name="calendar"),
    path("frameworks/<str:code>/", reference.terms, name="terms"),
    path("administration/", accounts.administration, name="administration"),
    path("administration/accounts/", accounts.accounts, name="accounts"),
    path("administration/new-account/", accounts.new_account, name="new_account"),
    path("administration/accounts/<str:username>/", accounts.account, name="account"),
    path("administration/accounts/<str:username>/change/", accounts.change_account, name="change_account"),
    path("administration/accounts/<str:username>/activate/", accounts.activate, name="activate_account"),
    path("administration/accounts/<str:username>/end-session/", accounts.end_session, name="end_session"),
    path("administration/accounts/<str:username>/act/<slug:name>/", accounts.act, name="act_on_account"),
]
