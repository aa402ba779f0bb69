"""Decides which URLs that Slack hands out may be called (section 12 of the rules); pure, it calls none.

A response URL stands in a payload, an upload URL and that of a WebSocket in an API response. A forged one must not make the bot
call another machine, least of all one inside its own network.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

_SLACK_DOMAINS = ("slack.com", "slack-gov.com")
"""Slack's hosts: the commercial one and GovSlack's."""
_SOCKET_DOMAINS = ("slack-msgs.com",)
"""Slack's too: some of its WebSockets are there."""
_SCHEMES_BELOW = {"wss": "https", "ws": "http"}
"""A WebSocket begins as a request of HTTP."""
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_DEFAULT_PORTS = {"https": 443, "http": 80}
_PLAIN_URL = re.compile(r"[!-\[\]-~]+")
"""ASCII without blanks and backslashes: URL parsers differ about those."""
_NETLOC = re.compile(r"(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.IGNORECASE)
"""A host and perhaps a port: with more than that, urlsplit and http.client may find different hosts."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme and host in small letters, and the port."""

    scheme: str
    host: str
    port: int


class UrlAllowlist:
    """The URLs that may be called where the Web API is at `api_url`.

    With Slack's own API these are Slack's own hosts, over https at its usual port. With any other (a stand-in, a gateway)
    it is exactly that API's scheme, host and port.
    """

    def __init__(self, api_url: str) -> None:
        self._api = _origin(api_url)
        self._slack_domain = next(
            (host for host in _SLACK_DOMAINS if self._api is not None and _is_slack(self._api, host)), ""
        )

    @property
    def is_valid(self) -> bool:
        """Whether `api_url` itself has a plain origin; if not, nothing may be called."""
        return self._api is not None

    def may_respond_at(self, address: str) -> bool:
        """Whether a reply may be posted to this response URL."""
        if not self._slack_domain:
            return self._is_api_origin(address)
        return _origin(address) == Origin("https", f"hooks.{self._slack_domain}", _DEFAULT_PORTS["https"])

    def may_upload_to(self, address: str) -> bool:
        """Whether a file may be sent to this upload URL; Slack does not document its host."""
        if not self._slack_domain:
            return self._is_api_origin(address)
        origin = _origin(address)
        return origin is not None and origin.host != self._slack_domain and _is_slack(origin, self._slack_domain)

    def may_connect_to(self, address: str) -> bool:
        """Whether a WebSocket may be opened to this URL, which holds a ticket for all that Slack sends to the app.

        A stand-in on this machine may have its WebSocket at another port.
        """
        scheme, separator, rest = address.partition("://")
        origin = _origin(f"{_SCHEMES_BELOW.get(scheme.lower(), '')}{separator}{rest}")
        if self._slack_domain:
            return origin is not None and any(
                _is_slack(origin, host) for host in (self._slack_domain, *_SOCKET_DOMAINS)
            )
        if origin is None or self._api is None:
            return False
        own = replace(self._api, port=origin.port) if self._api.host in _LOOPBACK else self._api
        return origin == own

    def _is_api_origin(self, address: str) -> bool:
        return self._api is not None and _origin(address) == self._api


def _is_slack(origin: Origin, host: str) -> bool:
    """Whether the origin is this host of Slack's or a subdomain."""
    return (
        origin.scheme == "https"
        and origin.port == _DEFAULT_PORTS["https"]
        and (origin.host == host or origin.host.endswith(f".{host}"))
    )


def _origin(address: str) -> Origin | None:
    """None for what is no plain web address: with credentials in it, or read differently by different parsers."""
    if not _PLAIN_URL.fullmatch(address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or not _NETLOC.fullmatch(parts.netloc):
        return None
    return Origin(parts.scheme, parts.hostname, _DEFAULT_PORTS[parts.scheme] if port is None else port)
