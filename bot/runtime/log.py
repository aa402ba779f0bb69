"""Configures logging: one format for our lines and those of libraries, without secrets; it must not know who logs."""

import contextlib
import logging
import re
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

REDACTED = "[hidden]"
_HIDDEN_KEY_PARTS = r"(?:passcode|token|secret|authorization|pwd|password|signature|cookie|ticket)"
# Of OAuth and of pydantic. A key that only begins with one of these is no secret.
_HIDDEN_KEY_ENDINGS = r"(?:code|state|input_value)"
_HIDDEN_NAME = rf"(?:{_HIDDEN_KEY_PARTS}|{_HIDDEN_KEY_ENDINGS})(?:s|[_-](?:values?|keys?|verifier))?"
_HIDDEN_KEY = re.compile(rf"{_HIDDEN_KEY_PARTS}|{_HIDDEN_NAME}$", re.IGNORECASE)
_QUOTE = r"(?:\\*[\"']|%(?:25)*22|&quot;|&\#3[49];)"  # also as in JSON within JSON, in addresses, in HTML
_ASSIGNMENT = rf"(?:{_QUOTE})?[\])]?\s*(?:=>|[=:](?!=)|%(?:25)*3[da]|\\+u003[da])\s*"
_VALUE = r"(?:(?!\2)(?:\\.|[^\r\n]))++"  # up to the closing quote
_NEWLINE = r"(?:\r?\n|\\r\\n|\\n)"
_STATUS_BEGINS = (
    "|".join(rf"(?<=\bcode{end})" for end in (": ", "=", " = ", "': ", '": ')) + "|(?<=status_code=)|(?<=status_code: )"
)
_STATUS = rf"(?:{_STATUS_BEGINS})[1-5]\d\d(?![\w.%~+/-])"
"""A number of HTTP: no code that opens anything has three digits."""
_HIDDEN_TEXTS = (
    r"((?:xox[a-z](?:\.xox[a-z])?|xapp)-)[A-Za-z0-9-]+",  # Slack's tokens, rotated ones too
    r"((?:cookie|authorization)\s*[:=]\s*)[^\r\n]+",  # a header, to its end
    rf"({_HIDDEN_NAME}{_ASSIGNMENT}b?({_QUOTE})){_VALUE}",  # 'code': 'x'
    rf"({_HIDDEN_NAME}{_ASSIGNMENT}b?[\[({{])(?!hidden\])[^\r\n]+",  # 'code': ['x'], and the rest of the line
    rf"({_HIDDEN_NAME}{_QUOTE}\s*,\s*b?({_QUOTE})){_VALUE}(?!\2\s*[:=])",  # ('code', 'x')
    rf"({_HIDDEN_NAME}{_QUOTE}\s*,\s*b?[\[({{])[^\r\n]+",  # ('code', ['x'])
    rf"({_HIDDEN_NAME}{_QUOTE}\s*,\s*{_QUOTE}value{_ASSIGNMENT}b?({_QUOTE})){_VALUE}",  # 'name': 'code', 'value': 'x'
    rf"({_HIDDEN_NAME}{_QUOTE}{_NEWLINE}(?:[^\r\n\\]{{1,200}}{_NEWLINE}){{0,4}}{_NEWLINE})[^\r\n\\]+",  # a part of a form
    rf"({_HIDDEN_NAME}{_ASSIGNMENT})(?<!slack token: )(?!{_STATUS})[^\s&\"'<>\\]+",  # not “Slack token: valid” of doctor; Slack's own tokens are hidden above
    rf"((?<![\w-])--[\w-]*?{_HIDDEN_NAME}\s+)\S+",  # a command's option
    r"(bearer[\s:=]+)[^\s\"']+",
    r"(Key \([^)]{0,200}\)=\()[^)]+",  # PostgreSQL's details
    r"(://[^\s/:@]*:)[^\s\"'<>]{1,200}(?=@)",  # the password in a database's address
)
"""The first group of each holds the text before a secret, which is kept."""
_PATTERNS = tuple(re.compile(text, re.IGNORECASE) for text in _HIDDEN_TEXTS)
_MAY_HOLD_SECRET = re.compile(rf"xox|xapp|{_HIDDEN_NAME}|bearer|key \(|://", re.IGNORECASE)
"""How the patterns begin. Most texts hold none of these, and are not searched thirteen times."""
_LIBRARY_LEVELS = {
    **dict.fromkeys(("slack_bolt", "slack_sdk", "uvicorn", "alembic", "asyncio", "httpx", "httpcore"), logging.WARNING),
    "apscheduler": logging.ERROR,  # it warns of each run that it skips because the one before still runs
}
"""The lowest level at which a library is logged that sets levels of its own, or says too much; all others: warnings."""
_STATUS_NUMBERS = 5000
"""RFC 6455's are the highest."""
_PROGRAM = ("bot", "storage")
_ACCESS_LOGGER = "bot.web.access_log"
_access_logger = logging.getLogger(_ACCESS_LOGGER)
_ACCESS_FORMATS = {
    "json": (
        '{{"route": "{0}", "status": {1}, "seconds": {2}, "event": "http_request", '
        f'"logger": "{_ACCESS_LOGGER}", "level": "info", "timestamp": "{{3}}"}}}}'
    ),
    "console": f"{{3}} [info     ] http_request                   [{_ACCESS_LOGGER}] route={{0}} seconds={{2}} status={{1}}",
}
"""The line of a request as structlog writes it, by style: route, status, seconds, time."""


def configure(level: str, style: str, stream: TextIO | None = None) -> None:
    """Log to `stream` (standard error) from `level` up, in `style` console or json; libraries from warnings up."""
    shared_processors: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared_processors,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    target = stream or sys.stderr
    handler = _SafeStreamHandler(target)
    handler.access_format = "" if target.isatty() else _ACCESS_FORMATS[style]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared_processors,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.StackInfoRenderer(),
                structlog.processors.format_exc_info,
                redact_secrets,
                _renderer(style, colors=target.isatty()),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.getLevelNamesMapping()[level], logging.WARNING))
    for name in _PROGRAM:
        logging.getLogger(name).setLevel(level)
    for name in (*_LIBRARY_LEVELS, *_library_child_loggers()):
        logging.getLogger(name).setLevel(max(_LIBRARY_LEVELS[name.partition(".")[0]], root.level))


def log_http_request(route: str, status: int, seconds: float) -> None:
    """Log one request of the web app (GATE-4). There is a line for each, so it is written as it is, past all processors."""
    if not _access_logger.isEnabledFor(logging.INFO):
        return
    handler = next((each for each in logging.getLogger().handlers if isinstance(each, _SafeStreamHandler)), None)
    if handler is not None and handler.access_format:
        handler.write_line(handler.access_format.format(route, status, round(seconds, 4), _utc_now()))
    else:
        structlog.get_logger(_ACCESS_LOGGER).info("http_request", route=route, status=status, seconds=round(seconds, 4))


def _utc_now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


class _SafeStreamHandler(logging.StreamHandler[TextIO]):
    """Reports a line that cannot be written without its contents, which logging itself would print."""

    access_format = ""
    """How `log_http_request` writes its line; empty where it takes the usual way, as on a terminal in colours."""

    def write_line(self, line: str) -> None:
        """Write a line that is formatted already."""
        with self.lock or contextlib.nullcontext():
            try:
                self.stream.write(line + self.terminator)
                self.flush()
            except (OSError, ValueError):  # the stream itself may be gone
                return

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Write where the line was logged and the type of the error that kept it from being written."""
        kind = sys.exc_info()[0]
        fault = kind.__name__ if kind else "unknown"
        with contextlib.suppress(OSError, ValueError):  # the stream itself may be gone
            self.stream.write(f"a log line could not be written ({fault}): {record.name}, line {record.lineno}\n")


def log_uncaught_exceptions() -> None:
    """Log uncaught exceptions of all threads, so that their texts are redacted as well."""
    uncaught = logging.getLogger("uncaught")

    def on_thread_exception(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            uncaught.error("thread_crashed", exc_info=args.exc_value)

    def on_process_exception(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(value, KeyboardInterrupt):
            uncaught.error("process_crashed", exc_info=(kind, value, trace))

    threading.excepthook, sys.excepthook = on_thread_exception, on_process_exception


def _library_child_loggers() -> list[str]:
    """Existing loggers below a library's own: the library may have given them a level of their own."""
    return [name for name in logging.Logger.manager.loggerDict if name.partition(".")[0] in _LIBRARY_LEVELS]


def redact_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """structlog processor. Hides what looks like a secret, by its key or by its form, in texts and tracebacks, however deep."""
    return {key: _redact_value(key, value) for key, value in event.items()}


def redact(text: str) -> str:
    """`text` with everything that looks like a secret replaced by `REDACTED`."""
    if _MAY_HOLD_SECRET.search(text):
        for pattern in _PATTERNS:
            text = pattern.sub(_redacted_match, text)
    return text


def _redacted_match(match: re.Match[str]) -> str:
    return match[1] + REDACTED


def _redact_value(key: str, value: Any) -> Any:  # noqa: ANN401 - a log line may hold anything
    if _HIDDEN_KEY.search(key) and value not in (None, "", True, False) and not _is_status(key, value):
        return REDACTED
    match value:
        case str():
            return redact(value)
        case Mapping():
            return {_key_text(inner): _redact_value(_key_text(inner), one) for inner, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return _redact_items(list(value))
        case None | bool() | int() | float():
            return value
    return redact(repr(value))


def _is_status(key: str, value: object) -> bool:
    """A number of HTTP, of a closed WebSocket, of a process that ended: nobody is let in by one."""
    return key.lower() in {"code", "status_code"} and isinstance(value, int) and abs(value) < _STATUS_NUMBERS


def _key_text(name: object) -> str:
    return name.decode(errors="replace") if isinstance(name, bytes) else str(name)


def _redact_items(values: list[Any]) -> list[Any]:
    """Two items may be a name and its value, as in forms and headers."""
    match values:
        case [str() | bytes() as name, value]:
            return [_redact_value("", name), _redact_value(_key_text(name), value)]
    return [_redact_value("", value) for value in values]


def _renderer(style: str, *, colors: bool) -> Processor:
    if style == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)
