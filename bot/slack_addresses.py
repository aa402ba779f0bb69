"""Which addresses that Slack hands out may be called (spec section 12); pure, it calls none.

A response URL stands in a payload, an upload address in an answer. Whoever forges one must not make the bot call another
machine, least of all one inside its own network. The address of the Socket Mode connection is not looked at here: slack_sdk
calls it, and it comes from the API itself by the app-level token.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_OWN = ("slack.com", "slack-gov.com")
"""Slack's hosts: the commercial one and GovSlack's."""
_PORTS = {"https": 443, "http": 80}
_ADDRESS = re.compile(r"[!-\[\]-~]+")
"""ASCII without blanks and backslashes: about those, readers of addresses differ."""
_PLACE = re.compile(r"(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.IGNORECASE)
"""A host and perhaps a port: urlsplit finds another host than http.client where more stands there."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an address leads: scheme and host in small letters, and the port."""

    scheme: str
    host: str
    port: int


class SlackAddresses:
    """What may be called where the Web API is at `api_url`.

    With Slack's own API these are Slack's own hosts, over https at its usual port. With any other (a stand-in, a gateway)
    it is exactly that API's scheme, host and port.
    """

    def __init__(self, api_url: str) -> None:
        self._api = _origin(api_url)
        self._slack = next((host for host in _OWN if self._api is not None and _is_slack(self._api, host)), "")

    @property
    def is_readable(self) -> bool:
        """Whether the API's own address can be told from others; if not, nothing may be called."""
        return self._api is not None

    def may_respond_at(self, address: str) -> bool:
        """Whether an answer may be posted to this response URL."""
        if not self._slack:
            return self._is_the_apis(address)
        return _origin(address) == Origin("https", f"hooks.{self._slack}", _PORTS["https"])

    def may_upload_to(self, address: str) -> bool:
        """Whether a file may be sent to this address, of which Slack says only that it hands it out."""
        if not self._slack:
            return self._is_the_apis(address)
        origin = _origin(address)
        return origin is not None and origin.host != self._slack and _is_slack(origin, self._slack)

    def _is_the_apis(self, address: str) -> bool:
        return self._api is not None and _origin(address) == self._api


def _is_slack(origin: Origin, host: str) -> bool:
    """Whether it is this host of Slack's, or one below it."""
    return (
        origin.scheme == "https"
        and origin.port == _PORTS["https"]
        and (origin.host == host or origin.host.endswith(f".{host}"))
    )


def _origin(address: str) -> Origin | None:
    """None for what is no plain address of the web: with a name and password in it, or readable in two ways."""
    if not _ADDRESS.fullmatch(address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or not _PLACE.fullmatch(parts.netloc):
        return None
    return Origin(parts.scheme, parts.hostname, _PORTS[parts.scheme] if port is None else port)
