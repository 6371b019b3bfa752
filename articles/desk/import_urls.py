"""The addresses of an import."""

from django.urls import path

from articles.desk import imports, reviewing, selected_phrases

urlpatterns = [
    path("imports/", imports.hand_in, name="import_hand_in"),
    path("imports/discarded/", imports.discarded, name="import_discarded"),
    path("imports/places/", imports.places, name="import_places"),
    path("imports/phrase/", selected_phrases.phrase, name="import_phrase"),
    path("imports/title/", selected_phrases.title, name="import_title"),
    path("imports/<int:pk>/keep/", reviewing.keep, name="import_keep"),
    path("imports/<int:pk>/", reviewing.review, name="import_review"),
]
