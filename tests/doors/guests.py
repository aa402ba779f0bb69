"""Guests at the join pages of a bot: each with an address of their own, and a room in every state."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address, ip_network
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import update

from bot.policy.people import Actor, Role, TeamId, UserId
from bot.policy.rooms import VALID_FOR, Room
from bot.policy.settings import Setting
from bot.sandbox.driver import Driver
from bot.use_cases import replacements
from storage import choices, tables
from tests.living import BotUnderTest, running_bot, wait_until

PROXY_NETWORK = ip_network("127.0.0.0/8")
_addresses = count(1)


@dataclass
class Guest:
    """Somebody with a browser at an address that nobody else has."""

    live_bot: BotUnderTest
    browser: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.browser = self.live_bot.http_client()
        self.change_address()

    def change_address(self, address: str = "") -> None:
        """From now on they come from this address, or from a new one."""
        self.browser.headers["X-Forwarded-For"] = address or str(ip_address("100.64.0.0") + next(_addresses))

    def open_page(self, path: str, **query: str) -> httpx.Response:
        return self.browser.get(path, params=query)

    def submit_passcode(self, path: str, passcode: str) -> httpx.Response:
        return self.browser.post(path, data={"passcode": passcode})


@contextmanager
def bot_behind_proxy(template: Path, folder: Path, **overrides: Any) -> Iterator[BotUnderTest]:  # noqa: ANN401 - any field of the configuration
    """A bot behind a proxy that the operator trusts, so that every guest has an address of their own."""
    with running_bot(
        template, folder, **{"trusted_proxies": (PROXY_NETWORK,), "public_url": "http://127.0.0.1:9", **overrides}
    ) as live_bot:
        yield live_bot


@dataclass(frozen=True)
class JoinPage:
    """A join page: its path, the room behind it, and its title after the right passcode (empty: the redirect to the meeting)."""

    path: str
    room: Room
    title: str


NOT_STARTED, OVER = "Not started yet", "The meeting is over"
EXPIRED, REPLACED = "This meeting ID has expired", "This meeting ID is no longer in use"
SUSPENDED, CLOSED, DISABLED = "This room is suspended", "This room is closed", "This room is switched off"


def unknown_path() -> str:
    """The path of a number that no room has and nobody has tried."""
    return f"/j/55{next(_addresses):08}"


def new_host(live_bot: BotUnderTest, command: str = "/pmi") -> Driver:
    mia = live_bot.newcomer()
    mia.type(command)
    return mia


def join_pages_of_every_state(live_bot: BotUnderTest) -> dict[str, JoinPage]:
    """A join page for each state of a room, by number and by link (GATE-3)."""
    expired = new_host(live_bot)
    live_bot.clock.advance(VALID_FOR + timedelta(days=1))
    pages = {"expired": JoinPage("", live_bot.room(expired), EXPIRED)}
    pages["open"] = JoinPage("", live_bot.room(new_host(live_bot, "/pmi start Planning")), "")
    pages["not started"] = JoinPage("", live_bot.room(new_host(live_bot)), NOT_STARTED)
    pages["over"] = _after_change(live_bot, lambda mia: mia.press("End", confirm=True), OVER, "/pmi start")
    pages["suspended"] = _after_change(live_bot, lambda mia: _suspend(live_bot, mia), SUSPENDED, "/pmi start")
    pages["switched off"] = _after_change(
        live_bot, lambda mia: set_own_choice(live_bot, mia, Setting.PMI_ENABLED, value=False), DISABLED, "/pmi start"
    )
    pages["deactivated"] = _after_change(live_bot, lambda mia: _deactivate(live_bot, mia), CLOSED, "/pmi start")
    pages["a guest's"] = _after_change(live_bot, lambda mia: _make_slack_guest(live_bot, mia), CLOSED)
    by_link = {
        f"{name}, by its link": JoinPage(f"/my/{page.room.link}", page.room, page.title) for name, page in pages.items()
    }
    by_number = {name: JoinPage(f"/j/{page.room.number}", page.room, page.title) for name, page in pages.items()}
    return {**by_number, **by_link, **_join_pages_of_moved_rooms(live_bot)}


def _join_pages_of_moved_rooms(live_bot: BotUnderTest) -> dict[str, JoinPage]:
    replaced = new_host(live_bot)
    before = live_bot.room(replaced)
    replaced.type("/pmi replace")
    replaced.press("Replace my number", confirm=True)
    between = live_bot.room(replaced)
    replaced.press("New personal link", confirm=True)
    edited = new_host(live_bot)
    old = live_bot.room(edited)
    edited.type("/pmi edit 555 013 0000")
    edited.submit()
    return {
        "replaced": JoinPage(f"/j/{before.number}", before, REPLACED),
        "renewed link": JoinPage(f"/my/{before.link}", between, REPLACED),
        "edited": JoinPage(f"/j/{old.number}", old, REPLACED),
    }


def _after_change(live_bot: BotUnderTest, change: Any, title: str, command: str = "/pmi") -> JoinPage:  # noqa: ANN401 - done to the host, its answer is nothing
    mia = new_host(live_bot, command)
    change(mia)
    return JoinPage("", live_bot.room(mia), title)


def _suspend(live_bot: BotUnderTest, mia: Driver) -> None:
    actor = Actor(UserId("U0ADA"), Role.ADMIN, live_bot.clock.now())
    team = TeamId(live_bot.workspace.team_id)
    replacements.suspend_room(live_bot.bot.database, team, actor, UserId(mia.user_id), live_bot.clock.now())


def _deactivate(live_bot: BotUnderTest, mia: Driver) -> None:
    live_bot.workspace.deactivate(mia.user_id)
    wait_until(lambda: (known := live_bot.profile(mia)) is not None and not known.person.active)


def _make_slack_guest(live_bot: BotUnderTest, mia: Driver) -> None:
    live_bot.workspace.change(mia.user_id, is_restricted=True)
    wait_until(lambda: (known := live_bot.profile(mia)) is not None and known.person.role is Role.GUEST)


def room_without_passcode(live_bot: BotUnderTest) -> Room:
    """A room that has none, as its host may choose where nobody requires one."""
    mia = new_host(live_bot)
    room = live_bot.room(mia)
    set_own_choice(live_bot, mia, Setting.PMI_PASSCODE_REQUIRED, value=False)
    with live_bot.bot.database.write("test") as tx:
        tx.execute(update(tables.rooms).where(tables.rooms.c.id == room.id).values(passcode=""))
    return room


def set_own_choice(live_bot: BotUnderTest, mia: Driver, setting: Setting, *, value: bool) -> None:
    """What a host chose for themselves."""
    profile = live_bot.profile(mia)
    assert profile is not None
    with live_bot.bot.database.write("test") as tx:
        choices.set_choice(tx, profile.person.id, setting, value=value)
