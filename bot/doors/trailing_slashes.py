"""A path with slashes at its end is the path without them, and nobody is redirected for that; it must not know routes."""

from starlette.types import ASGIApp, Receive, Scope, Send


class WithoutTrailingSlashes:
    """ASGI middleware: takes slashes off the end of a request's path.

    Starlette would redirect to an address made of the request's own Host and scheme, and take a token in the query along
    to wherever that leads (GATE-6).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http" and scope["path"].endswith("/"):
            scope = {**scope, "path": scope["path"].rstrip("/") or "/"}
        await self._app(scope, receive, send)
