"""How each variable is read, one function each: ValueError says what is wrong and never holds the value."""

import re
from collections.abc import Sequence
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from bot.policy.options import Options
from bot.slack.url_allowlist import UrlAllowlist

LOG_LEVELS = ("debug", "info", "warning", "error", "critical")
LOG_FORMATS = ("console", "json")
_DATABASE_SCHEMES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
_SECOND_AT = re.compile(r"[^:/]*:[^@]*@[^?]*@")
"""Behind the scheme: an @ in the place of host, port and database. What stands before it is of the password."""
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,20}")
_HOST_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_MIN_RATE, _MAX_RATE = 0.1, 50
_MAX_REMINDER_DAYS = 364  # days; a number is valid for 365 (PMI-12)

Network = IPv4Network | IPv6Network
EnumT = TypeVar("EnumT", bound=StrEnum)


def token(text: str, prefix: str) -> str:
    """A Slack token that starts with `prefix`."""
    if not text:
        raise ValueError("is missing")
    if not text.startswith(prefix):
        raise ValueError(f"must start with {prefix}")
    if len(text) <= len(prefix) or not re.fullmatch(r"[\x21-\x7e]+", text):
        raise ValueError("is cut short or holds a blank")
    return text


def signing_secret(text: str) -> str:
    """The secret with which Slack signs requests; a token is refused."""
    if not text:
        raise ValueError("is missing")
    if text.startswith(("xox", "xapp-")) or not re.fullmatch(r"[\x21-\x7e]+", text):
        raise ValueError("is not a signing secret")
    return text


def host(text: str) -> str:
    """The address or name at which this machine listens."""
    try:
        ip_address(text)
    except ValueError:
        if not _HOST_NAME.fullmatch(text):
            raise ValueError("must be an address or a name of this machine, such as 127.0.0.1 or 0.0.0.0") from None
    return text


def api_url(text: str) -> str:
    """The address of Slack's Web API, with a slash at its end."""
    _address(text, example="https://slack.com/api/")
    if not UrlAllowlist(text).is_valid:
        raise ValueError("must be an address of plain letters and digits, such as https://slack.com/api/")
    return text.rstrip("/") + "/"


def database_url(text: str) -> str:
    """The URL of a SQLite file or of a PostgreSQL database."""
    if not text.startswith(_DATABASE_SCHEMES):
        raise ValueError("must start with sqlite:/// or postgresql://")
    if text.removeprefix("sqlite:///") in {"", ":memory:"}:
        raise ValueError("must name a file")
    if not text.startswith("sqlite"):
        _check_server(text)
    return text


def _check_server(url: str) -> None:
    """Raise ValueError where password, host and port cannot be told apart: part of the password would be shown as the host's name."""
    escapes = "in a password, write %2F for /, %3A for :, %40 for @, %23 for # and %3F for ?"
    if _SECOND_AT.match(url.partition("://")[2]):
        raise ValueError(f"holds an @ too many; {escapes}")
    try:
        port_is_valid = urlsplit(url).port != 0
    except ValueError:
        port_is_valid = False
    if not port_is_valid:
        raise ValueError(f"has no valid port; {escapes}")


def public_url(text: str, host: str, port: int) -> str:
    """The URL of the join pages, without a slash at its end; made of HOST and PORT where it is empty."""
    if not text and not is_loopback(host):
        raise ValueError("is missing, and HOST is open to the network: give the https address that people reach")
    bracketed = f"[{host}]" if ":" in host else host
    return _address(text or f"http://{bracketed}:{port}").geturl().rstrip("/")


def room_url_template(text: str) -> str:
    """The URL of a meeting place, with `{name}` once behind its host."""
    if text.count("{name}") != 1 or re.search(r"[{}]", text.replace("{name}", "")):
        raise ValueError("must hold {name} once, and no other braces")
    if "{name}" in _address(text, query=True).netloc:
        raise ValueError("must hold {name} behind the host")
    return text


def one_of(text: str, words: Sequence[str]) -> str:
    """One of `words`, in small letters; `text` may be in any case."""
    if text.lower() not in words:
        raise ValueError(f"must be one of {', '.join(words)}")
    return text.lower()


def enum_value(text: str, kind: type[EnumT]) -> EnumT:
    """The member of `kind` with this value; `text` may be in any case."""
    return kind(one_of(text, tuple(kind)))


def whole_number(text: str, minimum: int, maximum: int) -> int:
    """A whole number from `minimum` to `maximum`."""
    if not re.fullmatch(r"[0-9]{1,9}", text) or not minimum <= int(text) <= maximum:
        raise ValueError(f"must be a whole number from {minimum} to {maximum}")
    return int(text)


def rate(text: str) -> float:
    """A number of messages a second."""
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", text) or not _MIN_RATE <= float(text) <= _MAX_RATE:
        raise ValueError(f"must be a number from {_MIN_RATE} to {_MAX_RATE}, such as 1 or 0.5")
    return float(text)


def channel(text: str) -> str:
    """A channel's id; may be empty."""
    if text and not _CHANNEL.fullmatch(text):
        raise ValueError("must be a channel's id such as C0123456789, not its name")
    return text


def days(text: str) -> tuple[int, ...]:
    """Days before expiry, furthest first."""
    parts = [part.strip() for part in text.split(",")]
    try:
        return tuple(sorted({whole_number(part, 1, _MAX_REMINDER_DAYS) for part in parts}, reverse=True))
    except ValueError:
        example = ",".join(str(day) for day in Options().reminder_days)
        problem = f"must be days from 1 to {_MAX_REMINDER_DAYS} with commas between, such as {example}"
        raise ValueError(problem) from None


def networks(text: str) -> tuple[Network, ...]:
    """Addresses or networks with commas between; may be empty."""
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError:
        raise ValueError("must be addresses or networks with commas between, such as 10.0.0.0/8") from None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches `host`."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _address(text: str, *, query: bool = False, example: str = "https://pmi.example.com") -> SplitResult:
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError("is not an address") from None
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None or re.search(r"\s", text):
        raise ValueError(f"must be an address such as {example}")
    if parts.fragment or (parts.query and not query):
        raise ValueError("must end with its path")
    if parts.scheme == "http" and not is_loopback(host):
        raise ValueError("must start with https:// (http is for this machine alone)")
    return parts
