"""How the process logs: one shape for our lines and the libraries', nothing secret in any; it must not know who logs."""

import logging
import re
import sys
from collections.abc import Mapping
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[hidden]"
_SECRET_NAMES = ("passcode", "token", "secret", "authorization", "pwd", "password", "signature", "cookie", "ticket")
_OF_OAUTH = ("code", "state")  # a key that only begins so is another thing
_NAME = rf"(?:{'|'.join((*_SECRET_NAMES, *_OF_OAUTH))})"
_QUOTE = r"\\*[\"']"  # with the backslashes of JSON within JSON
_IS = rf"(?:{_QUOTE})?[\])]?\s*(?:=>|[=:](?!=)|%(?:25)*3[da])\s*"
_PLAIN_WORD = r"(?<=token: )[a-z]+\b(?![^\s,;.)])"  # “Slack token: valid” is what doctor says
_SECRET_TEXTS = (
    re.compile(r"((?:xox[a-z](?:\.xox[a-z])?|xapp)-)[A-Za-z0-9-]+"),  # Slack's tokens, rotated ones too
    re.compile(r"(?i)(cookie\s*[:=]\s*)[^\r\n\"']+"),  # a header, to its end
    re.compile(rf"(?i)({_NAME}{_IS}b?({_QUOTE}))(?:(?!\2)[^\r\n])+"),  # 'code': 'x'
    re.compile(rf"(?i)({_NAME}{_QUOTE}\s*,\s*b?({_QUOTE}))(?:(?!\2)[^\r\n])++(?!\2\s*[:=])"),  # ('code', 'x')
    re.compile(rf"(?i)({_NAME}{_IS})(?!{_PLAIN_WORD})(?:(?:bearer|basic)\s+)?[^\s&\"'<>\\]+"),
    re.compile(r"(?i)(bearer )[^\s\"']+"),
    re.compile(r"(://[^\s/:@]*:)[^\s/@]+(?=@)"),  # the password in a database's address
)
"""What stands before a secret is each one's first group. What stands before that, in whatever way, does not matter."""
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
    return found[1] + HIDDEN


def _names_a_secret(key: str) -> bool:
    name = key.lower()
    return any(word in name for word in _SECRET_NAMES) or name.endswith(_OF_OAUTH)


def _clean(key: str, value: Any) -> Any:  # noqa: ANN401 - a log line may hold anything
    if _names_a_secret(key) and value not in (None, "", True, False):
        return HIDDEN
    match value:
        case str():
            return hidden(value)
        case Mapping():
            return {inner: _clean(str(inner), one) for inner, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return _clean_all(list(value))
        case None | bool() | int() | float():
            return value
    return hidden(repr(value))


def _clean_all(values: list[Any]) -> list[Any]:
    """Two of them may be a name and what it stands for, as forms and headers are kept."""
    match values:
        case [str() | bytes() as name, value]:
            return [_clean("", name), _clean(name if isinstance(name, str) else name.decode(errors="replace"), value)]
    return [_clean("", value) for value in values]


def _renderer(style: str, *, colors: bool) -> Processor:
    if style == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)
