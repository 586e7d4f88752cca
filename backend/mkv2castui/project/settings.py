"""Django's settings. All that depends on the machine comes from :mod:`mkv2castui.project.env`.

Importing this module writes nothing to disk.
"""

from __future__ import annotations

import secrets

from mkv2castui import __version__
from mkv2castui.conversions.event_schemas import EVENT_SCHEMAS
from mkv2castui.project import accounts, backends, env

ENVIRONMENT = env.current()

DEBUG = ENVIRONMENT.debug
# Without a given key the server keeps one in the data directory (server.py); a command that only reads gets a
# key that dies with it.
SECRET_KEY = ENVIRONMENT.secret_key or secrets.token_urlsafe(50)
# The guard (project/guard.py) is the outermost layer and decides about hosts, for Django and all else.
ALLOWED_HOSTS = ["*"]

DATA = ENVIRONMENT.data
MAX_UPLOAD_SIZE = ENVIRONMENT.max_upload_size
DISK_RESERVE = ENVIRONMENT.disk_reserve
FFMPEG_PATH = ENVIRONMENT.ffmpeg_path
FFPROBE_PATH = ENVIRONMENT.ffprobe_path
ACCEL_REDIRECT = ENVIRONMENT.accel_redirect
WORKER_CONCURRENCY = ENVIRONMENT.worker_concurrency
WORKER_LANES = ENVIRONMENT.worker_lanes
ANALYZE_CONCURRENCY = 2
QUICK_CONCURRENCY = 1
LEASE_SECONDS = ENVIRONMENT.lease_seconds
MAX_ATTEMPTS = 3
DATABASE_PATIENCE = 300  # seconds: how long a result waits for a database that is away
LOCAL_TIME_ZONE = ENVIRONMENT.time_zone

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "rest_framework",
    "drf_spectacular",
    *accounts.APPS,
    "mkv2castui.common",
    "mkv2castui.accounts",
    "mkv2castui.conversions",
]
# Whether people sign in. Who starts a server decides (start.py) when the environment leaves it open.
REQUIRE_AUTH = ENVIRONMENT.accounts.require_auth is True
SIGNUP = ENVIRONMENT.accounts.signup
globals().update(accounts.settings(ENVIRONMENT))
MAIL_CARRIER: str = accounts.mail_carrier(ENVIRONMENT)
MIDDLEWARE = accounts.MIDDLEWARE if REQUIRE_AUTH else accounts.LOCAL_MIDDLEWARE
ROOT_URLCONF = "mkv2castui.project.account_urls" if REQUIRE_AUTH else "mkv2castui.project.urls"
SILENCED_SYSTEM_CHECKS = accounts.SILENCED
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("de", "Deutsch"), ("es", "Español"), ("it", "Italiano")]
STATIC_URL = "/api/static/"

DATABASES = {"default": backends.database(ENVIRONMENT)}
CACHES = {"default": backends.cache(ENVIRONMENT.redis_url)}
CHANNEL_LAYERS = {"default": backends.channel_layer(ENVIRONMENT.redis_url)}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["mkv2castui.accounts.authentication.WhoAsks"],
    "DEFAULT_PERMISSION_CLASSES": ["mkv2castui.accounts.authentication.Admitted"],
    "DEFAULT_RENDERER_CLASSES": ["mkv2castui.common.rendering.FastJson"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "mkv2castui.common.pagination.NewestFirst",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "mkv2castui.common.problems.handle",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "mkv2castUI",
    "DESCRIPTION": "Turns films into files that play on Chromecast and on TVs with Google Cast.",
    "VERSION": __version__,
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "APPEND_COMPONENTS": {"schemas": EVENT_SCHEMAS},
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "JobStatus": "mkv2castui.conversions.states.JobStatus",
        "StageName": "mkv2castui.conversions.api.vocabulary.STAGES",
        "OutcomeName": "mkv2castui.conversions.api.vocabulary.OUTCOMES",
        "OutputKind": "mkv2castui.conversions.models.OutputKind",
        "ProviderKind": "mkv2castui.accounts.models.ProviderKind",
        "ReasonCode": "mkv2castui.conversions.api.vocabulary.REASON_CODES",
        "ErrorCode": "mkv2castui.conversions.api.vocabulary.ERROR_CODES",
        "ContainerName": "mkv2castui.conversions.api.vocabulary.CONTAINERS",
        "OutputContainer": "mkv2castui.conversions.api.vocabulary.OUTPUT_CONTAINERS",
        "DynamicRangeName": "mkv2castui.conversions.api.vocabulary.DYNAMIC_RANGES",
        "DispositionName": "mkv2castui.conversions.api.vocabulary.DISPOSITIONS",
        "FieldOrderName": "mkv2castui.conversions.api.vocabulary.FIELD_ORDERS",
        "SubtitleForm": "mkv2castui.conversions.api.vocabulary.SUBTITLE_FORMS",
        "DeliveryName": "mkv2castui.conversions.api.vocabulary.DELIVERIES",
        "DeviceIcon": "mkv2castui.conversions.api.vocabulary.DEVICE_ICONS",
        "QualityProfile": "mkv2castui.conversions.api.vocabulary.QUALITY_PROFILES",
        "VideoCodec": "mkv2castui.conversions.api.vocabulary.VIDEO_CODECS",
        "HardwareChoice": "mkv2castui.conversions.api.vocabulary.HARDWARE_CHOICES",
        "SubtitleMode": "mkv2castui.conversions.api.vocabulary.SUBTITLE_MODES",
        "WarningCode": "mkv2castui.conversions.api.vocabulary.WARNING_CODES",
        "Priority": "mkv2castui.conversions.api.vocabulary.PRIORITIES",
        "LaneName": "mkv2castui.conversions.models.Lane",
        "X264Preset": "mkv2castui.conversions.api.vocabulary.X264_PRESETS",
        "HealthState": "mkv2castui.monitoring.health.State",
        "StreamKind": "mkv2castui.conversions.api.vocabulary.STREAM_KINDS",
        "OtherStreamKind": "mkv2castui.conversions.api.vocabulary.OTHER_STREAM_KINDS",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"mkv2castui": {"level": "INFO"}},
}
