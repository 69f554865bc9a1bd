"""Addresses of released files: random names, the same in every language."""

from django.urls import path

from feedback.attachments import views

urlpatterns = [
    path("files/<slug:name>/<int:number>.jpg", views.file_picture, name="file_picture"),
    path("files/<slug:name>/<int:number>-small.jpg", views.file_thumb, name="file_thumb"),
]
