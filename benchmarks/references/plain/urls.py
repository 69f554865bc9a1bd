from django.urls import path

from benchmarks.references.plain import views

urlpatterns = [path("", views.letter_list)]
