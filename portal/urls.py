"""Every address of the site. No prefix is Traditional Chinese; the others say their language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from portal import health, styleguide, views

handler400 = views.bad_request
handler500 = views.server_error

urlpatterns = [
    path("healthz/", health.healthz, name="healthz"),
    *i18n_patterns(
        path("about/", views.about, name="about"),
        path("privacy/", views.privacy, name="privacy"),
        path("accessibility/", views.accessibility, name="accessibility"),
        *([path("styleguide/", styleguide.styleguide, name="styleguide")] if settings.DEVELOPMENT else []),
        path("desk/", admin.site.urls),
        path("reports/", include("reports.urls")),
        path("", include("feedback.urls")),
        prefix_default_language=False,
    ),
]
