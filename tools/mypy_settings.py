"""The settings under which mypy asks Django what models are made of.

The site's own, but that nothing about the machine is asked and nothing is written to it: without a
key in the environment, the site would make one and keep it in its data folder.
"""

import os

os.environ["SECRET_KEY"] = "signs nothing at all, ever, anywhere"  # noqa: S105 (mypy only reads)
for name in ("DATABASE_URL", "SITE_URL", "ALLOWED_HOSTS", "HOST", "PORT", "VAR_DIR"):
    os.environ.pop(name, None)

from unityreports.settings import *  # noqa: E402, F403
