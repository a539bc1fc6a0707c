"""Settings, all from the environment; the defaults serve one machine."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from guatu.config.database import database_from_url
from guatu.config.files import files_from_environment
from guatu.config.identity import identity_from_environment
from guatu.config.logs import logging_from_environment
from guatu.config.mail import mail_from_environment

if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
    # To its library an empty name is the folder one happens to be in.
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)

PACKAGE = Path(__file__).resolve().parent.parent

DATA = Path(os.environ.get("GUATU_DATA", "var")).resolve()
DEBUG = os.environ.get("GUATU_DEBUG") == "1"
SECRET_KEY = os.environ.get("GUATU_SECRET_KEY", "")
if not SECRET_KEY:
    # Commands that sign nothing (checks, migrations) run without one; serving pages does not.
    SECRET_KEY = "unset"  # noqa: S105
# Keys that were in use before: what was signed or sealed with them is still read.
SECRET_KEY_FALLBACKS = [k for k in os.environ.get("GUATU_OLD_SECRET_KEYS", "").split(",") if k]
# With what texts and backups are encrypted from now on: aes or sm4. What is there is read whatever stands here.
GUATU_CIPHER = os.environ.get("GUATU_CIPHER") or "aes"
if GUATU_CIPHER not in {"aes", "sm4"}:
    raise ImproperlyConfigured("GUATU_CIPHER is aes or sm4.")
ALLOWED_HOSTS = os.environ.get("GUATU_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],.localhost").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("GUATU_TRUSTED_ORIGINS", "").split(",") if o]
BEHIND_TLS = os.environ.get("GUATU_TLS") == "1"

# The application connects as a role that owns nothing; migrations run as the owner.
_owner = os.environ.get("GUATU_DB_ROLE") == "owner"
_url = (_owner and os.environ.get("GUATU_OWNER_DATABASE_URL")) or os.environ.get("DATABASE_URL", "")
DATABASES = {"default": database_from_url(_url, pooled=os.environ.get("GUATU_DB_POOL") == "1")}

INSTALLED_APPS = [
    "guatu.core",
    "guatu.ui",
    "guatu.figures",
    "guatu.calendars",
    "guatu.audit",
    "guatu.accounts",
    "guatu.organization",
    "guatu.attachments",
    "guatu.notifications",
    "guatu.matters",
    "guatu.grids",
    "guatu.enterprises",
    "guatu.projects",
    "guatu.investment",
    "guatu.meetings",
    "guatu.indicators",
    "guatu.wallchart",
    "guatu.reports",
    "guatu.leagues",
    "guatu.zones",
    "guatu.feeds",
    "guatu.webhooks",
    "guatu.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.dingtalk",
    "allauth.socialaccount.providers.feishu",
    "allauth.socialaccount.providers.openid_connect",
    "guatu.accounts.wecom",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "guatu.config.observe.ObserveMiddleware",
    "guatu.api.middleware.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "guatu.ui.middleware.LanguageMiddleware",
    "guatu.config.refused_bodies.RefusedBodyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "guatu.accounts.middleware.SessionMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "guatu.ui.middleware.ContentSecurityMiddleware",
    "guatu.config.limits.RateLimitMiddleware",
    "guatu.organization.middleware.ZoneMiddleware",
]

ROOT_URLCONF = "guatu.config.urls"
WSGI_APPLICATION = "guatu.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guatu.ui.context.frame",
            ],
            "builtins": ["guatu.ui.templatetags.ui"],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "guatu.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
# How many proxies stand before the server: whose address counts attempts is read behind them.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("GUATU_PROXIES", "0"))
# Failed passwords are counted by `accounts.attempts`; `login_failed` counts wrong codes of second factors.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "5/5m/key"}
MFA_ADAPTER = "guatu.accounts.adapter.MFAAdapter"
MFA_FORMS = {"authenticate": "guatu.accounts.forms.AuthenticateForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Guatu 挂图"

# With whose identities people sign in besides: what the environment names, and only as whoever has linked them.
_identity = identity_from_environment(os.environ)
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = _identity[0]
GUATU_SIGN_IN_ORIGINS: list[str] = _identity[1]
SOCIALACCOUNT_ADAPTER = "guatu.accounts.identities.IdentityAdapter"
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_TLS else "http"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
# The longest that a zone may choose; see `accounts.demands` for what holds where it chooses nothing.
SESSION_COOKIE_AGE = 12 * 3600
# Pages that are made to stand where nobody is, and stay awake.
GUATU_SCREENS = ("/reports/screen/",)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Counters such as failed sign-ins are shared by all processes, so they live in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        # What is counted to hold off whoever guesses must not be pushed out by many small entries.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["guatu.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": files_from_environment(os.environ, DATA),
    "staticfiles": {"BACKEND": "guatu.ui.storage.StaticStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "guatu.attachments.upload_limit.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FORM_RENDERER = "guatu.ui.forms.FormRenderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS: list[str] = []

# E-mail and links out of it. Whoever sets no mail server reads within the program.
globals().update(mail_from_environment(os.environ))
# The address under which people open Guatu, such as https://guatu.example.gov.cn; links in messages begin with it.
GUATU_PUBLIC_URL = os.environ.get("GUATU_PUBLIC_URL", "").rstrip("/")
# Where group robots may be besides the known hosts (a private deployment): origins such as https://im.example.gov.cn.
GUATU_ROBOT_HOSTS = [o.rstrip("/") for o in os.environ.get("GUATU_ROBOT_HOSTS", "").split(",") if o]

# Where the record is copied to as it is written: stdout (of the worker), tcp://host:port or tls://host:port (RFC 5424);
# and the file with the authority that signed that server's certificate.
GUATU_RECORD_URL = os.environ.get("GUATU_RECORD_URL", "")
GUATU_RECORD_CA = os.environ.get("GUATU_RECORD_CA", "")

# Where webhooks may go besides https in the open network: origins such as http://10.1.2.3:8080.
GUATU_WEBHOOK_HOSTS = [o.rstrip("/") for o in os.environ.get("GUATU_WEBHOOK_HOSTS", "").split(",") if o]
# Public projects (OC4IDS): the registered prefix of their ids, and the address of the licence of the data.
GUATU_OC4IDS_PREFIX = os.environ.get("GUATU_OC4IDS_PREFIX", "")
GUATU_OC4IDS_LICENSE = os.environ.get("GUATU_OC4IDS_LICENSE", "")

# Read notifications and finished deliveries are kept for so many days; less than half a year is never taken.
GUATU_NOTIFICATIONS_KEPT_DAYS = int(os.environ.get("GUATU_NOTIFICATIONS_KEPT_DAYS", "400"))

# How the layers find what lies above them without importing it.
GUATU_ROLES = "guatu.config.roles"
GUATU_SUBSCRIPTIONS = "guatu.config.subscriptions.SUBSCRIPTIONS"
GUATU_RECORDER = "guatu.audit.recorder.append"
GUATU_LIVE_URL = os.environ.get("GUATU_LIVE_URL", "")

LOGGING = logging_from_environment(os.environ, debug=DEBUG)

# Who may read /metrics: networks, and whoever brings the token. Behind a proxy the address is the one it has seen.
GUATU_METRICS_NETWORKS = [
    n for n in os.environ.get("GUATU_METRICS_NETWORKS", "127.0.0.0/8,::1/128").split(",") if n
]
GUATU_METRICS_TOKEN = os.environ.get("GUATU_METRICS_TOKEN", "")
