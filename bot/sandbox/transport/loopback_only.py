"""Lets only the sandbox's own pages and programs on this machine in, no page of others. Pure ASGI, no routes.

A foreign page that is open in the same browser can send requests to loopback, and its host name can be made to point
there (DNS rebinding). So the Host must be a loopback name with the port that was really connected to, an Origin must be
that same address, and a POST must name its origin.
"""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
_READING = frozenset({"GET", "HEAD"})
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = Headers(
    {
        "content-security-policy": _POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cache-control": "no-store",
    }
)


class LoopbackOnly:
    """ASGI middleware: answers 403 to requests that do not come from the sandbox's pages or from programs here.

    `require_origin=True` (pages): a POST must carry an Origin or Sec-Fetch-Site, which browsers always send.
    `False` (the Web API): a program sends neither and is let in; a foreign page still is not.
    """

    def __init__(self, app: ASGIApp, *, require_origin: bool = True) -> None:
        self._app = app
        self._require_origin = require_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif refusal := _refusal(scope, require_origin=self._require_origin):
            refuse: ASGIApp = PlainTextResponse(f"{refusal}\n", 403, _HEADERS)
            if scope["type"] == "websocket":
                refuse = WebSocketClose(1008)
            await refuse(scope, receive, send)
        else:
            await self._app(scope, receive, _with_headers(send))


def _refusal(scope: Scope, *, require_origin: bool) -> str:
    """Why this request is refused; empty if it is not."""
    headers = Headers(scope=scope)
    hosts, origins, sites = (headers.getlist(name) for name in ("host", "origin", "sec-fetch-site"))
    if len(hosts) != 1 or hosts[0].lower() not in _own_hosts(scope):
        return "This sandbox answers only at 127.0.0.1 or localhost, with its own port."
    if any(origin.lower() != f"http://{hosts[0].lower()}" for origin in origins):
        return "This request comes from a page of another origin."
    reading = scope.get("method", "GET") in _READING
    if any(site not in ("same-origin", "none") for site in sites) and not (reading and _navigates(headers)):
        return "This request comes from a page of another origin."
    if require_origin and not reading and not origins and "same-origin" not in sites:
        return "An act must name the page that it comes from."
    return ""


def _own_hosts(scope: Scope) -> set[str]:
    """The Host values of this server. Slack's own socket client leaves the port out; browsers only leave out port 80."""
    port = (scope.get("server") or ("", None))[1]
    with_port = {f"{name}:{port}" for name in LOOPBACK_NAMES}
    bare = scope["type"] == "websocket" or port == 80  # noqa: PLR2004 - the port that HTTP leaves out
    return with_port | set(LOOPBACK_NAMES) if bare else with_port


def _navigates(headers: Headers) -> bool:
    """Whether a person followed a link of another page, which then cannot read the answer."""
    return headers.getlist("sec-fetch-mode") == ["navigate"] and headers.getlist("sec-fetch-dest") == ["document"]


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *_HEADERS.raw]
        await send(message)

    return sending
