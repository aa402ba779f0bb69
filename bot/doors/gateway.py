"""The join gateway: small web pages behind which the rooms are (spec section 10); it must not know Slack."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import structlog
from anyio import CapacityLimiter, to_thread
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.doors.addresses import Network, origin
from bot.policy.characters import without_controls
from bot.policy.own_ids import MeetingState
from bot.policy.rooms import RoomState
from bot.policy.terms import Terms
from bot.policy.tickets import TICKET_LASTS
from bot.use_cases import admissions
from bot.use_cases.admissions import AskPasscode, Entry, Inside, Name, Shut
from bot.views.gateway import UNAVAILABLE, page
from bot.views.meeting_words import time_span
from storage import Database, StorageError

COOKIE = "pmi_ticket"
FORM_LIMIT = 4096  # bytes; a passcode has ten characters
FIELD_LIMIT = 4
THREADS = 16
LOOK_AGAIN = 15  # seconds until the waiting page asks again
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
}

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Gateway:
    """The pages of `/j/<number>` and `/my/<link>`."""

    db: Database
    terms: Terms
    clock: Callable[[], datetime]
    trusted_proxies: Sequence[Network]

    def routes(self) -> list[BaseRoute]:
        """Routes whose names, and nothing else of them, stand in the access log (GATE-4)."""
        pages = Pages(self.terms)
        limiter = CapacityLimiter(THREADS)

        async def enter(request: Request) -> Response:
            name = _name(request)
            try:
                if request.method != "POST":
                    return await to_thread.run_sync(self._look, pages, request, name, limiter=limiter)
                passcode = await _passcode(request)
                return await to_thread.run_sync(self._knock, pages, request, name, passcode, limiter=limiter)
            except (ClientDisconnect, ValueError):
                return Response(status_code=400, headers=HEADERS)
            except StorageError as error:
                log.error("the gateway could not ask the database", reason=str(error))  # noqa: TRY400 - the reason is all
                return pages.trouble()

        async def style(_request: Request) -> Response:
            return Response(pages.style, media_type="text/css", headers={**HEADERS, "Cache-Control": "max-age=3600"})

        doors = {"/j/{number}": "join by number", "/my/{link}": "join by link"}
        return [
            *(
                Route(path + end, enter, methods=["GET", "POST"], name=name)
                for path, name in doors.items()
                for end in ("", "/")  # as some programs write an address
            ),
            Route("/gateway.css", style, name="gateway style"),
        ]

    def _look(self, pages: "Pages", request: Request, name: Name) -> Response:
        token = request.query_params.get("pwd", "")
        ticket = request.cookies.get(COOKIE, "")
        entry = admissions.look(self.db, name, token, ticket, self.clock())
        return pages.show(entry, self.clock())

    def _knock(self, pages: "Pages", request: Request, name: Name, passcode: str) -> Response:
        now = self.clock()
        peer = request.client.host if request.client else ""
        forwarded_for = ",".join(request.headers.getlist("x-forwarded-for"))
        address = origin(peer, forwarded_for, self.trusted_proxies)
        entry = admissions.knock(self.db, name, passcode, address, now)
        if isinstance(entry, Inside):
            return _admitted(self.terms, name, entry)
        return pages.show(entry, now)


def _name(request: Request) -> Name:
    if "link" in request.path_params:
        return Name(request.path_params["link"], is_link=True)
    return Name(request.path_params["number"].replace("-", "").replace(" ", ""), is_link=False)


async def _passcode(request: Request) -> str:
    """What was typed. A form that is too large or is none counts as an empty passcode: wrong."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > FORM_LIMIT:
            return ""
    typed = parse_qs(body.decode(errors="replace"), max_num_fields=FIELD_LIMIT).get("passcode", [""])
    return without_controls(typed[0]).strip()


def _admitted(terms: Terms, name: Name, entry: Inside) -> Response:
    """Back to the door with a ticket, so that reloading neither asks nor sends the form again.

    The door's address is as the public knows it, however it was written: a browser returns the ticket to that one alone.
    """
    public = urlsplit(terms.public_url)
    door = f"{public.path}/{'my' if name.is_link else 'j'}/{quote(name.searched)}"
    response = RedirectResponse(door, status_code=303, headers=HEADERS)
    response.set_cookie(
        COOKIE,
        entry.ticket,
        max_age=int(TICKET_LASTS.total_seconds()),
        path=door,
        secure=public.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return response


class Pages:
    """The templates. Every page of the passcode kind is the same, whatever stands behind the number (GATE-2)."""

    def __init__(self, terms: Terms) -> None:
        folder = Path(__file__).parent / "templates"
        environment = Environment(loader=FileSystemLoader(folder), autoescape=select_autoescape())
        environment.globals["base"] = urlsplit(terms.public_url).path
        self._passcode = environment.get_template("passcode.html")
        self._state = environment.get_template("state.html")
        self._terms = terms
        self.style = (folder / "gateway.css").read_text(encoding="utf-8")

    def show(self, entry: Entry, now: datetime) -> Response:
        """A page, or the way into the meeting place."""
        match entry:
            case AskPasscode(wrong):
                return self._html(self._passcode.render(wrong=wrong, minutes=0), 403 if wrong else 200)
            case Shut(until):
                seconds = max(1, ceil((until - now).total_seconds()))
                shut = self._html(self._passcode.render(wrong=False, minutes=ceil(seconds / 60)), 429)
                shut.headers["Retry-After"] = str(seconds)
                return shut
            case Inside(RoomState.OPEN | MeetingState.OPEN, _, str(place)):
                return RedirectResponse(self._terms.room_url_template.format(name=place), 303, HEADERS)
            case Inside(state, host, plan=plan):
                when = time_span(plan.start, plan.minutes, plan.zone) if plan else ""
                title, text, waits = page(state, host, when)
                return self._html(self._state.render(title=title, text=text, again=LOOK_AGAIN if waits else 0), 200)

    def trouble(self) -> Response:
        """The database does not answer: the page tries again by itself."""
        return self._html(self._state.render(title=UNAVAILABLE[0], text=UNAVAILABLE[1], again=LOOK_AGAIN), 503)

    def _html(self, text: str, status: int) -> Response:
        return HTMLResponse(text, status, HEADERS)
