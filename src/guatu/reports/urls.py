from django.urls import path

from guatu.reports.views import figures

app_name = "reports"

urlpatterns = [path("figures/", figures.figures, name="figures")]
