"""How the process logs: one shape for our lines and the libraries', nothing secret in any; it must not know who logs."""

import logging
import re
import sys
from collections.abc import Mapping
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[hidden]"
_SECRET_KEYS = ("passcode", "token", "secret", "authorization", "pwd", "password", "signature", "cookie")
_SECRET_TEXTS = (
    re.compile(r"\b(xox[a-z](?:\.xox[a-z])?|xapp)-[A-Za-z0-9-]+"),  # Slack's tokens, rotated ones too
    re.compile(r"(?i)\b((?:pwd|ticket|passcode|token|secret|password)=)[^\s&\"'<>]+"),
    re.compile(r"(?i)\b(bearer )[^\s\"']+"),
    re.compile(r"(://[^\s/:@]*:)[^\s/@]+(?=@)"),  # the password in a database's address
)
_QUIET = {
    **dict.fromkeys(("slack_bolt", "slack_sdk", "uvicorn", "alembic", "asyncio", "httpx", "httpcore"), logging.WARNING),
    "apscheduler": logging.ERROR,  # it warns of each tick that is left out because the one before still runs, as it should
}
"""Libraries, and from where up they speak."""


def configure(level: str, style: str, stream: TextIO | None = None) -> None:
    """Log to `stream` (standard error) from `level` up, in `style` console or json; libraries less."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    target = stream or sys.stderr
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.StackInfoRenderer(),
                structlog.processors.format_exc_info,
                hide_secrets,
                _renderer(style, colors=target.isatty()),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in (*_QUIET, *_children_of_quiet()):
        logging.getLogger(name).setLevel(max(_QUIET[name.partition(".")[0]], root.level))


def _children_of_quiet() -> list[str]:
    """Loggers of theirs that exist already: a library may have given them a level of their own."""
    return [name for name in logging.Logger.manager.loggerDict if name.partition(".")[0] in _QUIET]


def hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Hide what looks like a secret, by its key or by its own look, in texts and tracebacks, however deep."""
    return {key: _clean(key, value) for key, value in event.items()}


def hidden(text: str) -> str:
    """The text without what looks like a secret in it."""
    for pattern in _SECRET_TEXTS:
        text = pattern.sub(_hide, text)
    return text


def _hide(found: re.Match[str]) -> str:
    kept = found[1]
    return kept + HIDDEN if kept.endswith(("=", ":", " ")) else f"{kept}-{HIDDEN}"


def _clean(key: str, value: Any) -> Any:  # noqa: ANN401 - a log line may hold anything
    if any(word in key.lower() for word in _SECRET_KEYS) and value not in (None, "", True, False):
        return HIDDEN
    match value:
        case str():
            return hidden(value)
        case Mapping():
            return {inner: _clean(str(inner), one) for inner, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_clean("", one) for one in value]
        case None | bool() | int() | float():
            return value
    return hidden(repr(value))


def _renderer(style: str, *, colors: bool) -> Processor:
    if style == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)
