"""Every address of the site. No prefix is Traditional Chinese; the others say their language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from portal.operations import health
from portal.operations.views import readyz
from portal.site import sitemaps, styleguide, views

handler400 = views.bad_request
handler500 = views.server_error

urlpatterns = [
    path("healthz/", health.healthz, name="healthz"),
    path("readyz/", readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="site_map_index"),
    path("sitemap-<section>.xml", sitemaps.part, name="site_map_part"),
    path("comfort.css", views.comfort_css, name="comfort_css"),
    path("qr/page.svg", views.page_qr, name="page_qr"),
    path("", include("feedback.attachments.urls")),
    path("", include("portal.ledger.urls")),
    *i18n_patterns(
        path("about/", views.about, name="about"),
        path("privacy/", views.privacy, name="privacy"),
        path("accessibility/", views.accessibility, name="accessibility"),
        path("sitemap/", views.site_map, name="site_map"),
        path("comfort/", views.comfort_choice, name="comfort_choice"),
        *([path("styleguide/", styleguide.styleguide, name="styleguide")] if settings.DEVELOPMENT else []),
        path("desk/", include("portal.accounts.urls")),
        path("desk/", include("feedback.setup.urls")),
        path("desk/", admin.site.urls),
        path("reports/", include("reports.urls")),
        path("", include("portal.ledger.page_urls")),
        path("", include("reports.series.urls")),
        path("data/", include("feedback.data.urls")),
        path("", include("feedback.opinions.urls")),
        path("", include("feedback.representatives.urls")),
        path("", include("feedback.draws.urls")),
        path("", include("feedback.ballots.urls")),
        path("", include("feedback.awards.urls")),
        path("", include("feedback.summaries.urls")),
        path("", include("feedback.commitments.urls")),
        path("", include("feedback.measures.urls")),
        path("", include("feedback.chain.urls")),
        path("", include("feedback.ledger.urls")),
        path("", include("feedback.following.urls")),
        path("", include("feedback.notices.urls")),
        path("", include("feedback.talks.urls")),
        path("", include("feedback.rounds.urls")),
        path("", include("feedback.urls")),
        prefix_default_language=False,
    ),
]
