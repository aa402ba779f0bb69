"""How the process logs: one shape for our lines and the libraries', nothing secret in any; it must not know who logs."""

import contextlib
import logging
import re
import sys
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[hidden]"
_ANYWHERE = r"(?:passcode|token|secret|authorization|pwd|password|signature|cookie|ticket)"
_AT_THE_END = r"(?:code|state|input_value)"  # of OAuth, and of pydantic; a key that only begins so is another thing
_NAME = rf"(?:{_ANYWHERE}|{_AT_THE_END})(?:s|[_-](?:values?|keys?|verifier))?"
_KEY = re.compile(rf"{_ANYWHERE}|{_NAME}$", re.IGNORECASE)
_QUOTE = r"(?:\\*[\"']|%(?:25)*22|&quot;|&\#3[49];)"  # with the backslashes of JSON within JSON, in addresses, in HTML
_IS = rf"(?:{_QUOTE})?[\])]?\s*(?:=>|[=:](?!=)|%(?:25)*3[da]|\\+u003[da])\s*"
_VALUE = r"(?:(?!\2)(?:\\.|[^\r\n]))++"  # up to the quote with which it began
_LINE = r"(?:\r?\n|\\r\\n|\\n)"
_SECRET_TEXTS = (
    r"((?:xox[a-z](?:\.xox[a-z])?|xapp)-)[A-Za-z0-9-]+",  # Slack's tokens, rotated ones too
    r"((?:cookie|authorization)\s*[:=]\s*)[^\r\n]+",  # a header, to its end
    rf"({_NAME}{_IS}b?({_QUOTE})){_VALUE}",  # 'code': 'x'
    rf"({_NAME}{_IS}b?[\[({{])(?!hidden\])[^\r\n]+",  # 'code': ['x'], and whatever else stands on the line
    rf"({_NAME}{_QUOTE}\s*,\s*b?({_QUOTE})){_VALUE}(?!\2\s*[:=])",  # ('code', 'x')
    rf"({_NAME}{_QUOTE}\s*,\s*b?[\[({{])[^\r\n]+",  # ('code', ['x'])
    rf"({_NAME}{_QUOTE}\s*,\s*{_QUOTE}value{_IS}b?({_QUOTE})){_VALUE}",  # 'name': 'code', 'value': 'x'
    rf"({_NAME}{_QUOTE}{_LINE}(?:[^\r\n\\]{{1,200}}{_LINE}){{0,4}}{_LINE})[^\r\n\\]+",  # a part of a form
    rf"({_NAME}{_IS})(?<!slack token: )[^\s&\"'<>\\]+",  # “Slack token: valid” is doctor's; Slack's own are hidden by now
    rf"((?<![\w-])--[\w-]*?{_NAME}\s+)\S+",  # a command's option
    r"(bearer[\s:=]+)[^\s\"']+",
    r"(Key \([^)]{0,200}\)=\()[^)]+",  # PostgreSQL's details
    r"(://[^\s/:@]*:)[^\s\"'<>]{1,200}(?=@)",  # the password in a database's address
)
"""In each one's first group stands what is kept before a secret. What stands before that does not matter."""
_PATTERNS = tuple(re.compile(text, re.IGNORECASE) for text in _SECRET_TEXTS)
_SUSPECT = re.compile(rf"xox|xapp|{_NAME}|bearer|key \(|://", re.IGNORECASE)
"""What one of them begins with: most texts hold none of it, and are not looked through thirteen times."""
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
    handler = _Handler(target)
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


class _Handler(logging.StreamHandler[TextIO]):
    """logging itself would print a line that cannot be written with all that was to stand in it."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Say where it was logged, and what kind of fault kept it from being written."""
        kind = sys.exc_info()[0]
        fault = kind.__name__ if kind else "unknown"
        with contextlib.suppress(OSError, ValueError):  # the stream itself may be gone
            self.stream.write(f"a log line could not be written ({fault}): {record.name}, line {record.lineno}\n")


def log_uncaught() -> None:
    """What nobody catches, in any thread, is a log line like any other, and not printed as it is."""
    uncaught = logging.getLogger("uncaught")

    def of_thread(found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None and not isinstance(found.exc_value, SystemExit):
            uncaught.error("a thread failed", exc_info=found.exc_value)

    def of_process(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(value, KeyboardInterrupt):
            uncaught.error("the process failed", exc_info=(kind, value, trace))

    threading.excepthook, sys.excepthook = of_thread, of_process


def _children_of_quiet() -> list[str]:
    """Loggers of theirs that exist already: a library may have given them a level of their own."""
    return [name for name in logging.Logger.manager.loggerDict if name.partition(".")[0] in _QUIET]


def hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Hide what looks like a secret, by its key or by its own look, in texts and tracebacks, however deep."""
    return {key: _clean(key, value) for key, value in event.items()}


def hidden(text: str) -> str:
    """The text without what looks like a secret in it."""
    if _SUSPECT.search(text):
        for pattern in _PATTERNS:
            text = pattern.sub(_hide, text)
    return text


def _hide(found: re.Match[str]) -> str:
    return found[1] + HIDDEN


def _clean(key: str, value: Any) -> Any:  # noqa: ANN401 - a log line may hold anything
    if _KEY.search(key) and value not in (None, "", True, False):
        return HIDDEN
    match value:
        case str():
            return hidden(value)
        case Mapping():
            return {_text(inner): _clean(_text(inner), one) for inner, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return _clean_all(list(value))
        case None | bool() | int() | float():
            return value
    return hidden(repr(value))


def _text(name: object) -> str:
    return name.decode(errors="replace") if isinstance(name, bytes) else str(name)


def _clean_all(values: list[Any]) -> list[Any]:
    """Two of them may be a name and what it stands for, as forms and headers are kept."""
    match values:
        case [str() | bytes() as name, value]:
            return [_clean("", name), _clean(_text(name), value)]
    return [_clean("", value) for value in values]


def _renderer(style: str, *, colors: bool) -> Processor:
    if style == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)
