"""The lowest room: what every page and screen of the site stands on."""
