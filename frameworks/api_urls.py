"""Addresses of this room's reference data, below /api/v1/."""

from django.urls import path

from frameworks import api

app_name = "frameworks-api"
urlpatterns = [
    path("participants", api.Participants.as_view(), name="participants"),
    path("frameworks", api.Frameworks.as_view(), name="frameworks"),
    path("classification", api.Classification.as_view(), name="classification"),
    path("authorities", api.Authorities.as_view(), name="authorities"),
    path("annex", api.Annex.as_view(), name="annex"),
]
