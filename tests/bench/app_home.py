"""What the App Home costs a host with 500 upcoming meetings, beside one with five (MEET-5)."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from bot.handlers.meetings.cards import card_renderers
from bot.handlers.request.context import HandlerContext
from bot.policy.clock import Instant
from bot.policy.ids import UserId
from bot.protocol import PublishHome, Request, RequestKind, Surface
from bot.slack.api_errors import ApiCallGuard
from bot.slack.client import SlackClient
from bot.slack.messenger import SlackMessenger
from bot.use_cases.meetings import scheduling
from bot.use_cases.meetings.scheduling import Scheduled
from storage import Database
from tests.bench.load_client import TEAM, slack_user_id
from tests.bench.report.measurement import Measurement
from tests.bench.seeded_databases import KINDS, TEN_THOUSAND, SeededDatabases
from tests.bench.server_process import NOWHERE, TOKEN
from tests.bench.timing import interleaved_medians, seconds
from tests.support.factories.meetings import MONDAY, WEEKLY, draft
from tests.support.factories.people import NOW, OPTIONS, FakeDirectory, caller, make_context

MANY, FEW = 500, 5
MEETINGS_PER_DAY = 8
ROUNDS = 51
MILLISECONDS = 1e3
BUSY_HOST, CALM_HOST = UserId(slack_user_id(1)), UserId(slack_user_id(2))
"""Neither has a meeting yet: every fifth person has."""


def app_home(seeded: SeededDatabases) -> Iterator[Measurement]:
    """From the database to the finished view. Every other meeting is a weekly series, every third is on the PMI."""
    for kind in KINDS:
        with seeded.copy(kind, TEN_THOUSAND) as url:
            db = Database(url)
            for host, count in ((BUSY_HOST, MANY), (CALM_HOST, FEW)):
                _schedule(db, host, count)
            context = _context(db)
            looks = [
                partial(seconds, partial(_render_home, context, host, count))
                for host, count in ((BUSY_HOST, MANY), (CALM_HOST, FEW))
            ]
            busy, calm = (took * MILLISECONDS for took in interleaved_medians(*looks, rounds=ROUNDS))
            db.close()
        yield Measurement(f"App Home with {MANY} upcoming meetings against {FEW}, {kind}", busy, calm, "ms", 3)


def _schedule(db: Database, host: UserId, count: int) -> None:
    for number in range(count):
        start = MONDAY + timedelta(days=number // MEETINGS_PER_DAY, hours=number % MEETINGS_PER_DAY)
        planned = draft(start=start, rule=WEEKLY if number % 2 else None, on_pmi=number % 3 == 0)
        made = scheduling.schedule(
            make_context(db, directory=FakeDirectory()), caller(host, team=TEAM), planned, f"{host} {number}"
        )
        assert isinstance(made, Scheduled), made


def _context(db: Database) -> HandlerContext:
    messenger = SlackMessenger(SlackClient(token=TOKEN, base_url=NOWHERE, timeout=1), ApiCallGuard())
    return HandlerContext(db, FakeDirectory(), messenger, OPTIONS, card_renderers(OPTIONS))


def _render_home(context: HandlerContext, host: UserId, count: int) -> None:
    (shown,) = context.refresh_home(_home_opened_request(host))
    assert isinstance(shown, PublishHome)
    view = str(shown.build())
    assert "*Your meetings*" in view
    assert str(count) in view


def _home_opened_request(host: UserId) -> Request:
    return Request(
        kind=RequestKind.EVENT,
        name="app_home_opened",
        team=TEAM,
        user=host,
        user_team=TEAM,
        channel="",
        text="",
        surface=Surface.NOWHERE,
        instant=Instant(NOW),
        reference="",
        body={},
    )
