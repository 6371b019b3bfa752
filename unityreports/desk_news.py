"""What the desk's gate tells to whoever writes it down, outside the transaction of an act."""

from django.dispatch import Signal

answered = Signal()  # request, response
refused = Signal()  # request, reason: to somebody who is logged in
