"""Addresses of campaigns, suggestions, the form and the look-up; they never change once published."""

from django.urls import path

from feedback import home
from feedback.board import download, letter, support
from feedback.board import views as board
from feedback.campaigns import views as campaigns
from feedback.campaigns import wall
from feedback.districts import views as districts
from feedback.status import calendar, reply_files
from feedback.status import files as status_files
from feedback.status import views as status
from feedback.suggest import files as suggest_files
from feedback.suggest import similar
from feedback.suggest import views as suggest
from feedback.units import views as units

urlpatterns = [
    path("", home.home, name="home"),
    path("campaigns/", campaigns.campaign_list, name="campaign_list"),
    path("campaigns/<slug:slug>/", campaigns.campaign_detail, name="campaign_detail"),
    path("campaigns/<slug:slug>/wall/", wall.campaign_wall, name="campaign_wall"),
    path("campaigns/<slug:slug>/wall.csv", wall.campaign_csv, name="campaign_csv"),
    path("districts/", districts.district_list, name="district_list"),
    path("districts/<slug:code>/", districts.district_detail, name="district_detail"),
    path("suggestions/", board.suggestion_list, name="suggestion_list"),
    path("suggestions.csv", download.suggestion_csv, name="suggestion_csv"),
    path("suggestions/<str:number>/", letter.suggestion_detail, name="suggestion_detail"),
    path("suggestions/<str:number>/support/", support.suggestion_support, name="suggestion_support"),
    path("suggest/", suggest.suggest_start, name="suggest_start"),
    path("suggest/words/", suggest.suggest_words, name="suggest_words"),
    path("suggest/similar/", similar.suggest_similar, name="suggest_similar"),
    path("suggest/similar/hits/", similar.suggest_hits, name="suggest_hits"),
    path("suggest/kind/", suggest.suggest_kind, name="suggest_kind"),
    path("suggest/files/", suggest_files.suggest_files, name="suggest_files"),
    path("suggest/about-you/", suggest.suggest_person, name="suggest_person"),
    path("suggest/check/", suggest.suggest_check, name="suggest_check"),
    path("suggest/receipt/", suggest.suggest_receipt, name="suggest_receipt"),
    path("units/", units.unit_list, name="unit_list"),
    path("units/<slug:code>/", units.unit_detail, name="unit_detail"),
    path("status/", status.status_lookup, name="status_lookup"),
    path("status/mine/", status.status_detail, name="status_detail"),
    path("status/mine/withdraw/", status.status_withdraw, name="status_withdraw"),
    path("status/mine/answer/", status.status_answer, name="status_answer"),
    path("status/mine/files/", status_files.status_files, name="status_files"),
    path("status/mine/object/", status.status_object, name="status_object"),
    path("status/mine/rate/", status.status_rate, name="status_rate"),
    path("status/mine/notices/", status.status_notices, name="status_notices"),
    path("status/calendar.ics", calendar.status_calendar, name="status_calendar"),
    path("status/mine/replied/<slug:name>/<int:number>.jpg", reply_files.status_picture, name="status_picture"),
    path("status/mine/replied/<slug:name>/<int:number>-small.jpg", reply_files.status_thumb, name="status_thumb"),
    path("status/end/", status.status_end, name="status_end"),
]
