"""Addresses of the API of requests, below /api/v1/."""

from django.urls import path

from requests.api import views

app_name = "requests-api"
urlpatterns = [
    path("cases", views.Cases.as_view(), name="cases"),
    path("cases/<str:reference>", views.CaseView.as_view(), name="case"),
    path("cases/<str:reference>/assignment", views.Assign.as_view(), name="assign"),
    path("cases/<str:reference>/acknowledgement", views.Acknowledge.as_view(), name="acknowledge"),
    path("cases/<str:reference>/execution", views.Begin.as_view(), name="begin"),
    path("cases/<str:reference>/answers", views.Answers.as_view(), name="answer"),
    path("cases/<str:reference>/refusal", views.Refuse.as_view(), name="refuse"),
    path("cases/<str:reference>/non-execution", views.NonExecution.as_view(), name="cannot_execute"),
    path("cases/<str:reference>/withdrawal", views.Withdraw.as_view(), name="withdraw"),
    path("cases/<str:reference>/closure", views.Close.as_view(), name="close"),
    path("cases/<str:reference>/information/<int:number>/receipt", views.Receipt.as_view(), name="receive"),
]
