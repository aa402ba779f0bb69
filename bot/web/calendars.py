"""Calendar files at random names: one meeting's .ics, and a person's private feed (INV-2); it must not know Slack."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.policy.invitations.invitations import MeetingView
from bot.policy.options import Options
from bot.use_cases.invitations import calendars
from bot.web.security_headers import SECURITY_HEADERS
from storage import Database, StorageError

THREADS = 8  # a limiter of its own, so that no other page waits for calendars
FEED_NAME = "Meetings of PMI Bot"


@dataclass(frozen=True, slots=True)
class CalendarFiles:
    """The files of `/i/<name>.ics` and `/calendar/<name>.ics`."""

    db: Database
    options: Options
    clock: Callable[[], datetime]

    def routes(self) -> list[BaseRoute]:
        """The routes; the access log holds their names and no paths (GATE-4)."""
        limiter = CapacityLimiter(THREADS)

        def endpoint(find: Callable[[str], bytes | None]) -> Callable[[Request], object]:
            async def serve(request: Request) -> Response:
                try:
                    found = await to_thread.run_sync(find, request.path_params["name"], limiter=limiter)
                except StorageError:
                    return Response(status_code=503, headers=SECURITY_HEADERS)
                if found is None:
                    return Response("There is no such calendar.", 404, SECURITY_HEADERS)
                return Response(found, media_type="text/calendar; charset=utf-8", headers=SECURITY_HEADERS)

            return serve

        return [
            Route("/i/{name}.ics", endpoint(self._file), name="calendar file"),
            Route("/calendar/{name}.ics", endpoint(self._feed), name="calendar feed"),
        ]

    def _file(self, name: str) -> bytes | None:
        now = self.clock()
        found = calendars.read_file(self.db, name, now)
        return None if found is None else self._render(found.parts, now, with_token=found.with_token)

    def _feed(self, name: str) -> bytes | None:
        """The links in a feed carry no token: whoever finds the feed still needs each passcode."""
        now = self.clock()
        found = calendars.read_feed(self.db, name, now)
        return None if found is None else self._render(found.meetings, now, with_token=False, name=FEED_NAME)

    def _render(self, meetings: Sequence[MeetingView], now: datetime, *, with_token: bool, name: str = "") -> bytes:
        from bot.views.invitations.ics import ics_calendar  # noqa: PLC0415 - its library takes a twentieth of the start

        return ics_calendar(self.options, meetings, now, with_token=with_token, name=name)
