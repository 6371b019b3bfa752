"""The addresses of an import."""

from django.urls import path

from articles.desk import imports, reviewing

urlpatterns = [
    path("imports/", imports.hand_in, name="import_hand_in"),
    path("imports/discarded/", imports.discarded, name="import_discarded"),
    path("imports/places/", imports.places, name="import_places"),
    path("imports/dates/", imports.dates, name="import_dates"),
    path("imports/<int:pk>/keep/", reviewing.keep, name="import_keep"),
    path("imports/<int:pk>/", reviewing.review, name="import_review"),
]
