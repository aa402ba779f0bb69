"""slack_sdk's client as we use it: it follows no redirect, repeats no call, and sends files to Slack alone."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from http.client import HTTPException, HTTPMessage, HTTPResponse
from ssl import SSLContext
from typing import IO, Any, BinaryIO
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, build_opener

from slack_sdk import WebClient  # noqa: TID251 - the part that follows redirects is replaced here
from slack_sdk.errors import SlackClientError, SlackRequestError
from slack_sdk.web.file_upload_v2_result import FileUploadV2Result

from bot.slack.url_allowlist import UrlAllowlist


class ForeignAddressError(SlackRequestError):
    """An address that is not Slack's was to be called; the message does not name it."""


class _NoRedirect(HTTPRedirectHandler):
    """Treats a redirect as any answer that is no success: HTTPError is raised, and its Location is not read."""

    def http_error_302(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> HTTPResponse | None:
        """Return nothing, so that the next handler raises."""

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class SlackClient(WebClient):
    """Calls the Web API at `base_url`, and posts to the addresses that Slack hands out.

    `timeout`: seconds for each wait. `on_call` is told the method of each call before it is made, `response_url` or
    `upload` where it is none. `on_date` is told Slack's time, as each answer of the Web API says it.
    """

    def __init__(
        self,
        *,
        base_url: str,
        timeout: float,
        token: str | None = None,
        logger: logging.Logger | None = None,
        on_call: Callable[[str], None] = lambda _method: None,
        on_date: Callable[[datetime], None] = lambda _date: None,
    ) -> None:
        super().__init__(
            token=token,
            base_url=base_url,
            timeout=timeout,  # type: ignore[arg-type]  # a socket takes fractions of a second as well
            retry_handlers=[],
            logger=logger,
        )
        self._addresses = UrlAllowlist(base_url)
        self._opener = _opener(self.proxy, self.ssl)
        self._on_call = on_call
        self._on_date = on_date

    def respond(self, response_url: str, body: bytes) -> tuple[int, bytes]:
        """Post JSON to a response URL; the HTTP status and the answer. Raises ForeignAddressError, OSError or HTTPException."""
        if not self._addresses.may_respond_at(response_url):
            raise ForeignAddressError("a response URL that is not Slack's")
        self._on_call("response_url")
        headers = {"Content-Type": "application/json;charset=utf-8"}
        return self._post(Request(response_url, body, headers, method="POST"))  # noqa: S310 - http or https, checked above

    def require_own_websocket(self, address: str) -> None:
        """Raises ForeignAddressError for an address of a WebSocket that is not Slack's."""
        if not self._addresses.may_connect_to(address):
            raise ForeignAddressError("a WebSocket's address that is not Slack's")

    def upload(self, address: str, content: bytes | BinaryIO, length: int) -> int:
        """Send `length` bytes to an upload address; the HTTP status. Raises ForeignAddressError, OSError or HTTPException."""
        if not self._addresses.may_upload_to(address):
            raise ForeignAddressError("an upload address that is not Slack's")
        self._on_call("upload")
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(length)}
        status, _answer = self._post(Request(address, content, headers, method="POST"))  # noqa: S310 - http or https, checked above
        return status

    def _post(self, request: Request) -> tuple[int, bytes]:
        try:
            with self._open(request) as response:
                return response.status, response.read()
        except HTTPError as error:
            error.close()
            return error.code, b""

    def _open(self, request: Request) -> HTTPResponse:
        response: HTTPResponse = self._opener.open(request, timeout=self.timeout)
        return response

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        """Replaces slack_sdk's own, which follows redirects and sends the token along."""
        self._on_call(url.rpartition("/")[2])
        with self._open(req) as response:
            self._tell_date(response.headers)
            charset = response.headers.get_content_charset() or "utf-8"
            return {"status": response.status, "headers": response.headers, "body": response.read().decode(charset)}

    def ask_date(self) -> None:
        """Have Slack say its time to `on_date` (`api.test`); nothing happens where it does not answer."""
        with suppress(SlackClientError, OSError, HTTPException):
            self.api_test()

    def _tell_date(self, headers: HTTPMessage) -> None:
        with suppress(ValueError, OverflowError):  # no date, or none that can be read
            date = parsedate_to_datetime(headers.get("Date", ""))
            if date.tzinfo is not None:  # “-0000” names no zone
                self._on_date(date)

    def _upload_file(self, *, url: str, data: bytes, **_settings: object) -> FileUploadV2Result:
        """The second step of `files_upload_v2`, by this client's own settings."""
        return FileUploadV2Result(status=self.upload(url, data, len(data)), body="")


@cache
def _opener(proxy: str | None, context: SSLContext | None) -> OpenerDirector:
    """An opener with the proxy that slack_sdk found in the environment, if any. Cached: making one may read all certificates."""
    proxies = [ProxyHandler({"http": proxy, "https": proxy})] if proxy else []
    return build_opener(_NoRedirect, *proxies, HTTPSHandler(context=context))
