"""Settings. Every value that an operator may change is read from the environment by a typed helper; a bad value
stops the start with a sentence. The list with meanings is docs/reference/settings.md (generated from here)."""

import os
import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

# name -> (default as shown, what it is for); filled by the helpers below, read by the generated reference page
VARIABLES: dict[str, tuple[str, str]] = {}


def env_text(name: str, default: str, about: str) -> str:
    VARIABLES[name] = (default, about)
    return os.environ.get(name, default)


def env_bool(name: str, default: bool, about: str) -> bool:
    VARIABLES[name] = ("yes" if default else "no", about)
    value = os.environ.get(name, "").strip().casefold()
    if value in {"", "yes", "no", "true", "false", "1", "0"}:
        return default if value == "" else value in {"yes", "true", "1"}
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def env_int(name: str, default: int, about: str) -> int:
    VARIABLES[name] = (str(default), about)
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def env_list(name: str, default: str, about: str) -> list[str]:
    VARIABLES[name] = (default, about)
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def database(url: str) -> dict[str, Any]:
    """Django's description of the database at an address: `sqlite:///file`, `postgres://user:password@host:port/name`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "naveza.lib.sqlite",
            "NAME": unquote(parts.path)[1:] or ":memory:",
            "TEST": {"NAME": ":memory:"},
            "OPTIONS": {
                # IMMEDIATE: a writer waits at BEGIN instead of failing at its first write. FULL: an acknowledged
                # commit survives a power cut, which NORMAL does not promise.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path)[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(f"DATABASE_URL must begin with sqlite: or postgres:, not {parts.scheme!r}.")


def kept_secret(path: Path) -> str:
    """The secret in a file that only its owner can read; made on first use."""
    try:
        return path.read_text()
    except FileNotFoundError:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        return path.read_text()


TESTING = "pytest" in sys.modules
VAR_DIR = Path(
    env_text("NAVEZA_VAR", str(BASE_DIR / "var"), "Folder for the SQLite file and other things that change.")
)
VARIABLES["NAVEZA_VAR"] = ("var", VARIABLES["NAVEZA_VAR"][1])
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEMO = env_bool("NAVEZA_DEMO", False, "Demo: shows the invented world's sign-ins and keeps all mail in the outbox.")
DEBUG = env_bool("NAVEZA_DEBUG", False, "Django's debug mode; never on a public server.")
SECRET_KEY = env_text(
    "NAVEZA_SECRET_KEY",
    "",
    "Signs sessions and links. Empty: one is made at first start and kept in NAVEZA_VAR/secret-key.",
) or kept_secret(VAR_DIR / "secret-key")
ALLOWED_HOSTS = env_list("NAVEZA_HOSTS", "localhost,127.0.0.1,[::1]", "Host names under which the server answers.")
CSRF_TRUSTED_ORIGINS = env_list("NAVEZA_ORIGINS", "", "Origins with scheme, if a proxy ends HTTPS.")
SECURE = env_bool("NAVEZA_HTTPS", False, "Behind HTTPS: secure cookies, HSTS, redirect.")

INSTALLED_APPS = [
    # own apps, in the order of the design: data flows down this list, imports point up
    "naveza.audit",
    "naveza.design",
    "naveza.mail",
    "naveza.accounts",
    "naveza.jobs",
    "naveza.institutions",
    "naveza.documents",
    "naveza.plans",
    "naveza.desk",
    "naveza.demo",
    # others' apps
    "allauth",
    "allauth.account",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "naveza.accounts.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "naveza.urls"
WSGI_APPLICATION = "naveza.wsgi.application"
FORM_RENDERER = "naveza.design.renderer.DesignRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    },
]

DATABASES = {
    "default": database(env_text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'naveza.sqlite3'}", "Address of the database."))
}
VARIABLES["DATABASE_URL"] = ("sqlite:///var/naveza.sqlite3", VARIABLES["DATABASE_URL"][1])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_ADAPTER = "naveza.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by an administrator; there is no open sign-up
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_FORMS = {
    "login": "naveza.accounts.forms.SignInForm",
    "reset_password": "naveza.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "naveza.accounts.forms.NewPasswordForm",
    "change_password": "naveza.accounts.forms.PasswordForm",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
if SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# Mail
EMAIL_BACKEND = "naveza.mail.backends.RecordingBackend"
MAIL_HOST = env_text("NAVEZA_MAIL_HOST", "", "SMTP server; empty: mail is only kept in the outbox.")
MAIL_PORT = env_int("NAVEZA_MAIL_PORT", 587, "Port of the SMTP server.")
MAIL_USER = env_text("NAVEZA_MAIL_USER", "", "User at the SMTP server.")
MAIL_PASSWORD = env_text("NAVEZA_MAIL_PASSWORD", "", "Password at the SMTP server.")
MAIL_TLS = env_bool("NAVEZA_MAIL_TLS", True, "STARTTLS on the SMTP connection.")
DEFAULT_FROM_EMAIL = env_text("NAVEZA_MAIL_FROM", "naveza@localhost", "Sender of all mail.")

# Languages and time
LANGUAGE_CODE = env_text("NAVEZA_LANGUAGE", "en", "Language before a reader chooses: en, sl, cs or ro.")
LANGUAGES = [("en", "English"), ("sl", "slovenščina"), ("cs", "čeština"), ("ro", "română")]
if LANGUAGE_CODE not in dict(LANGUAGES):
    raise ImproperlyConfigured(f"NAVEZA_LANGUAGE must be one of {', '.join(dict(LANGUAGES))}, not {LANGUAGE_CODE!r}.")
TIME_ZONE = env_text("NAVEZA_TIME_ZONE", "Europe/Ljubljana", "Time zone of the country.")
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["naveza.design.formats"]

# What the operator fills in on the statements
OPERATOR_NAME = env_text("NAVEZA_OPERATOR", "", "Who runs this installation; shown on the privacy statement.")
OPERATOR_CONTACT = env_text("NAVEZA_CONTACT", "", "Where people can write; shown on the statements.")

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS: list[Any] = [
    (f"npm/{package}", NODE_MODULES / package)
    for package in ("@fontsource-variable/source-sans-3", "@fontsource-variable/source-serif-4")
    if (NODE_MODULES / package).is_dir()
]
MANIFEST = STATIC_ROOT / "staticfiles.json"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG or not MANIFEST.exists()
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not TESTING and (DEBUG or not MANIFEST.exists())
WHITENOISE_AUTOREFRESH = DEBUG
UPLOAD_LIMIT = env_int("NAVEZA_UPLOAD_MIB", 40, "Largest document that may be brought in, in MiB.") * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Background work
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if not TESTING
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
