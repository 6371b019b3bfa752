"""The settings of the site, driven by environment variables and safe without any.

Variables: ``HOST`` and ``PORT`` (where to listen), ``SITE_URL`` (public address; decides scheme,
cookies, HSTS and trusted origins), ``DATABASE_URL``, ``SECRET_KEY``, ``ALLOWED_HOSTS``
(comma-separated, beside the host of ``SITE_URL``), ``VAR_DIR`` (where everything the site writes
is kept), ``PAGE_FILES`` (where nginx finds public pages as files), ``EXPORT_FOLDER`` (where exports
by schedule go), ``IDLE_MINUTES`` (until the desk
asks for the password again), ``PASSWORD_LENGTH``,
``PASSWORD_KINDS``, ``PASSWORD_DAYS`` and ``PASSWORD_HISTORY`` (what passwords must be),
``OIDC_ISSUER`` and the rest of ``OIDC_*`` (who else vouches for people at the log-in),
``EMAIL_HOST`` and ``EMAIL_FROM`` (without them the desk sends no mail) and ``DEBUG``.
docs/configuration.md describes each.
"""

import os
from pathlib import Path

from unityreports import address, data_folder, database, export_folder, page_files, secret, visitors
from unityreports.accounts import absence, oidc_settings, password_rules

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = data_folder.path(os.environ)
data_folder.keep_to_owner()  # before anything is written

# Address ---------------------------------------------------------------------------------------

SITE_URL = address.public_url(os.environ)
HTTPS = SITE_URL.startswith("https:")
DEBUG = os.environ.get("DEBUG", "") == "1"
ALLOWED_HOSTS = address.allowed_hosts(os.environ)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
PROXIES = visitors.proxies(os.environ, https=HTTPS)

# Security --------------------------------------------------------------------------------------

SECRET_KEY = secret.given(os.environ) or secret.read_or_create(VAR_DIR / "secret_key")
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "unityreports.views.csrf_failure"
SESSION_ENGINE = "unityreports.accounts.session_store"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"  # but for the desk's previews, which Wagtail lets into its frame
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which wants DENY
PASSWORD_RULES = password_rules.chosen(os.environ)
AUTH_PASSWORD_VALIDATORS = password_rules.validators(PASSWORD_RULES)
AUTHENTICATION_BACKENDS = ["unityreports.accounts.guessing.CountsFailures"]
OIDC = oidc_settings.chosen(os.environ)
IDLE_SECONDS = absence.borne_for(os.environ)

# Applications ----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "unityreports",
    "unityreports.site",
    "unityreports.pages",
    "unityreports.accounts",
    "unityreports.trail",
    "articles",
    "regions",
    "wagtail.contrib.settings",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",  # every page of the desk refers to its address
    "wagtail.users",
    "wagtail.sites",
    "wagtail.admin",
    "wagtail.search",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "unityreports.compression.PublicPageCompression",
    "unityreports.security.ContentSecurityPolicyMiddleware",
    "unityreports.refusals.RefusalPages",
    "unityreports.methods.AnswersKnownMethods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "unityreports.trail.acting.KnowsRequest",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "unityreports.accounts.asks_second_step.AsksSecondStep",
    "unityreports.accounts.asks_new_password.AsksNewPassword",
    "unityreports.accounts.idle.AsksAgain",
    "unityreports.stock_export.StockExport",
    "unityreports.gone.SaysWhatIsGone",
    "unityreports.odd_input.RefusesOddInput",
]

ROOT_URLCONF = "unityreports.urls"
WSGI_APPLICATION = "unityreports.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "unityreports.site.context_processors.site",
            ],
        },
    },
]

# Database --------------------------------------------------------------------------------------

DATABASES = {"default": database.configure(os.environ.get("DATABASE_URL"), VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Language and time -----------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files -----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_PERMISSIONS = data_folder.PUBLIC_FILE
FILE_UPLOAD_DIRECTORY_PERMISSIONS = data_folder.PASSAGE
STORAGES = {
    "default": {"BACKEND": "unityreports.site.storage.PublicFiles"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "unityreports.site.storage.StaticFiles"
    },
}

# Where kept pages stand as files, for nginx on this machine; nowhere, unless a folder is named.
PAGE_FILES = page_files.folder(os.environ)

# Where exports by schedule go, for whoever fetches them; they can go nowhere but there or by mail.
EXPORT_FOLDER = export_folder.folder(
    os.environ, [Path(each) for each in (MEDIA_ROOT, STATIC_ROOT, PAGE_FILES) if each]
)

# What is deleted must not live on in the memory of another process.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# A long report's form has many fields, and a pasted page is posted as text.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024

# Editors' desk (Wagtail) -----------------------------------------------------------------------

WAGTAIL_SITE_NAME = "民族团结进步工作动态"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_ENABLE_UPDATE_CHECK = False  # the desk asks nobody outside
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "unityreports.site.image_form.ImageForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # a phone's largest photograph, not a map to choke on
# Pictures and users are few: LIKE finds Chinese inside a title, which a run of words does not.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = ""  # there are no Wagtail pages to convert links to
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "articles.desk.widgets.RichTextArea"}}
WAGTAIL_AUTOSAVE_INTERVAL = 1500  # milliseconds; static/desk/edit-keep.js reckons with that
WAGTAILADMIN_USER_LOGIN_FORM = "unityreports.accounts.login_form.LoginForm"
LOGIN_URL = "wagtailadmin_login"

# Mail --------------------------------------------------------------------------------------------

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "noreply@localhost")
WAGTAIL_PASSWORD_RESET_ENABLED = bool(EMAIL_HOST)

# Tags keep their Chinese slugs.
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "unityreports.site.tagging.parse"
TAGGIT_STRING_FROM_TAGS = "unityreports.site.tagging.write"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Scanners ask for other sites all day; they get their 400 and no line in the log.
    "loggers": {
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "waitress.queue": {"level": "ERROR"},  # requests that wait a moment are no news
    },
}
