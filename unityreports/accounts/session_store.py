"""Sessions that know whose they are, so that a person can see and end them (SESSION_ENGINE)."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from unityreports.accounts.models import DeskSession


class SessionStore(db.SessionStore):
    """Django's sessions in the database, each with the number of its account."""

    @classmethod
    def get_model_class(cls):
        """Return the table."""
        return DeskSession

    def create_model_instance(self, data):
        """Return a session as it is about to be stored."""
        session = super().create_model_instance(data)
        session.account = data.get(SESSION_KEY)
        return session
