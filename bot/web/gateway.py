"""The join gateway: the web pages through which guests join rooms and meetings (section 10 of the rules); it must not know Slack."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import structlog
from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.i18n.spoken import speaking, spoken
from bot.policy.gateway.tokens import ADMISSION_TOKEN_LIFETIME
from bot.policy.meetings.meeting_ids import MeetingState
from bot.policy.options import Options
from bot.policy.rooms.rooms import RoomState
from bot.policy.values.text import strip_control_characters
from bot.use_cases.gateway import admission
from bot.use_cases.gateway.admission import Admitted, AskPasscode, JoinAddress, JoinResult, SessionOver, Throttled
from bot.views.gateway.pages import page, passcode_page, reload_note, session_over, unavailable
from bot.views.meetings.text import time_span
from bot.web.client_address import Network, client_address
from bot.web.readers import accepted_language, page_headers
from bot.web.security_headers import SECURITY_HEADERS
from storage import Database, StorageError, is_outage

if TYPE_CHECKING:
    from jinja2 import Environment

COOKIE_NAME = "pmi_ticket"
FORM_LIMIT = 4096  # bytes; a passcode has ten characters
FIELD_LIMIT = 4
THREADS = 16
REFRESH_SECONDS = 15  # seconds until a waiting page reloads
TEMPLATES = Path(__file__).parent / "templates"

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Gateway:
    """The pages of `/j/<number>` and `/my/<link>`."""

    db: Database
    options: Options
    clock: Callable[[], datetime]
    trusted_proxies: Sequence[Network]

    def routes(self) -> list[BaseRoute]:
        """The routes; the access log holds their names and no paths (GATE-4)."""
        pages = PageRenderer(self.options)
        limiter = CapacityLimiter(THREADS)

        async def join(request: Request) -> Response:
            join_address = _join_address(request)
            with speaking(accepted_language(request)):  # in the thread, too: it runs in a copy of this context
                try:
                    if request.method != "POST":
                        return await to_thread.run_sync(self._open_page, pages, request, join_address, limiter=limiter)
                    passcode = await _passcode(request)
                    submit = partial(self._submit_passcode, pages, request, join_address, passcode)
                    return await to_thread.run_sync(submit, limiter=limiter)
                except (ClientDisconnect, ValueError):
                    return Response(status_code=400, headers=SECURITY_HEADERS)
                except StorageError as error:
                    if not is_outage(error):  # else it is logged once for all
                        log.error("gateway_database_unavailable", reason=str(error))  # noqa: TRY400 - the reason says all
                    return pages.unavailable()

        async def style(_request: Request) -> Response:
            headers = {**SECURITY_HEADERS, "Cache-Control": "max-age=3600"}
            return Response(pages.style, media_type="text/css", headers=headers)

        paths = {"/j/{number}": "join by number", "/my/{link}": "join by link"}
        return [
            *(
                Route(path + end, join, methods=["GET", "POST"], name=name)
                for path, name in paths.items()
                for end in ("", "/")  # some programs add a slash to an address
            ),
            Route("/gateway.css", style, name="gateway style"),
        ]

    def _open_page(self, pages: "PageRenderer", request: Request, join_address: JoinAddress) -> Response:
        link_token = request.query_params.get("pwd", "")
        admission_token = request.cookies.get(COOKIE_NAME, "")
        outcome = admission.open_page(self.db, join_address, link_token, admission_token, self.clock())
        return pages.show(outcome, self.clock())

    def _submit_passcode(
        self, pages: "PageRenderer", request: Request, join_address: JoinAddress, passcode: str
    ) -> Response:
        now = self.clock()
        peer = request.client.host if request.client else ""
        forwarded_for = ",".join(request.headers.getlist("x-forwarded-for"))
        client = client_address(peer, forwarded_for, self.trusted_proxies)
        outcome = admission.submit_passcode(self.db, join_address, passcode, client, now)
        if isinstance(outcome, Admitted):
            return _admitted(self.options, join_address, outcome)
        return pages.show(outcome, now)


def _join_address(request: Request) -> JoinAddress:
    if "link" in request.path_params:
        return JoinAddress(request.path_params["link"], is_link=True)
    return JoinAddress(request.path_params["number"].replace("-", "").replace(" ", ""), is_link=False)


async def _passcode(request: Request) -> str:
    """The passcode that was typed; empty, which is always wrong, for a form that is too large or has none."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > FORM_LIMIT:
            return ""
    typed = parse_qs(body.decode(errors="replace"), max_num_fields=FIELD_LIMIT).get("passcode", [""])
    return strip_control_characters(typed[0]).strip()


def _admitted(options: Options, join_address: JoinAddress, outcome: Admitted) -> Response:
    """Redirect to the join page with the cookie, so that reloading neither asks nor sends the form again.

    The cookie's path is the public one, however the request wrote it: a browser sends the cookie to that path alone.
    """
    public = urlsplit(options.public_url)
    cookie_path = f"{public.path}/{'my' if join_address.is_link else 'j'}/{quote(join_address.lookup_key)}"
    response = RedirectResponse(cookie_path, status_code=303, headers=SECURITY_HEADERS)
    response.set_cookie(
        COOKIE_NAME,
        outcome.admission_token,
        max_age=int(ADMISSION_TOKEN_LIFETIME.total_seconds()),
        path=cookie_path,
        secure=public.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return response


class PageRenderer:
    """Renders the templates. The passcode page is the same for every number, existing or not (GATE-2)."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self.style = (TEMPLATES / "gateway.css").read_text(encoding="utf-8")

    @cached_property
    def _templates(self) -> "Environment":
        from jinja2 import Environment, FileSystemLoader, select_autoescape  # noqa: PLC0415 - loaded when a page is shown

        environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(), auto_reload=False)
        environment.globals["base"] = urlsplit(self._options.public_url).path
        return environment

    def show(self, outcome: JoinResult, now: datetime) -> Response:
        """The page for this outcome, or a redirect to the meeting place."""
        match outcome:
            case AskPasscode(wrong):
                return self._html("passcode.html", 403 if wrong else 200, texts=passcode_page(wrong=wrong, minutes=0))
            case Throttled(until):
                seconds = max(1, ceil((until - now).total_seconds()))
                texts = passcode_page(wrong=False, minutes=ceil(seconds / 60))
                response = self._html("passcode.html", 429, texts=texts)
                response.headers["Retry-After"] = str(seconds)
                return response
            case SessionOver(host):
                return self._state(200, *session_over(host))
            case Admitted(RoomState.OPEN | MeetingState.OPEN, _, str(meeting_name)):
                return RedirectResponse(
                    self._options.room_url_template.format(name=meeting_name), 303, SECURITY_HEADERS
                )
            case Admitted(state, host, schedule=schedule):
                when = time_span(schedule.start, schedule.minutes, schedule.zone) if schedule else ""
                title, text, waits = page(state, host, when)
                return self._state(200, title, text, again=REFRESH_SECONDS if waits else 0)

    def unavailable(self) -> Response:
        """The page for a database that does not answer; it reloads by itself."""
        return self._state(503, *unavailable(), again=REFRESH_SECONDS)

    def _state(self, status: int, title: str, text: str, again: int = 0) -> Response:
        note = reload_note(again) if again else ""
        return self._html("state.html", status, title=title, text=text, again=again, note=note)

    def _html(self, template: str, status: int, **values: object) -> Response:
        html = self._templates.get_template(template).render(values, language=spoken())
        return HTMLResponse(html, status, page_headers())
