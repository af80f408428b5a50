"""Addresses of the auditor's reading room."""

from django.urls import path

from audit import views

app_name = "audit"
urlpatterns = [
    path("", views.log, name="log"),
    path("export/", views.export, name="export"),
    path("entries/<int:ident>/", views.entry, name="entry"),
    path("checkpoints/", views.checkpoints, name="checkpoints"),
    path("checkpoints/<int:size>/", views.checkpoint, name="checkpoint"),
]
