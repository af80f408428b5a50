"""Settings of the exchange. Everything that differs between sites comes from the environment (`exchange.env`)."""

import os

from exchange import addresses, logs
from exchange.declared import SETTINGS
from exchange.env import ROOT, Environment, Mode
from exchange.start import demonstration_secret, directory, parsed
from exchange.unsafe import refuse_unsafe

BASE_DIR = ROOT
env = Environment(os.environ, SETTINGS)
refuse_unsafe(env)

# --- what it runs for -------------------------------------------------------------------------------------------------

MODE = env.mode
IN_SERVICE = Mode.SERVICE is MODE
DEMO = env.flag("DEMO")
DEBUG = False  # never: error pages with local variables would show content
DATA = directory(env)
SECRET_KEY = env.secret("SECRET_KEY") or demonstration_secret(DATA, MODE)
SECRET_KEY_FALLBACKS = [key for key in env.secret("SECRET_KEY_FALLBACKS").split(",") if key]
BIND, PORT = env.text("BIND"), env.number("PORT")
PUBLIC_URL = env.text("PUBLIC_URL").rstrip("/")

# --- rooms, from the top of the order of dependence down, then what they rest on --------------------------------------

INSTALLED_APPS = [
    "exchange",
    "requests",
    "caveats",
    "frameworks",
    "vault",
    "audit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]
AUTH_USER_MODEL = "frameworks.Official"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "exchange.urls"

# --- from the door inwards; the order carries meaning -----------------------------------------------------------------

MIDDLEWARE = [
    "exchange.csp.SecurityHeadersMiddleware",  # outermost: no response leaves without its headers
    "exchange.proxies.ProxyMiddleware",  # first: who is calling, before anyone asks
    "exchange.loopback.LoopbackMiddleware",  # the demonstration answers its own machine alone
    "exchange.request_id.RequestIdMiddleware",  # before anything writes a log line
    "exchange.health.HealthMiddleware",  # needs no host name, no database, no entry in the access log
    "django.middleware.security.SecurityMiddleware",  # https and its headers for all that follows
    "whitenoise.middleware.WhiteNoiseMiddleware",  # static files know no session and hold no information
    "exchange.availability.AvailabilityMiddleware",  # outside everything that touches the database
    "audit.middleware.AccessMiddleware",  # outside everything that decides or answers: none leaves unrecorded
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",  # after the session, before whatever says something
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "frameworks.signin.middleware.OfficialMiddleware",  # whose session it is
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "frameworks.signin.middleware.SecondFactorMiddleware",  # after the form's token is checked: what it keeps is ours
    "exchange.errors.ErrorsMiddleware",  # innermost: what it answers is on record like every other answer
]

# --- database ---------------------------------------------------------------------------------------------------------

DATABASES = {"default": parsed(env, "DATABASE_URL", DATA)}
ATOMIC_REQUESTS = False  # a view opens, and records, before the action's transaction: a refusal survives its rollback

# The access log is where limits and locks are counted; a cache in the process is enough for the first start, and in
# service it lies in the database, so that pages live without Redis.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if IN_SERVICE:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "exchange_cache"}}

# --- the way to the browser -------------------------------------------------------------------------------------------

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
TRUSTED_PROXIES = env.words("TRUSTED_PROXIES")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_SSL_REDIRECT = IN_SERVICE
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if IN_SERVICE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IN_SERVICE
SECURE_HSTS_PRELOAD = IN_SERVICE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# ``__Host-``: no other host, no other path and no plain connection may set or see them.
COOKIE_PREFIX = "__Host-" if IN_SERVICE else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_SECURE = IN_SERVICE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_SECURE = IN_SERVICE
CSRF_COOKIE_HTTPONLY = True  # forms carry the token; no script needs it
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "exchange.errors.forged"
MESSAGE_STORAGE = "exchange.messages.PrefixedCookieStorage"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
LANGUAGE_COOKIE_SECURE = IN_SERVICE
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# --- signing in (frameworks.signin; A1-A8, S1-S6) ---------------------------------------------------------------------

LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "/", "account_login"
AUTHENTICATION_BACKENDS = ["frameworks.signin.backend.OfficialBackend"]
PASSWORD_HASHERS = ["frameworks.signin.hashing.NormalisedPBKDF2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "frameworks.signin.passwords.LengthValidator"},
    {"NAME": "frameworks.signin.passwords.CommonValidator"},
    {"NAME": "frameworks.signin.passwords.PatternValidator"},
    {"NAME": "frameworks.signin.passwords.ContextValidator"},
]
PASSWORD_MAX_AGE_DAYS = env.number("PASSWORD_MAX_AGE_DAYS")
SIGN_IN_PASSKEY_FOR_POWERS = env.flag("PASSKEY_FOR_POWERS")
SIGN_IN_ATTEMPTS, SIGN_IN_LOCK_MINUTES = 3, 15  # under one name from one address
SIGN_IN_NAME_ATTEMPTS, SIGN_IN_NAME_LOCK_MINUTES = 20, 60  # under one name from everywhere
SIGN_IN_LOCKS_BEFORE_RESET = 5  # then an administrator has to open the account
SESSION_ENGINE = "frameworks.signin.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_HOURS = 12
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES")
SESSION_IDLE_MINUTES_HIGH = env.number("SESSION_IDLE_MINUTES_HIGH")
SESSION_HIGH_RANK = 40  # CONFIDENTIAL and 秘, on their ladders
ACCOUNT_ADAPTER = "frameworks.signin.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
# Failures are counted in the database (frameworks.signin.locking); this only keeps one address from keeping us busy.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": None, "reauthenticate": "20/m/user"}
MFA_ADAPTER = "frameworks.signin.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]  # recovery codes are our own: kept as digests
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # mail addresses are entered by administrators
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_PREFIX": "cxt_", "TOKEN_TTL": None}

# --- static files -----------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.path("STATIC_ROOT") if IN_SERVICE else None  # elsewhere they are served where they lie
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = not IN_SERVICE
WHITENOISE_AUTOREFRESH = False
if IN_SERVICE:
    STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
MEDIA_ROOT = DATA / "files"

# --- languages and time -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ja", "日本語")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["frameworks.formats"]  # day before month; Django's own English is that of the United States
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

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
                "exchange.context_processors.site",
                "exchange.notices.waiting",
            ],
        },
    },
]
FORM_RENDERER = "exchange.rendering.FormRenderer"

# --- mail: that something waits, never what ---------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA / "mail"
if env.secret("SMTP_URL"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    globals().update(parsed(env, "SMTP_URL", DATA))

# --- work beside the pages (R4) ---------------------------------------------------------------------------------------

REDIS_URL = addresses.with_password(env.secret("REDIS_URL"), env.secret("REDIS_PASSWORD"))
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, float] = {"polling_interval": 0.05}
if REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "socket_connect_timeout": 1, "socket_timeout": 5}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker as long as it takes
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True  # the broker hands them out again; they may run twice
CELERY_TASK_PUBLISH_RETRY = False  # a broker that is away must not hold a page up
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 180  # well under the visibility timeout: nothing is handed out twice while it runs
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # keeps nothing on disk: a task that runs once more does no harm


def _every(seconds: float, task: str) -> dict[str, object]:
    return {"task": task, "schedule": seconds, "options": {"expires": max(seconds, 10)}}


CELERY_BEAT_SCHEDULE = {
    "seal the access log": _every(1, "audit.tasks.seal_entries"),
    "turn sealed entries into notifications": _every(2, "exchange.tasks.project_notifications"),
    "deliver mail": _every(10, "exchange.tasks.deliver_mail"),
    "look at deadlines": _every(60, "frameworks.tasks.look_at_deadlines"),
    "tidy up behind the door": _every(60, "frameworks.tasks.sweep_sign_in"),
    "give new requests to the intake": _every(60, "requests.tasks.heal_intake"),
}

# --- the API ----------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["exchange.api.parsing.BoundedJSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "frameworks.signin.api.OfficialTokenAuthentication",
        "frameworks.signin.api.OfficialSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "exchange.errors.api_exception_handler",
    "DEFAULT_METADATA_CLASS": None,  # OPTIONS tells nobody how views are made; the schema says what they take
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Customs exchange",
    "DESCRIPTION": "Case-by-case exchange of information between the customs services of Japan and New Zealand.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
}

# --- keys and the log -------------------------------------------------------------------------------------------------

VAULT_KEY_PROVIDER = env.text("VAULT_KEY_PROVIDER")
VAULT_KEY_FILE = env.path("VAULT_KEY_FILE") or DATA / "keys.json"
VAULT_KEYS = env.secret("VAULT_KEYS")
VAULT_PARTICIPANTS = ["JP", "NZ"]  # whose keys make_keys makes; a key for another is added with --new-key
VAULT_RECEIPT = "audit.receipts.Receipt"
AUDIT_SIGNER = "vault.signing.Signer"
AUDIT_READER_RULE = "frameworks.rules.is_auditor"
AUDIT_APPEND_FUNCTION = env.flag("AUDIT_APPEND_FUNCTION")

LOGGING = logs.configuration(level=env.text("LOG_LEVEL"), form=env.text("LOG_FORMAT"))

env.finish()
