"""Log lines: structured, with the id of the request they belong to, never content.

structlog renders both its own lines and those of the standard library. Values are encoded (JSON escapes line ends and
direction marks), so that nothing written by a stranger can forge a line. Tracebacks carry no local variables.
"""

from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.ExtraAdder(allow=("status_code",)),  # never the request itself
)


def encode_controls(logger: WrappedLogger, method: str, line: EventDict) -> EventDict:
    """Show line ends and other unprintable characters of the message as escapes; for people's terminals."""
    line["event"] = "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in str(line["event"])
    )
    return line


def configuration(*, level: str, form: str) -> dict[str, Any]:
    """Return the LOGGING setting: everything to standard error, as ``json`` or as ``text``."""
    renderers: list[Processor] = [
        encode_controls,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
    if form == "json":
        renderers = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": list(SHARED),
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderers],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
            "celery": {
                "level": "WARNING" if level == "INFO" else level
            },  # a line per second for the sealer helps nobody
            "celery.beat": {"level": "WARNING"},
            "waitress": {"level": level},
        },
    }
