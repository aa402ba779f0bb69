"""Calendar files at random names: one meeting's .ics, and a person's private feed (INV-2); it must not know Slack."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.messages import say
from bot.policy.invitations.invitations import MeetingView
from bot.policy.options import Options
from bot.use_cases.invitations import calendars
from bot.views.components.links import WITHDRAWN
from bot.web.security_headers import SECURITY_HEADERS
from storage import Database, StorageError

THREADS = 8  # a limiter of its own, so that no other page waits for calendars
FEED_NAME = N_("Meetings of PMI Bot")
REVALIDATED = "private, no-cache"
"""Only the calendar that fetched a file may keep it, and asks each time whether it still holds: a file is no page (GATE-4)."""
_ETAG = re.compile(r'(?:W/)?("[^"]*")')


@dataclass(frozen=True, slots=True)
class CalendarFiles:
    """The files of `/i/<name>.ics` and `/calendar/<name>.ics`."""

    db: Database
    options: Options

    def routes(self) -> list[BaseRoute]:
        """The routes; the access log holds their names and no paths (GATE-4)."""
        limiter = CapacityLimiter(THREADS)

        def endpoint(find: Callable[[Request], bytes | None]) -> Callable[[Request], object]:
            """It answers with the file, or that the reader has it already (RFC 9110, section 13.1.2)."""

            async def serve(request: Request) -> Response:
                try:
                    found = await to_thread.run_sync(find, request, limiter=limiter)
                except StorageError:
                    return Response(status_code=503, headers=SECURITY_HEADERS)
                if found is None:
                    return Response(_("There is no such calendar."), 404, SECURITY_HEADERS)
                headers = {**SECURITY_HEADERS, "Cache-Control": REVALIDATED, "ETag": _etag(found)}
                if _has_already(request, headers["ETag"]):
                    return Response(status_code=304, headers=headers)
                return Response(found, media_type="text/calendar; charset=utf-8", headers=headers)

            return serve

        return [
            Route("/i/{name}.ics", endpoint(self._file), name="calendar file"),
            Route("/calendar/{name}.ics", endpoint(self._feed), name="calendar feed"),
        ]

    def _file(self, request: Request) -> bytes | None:
        withdrawn = WITHDRAWN in request.query_params
        found = calendars.read_file(self.db, request.path_params["name"], withdrawn=withdrawn)
        return None if found is None else self._render(found.parts, with_token=found.with_token)

    def _feed(self, request: Request) -> bytes | None:
        """The links in a feed carry no token: whoever finds the feed still needs each passcode."""
        found = calendars.read_feed(self.db, request.path_params["name"])
        return None if found is None else self._render(found.meetings, with_token=False, name=say(FEED_NAME))

    def _render(self, meetings: Sequence[MeetingView], *, with_token: bool, name: str = "") -> bytes:
        from bot.views.invitations.ics import ics_calendar  # noqa: PLC0415 - its library takes a twentieth of the start

        return ics_calendar(self.options, meetings, with_token=with_token, name=name)


def _etag(file: bytes) -> str:
    """A strong validator: the same as long as every byte is."""
    return f'"{hashlib.sha256(file).hexdigest()[:32]}"'


def _has_already(request: Request, etag: str) -> bool:
    """Whether If-None-Match names this file, strongly or weakly, or any file (RFC 9110, section 13.1.2)."""
    asked = ", ".join(request.headers.getlist("If-None-Match"))
    return asked.strip() == "*" or etag in _ETAG.findall(asked)
