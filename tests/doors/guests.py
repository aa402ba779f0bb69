"""Guests at the doors of a house: each with an address of their own, and a room in every state to stand before."""

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
from tests.living import House, eventually, living

PROXY = ip_network("127.0.0.0/8")
_addresses = count(1)


@dataclass
class Guest:
    """Somebody with a browser at an address that nobody else has."""

    house: House
    browser: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.browser = self.house.browser()
        self.move()

    def move(self, address: str = "") -> None:
        """From now on they come from this address, or from a new one."""
        self.browser.headers["X-Forwarded-For"] = address or str(ip_address("100.64.0.0") + next(_addresses))

    def look(self, path: str, **query: str) -> httpx.Response:
        return self.browser.get(path, params=query)

    def knock(self, path: str, passcode: str) -> httpx.Response:
        return self.browser.post(path, data={"passcode": passcode})


@contextmanager
def guarded(template: Path, folder: Path, **changed: Any) -> Iterator[House]:  # noqa: ANN401 - any field of the configuration
    """A house behind a proxy that the operator trusts, so that every guest has an address of their own."""
    with living(
        template, folder, **{"trusted_proxies": (PROXY,), "public_url": "http://127.0.0.1:9", **changed}
    ) as house:
        yield house


@dataclass(frozen=True)
class Scene:
    """A door: its path, what opens it, and the title of the page behind it (empty: the meeting place)."""

    path: str
    room: Room
    title: str


NOT_STARTED, OVER = "Not started yet", "The meeting is over"
EXPIRED, REPLACED = "This meeting ID has expired", "This meeting ID is no longer in use"
SUSPENDED, CLOSED, DISABLED = "This room is suspended", "This room is closed", "This room is switched off"


def nowhere() -> str:
    """A door behind which nothing ever was, and at which nobody stood before."""
    return f"/j/55{next(_addresses):08}"


def host(house: House, act: str = "/pmi") -> Driver:
    mia = house.newcomer()
    mia.type(act)
    return mia


def every_scene(house: House) -> dict[str, Scene]:
    """A door for each state of a room, by number and by link (GATE-3)."""
    expired = host(house)
    house.clock.advance(VALID_FOR + timedelta(days=1))
    scenes = {"expired": Scene("", house.room(expired), EXPIRED)}
    scenes["open"] = Scene("", house.room(host(house, "/pmi start Planning")), "")
    scenes["not started"] = Scene("", house.room(host(house)), NOT_STARTED)
    scenes["over"] = _after(house, lambda mia: mia.press("End", confirm=True), OVER, "/pmi start")
    scenes["suspended"] = _after(house, lambda mia: _suspend(house, mia), SUSPENDED, "/pmi start")
    scenes["switched off"] = _after(
        house, lambda mia: choose(house, mia, Setting.PMI_ENABLED, value=False), DISABLED, "/pmi start"
    )
    scenes["deactivated"] = _after(house, lambda mia: _gone(house, mia), CLOSED, "/pmi start")
    scenes["a guest's"] = _after(house, lambda mia: _guest(house, mia), CLOSED)
    by_link = {
        f"{name}, by its link": Scene(f"/my/{scene.room.link}", scene.room, scene.title)
        for name, scene in scenes.items()
    }
    by_number = {name: Scene(f"/j/{scene.room.number}", scene.room, scene.title) for name, scene in scenes.items()}
    return {**by_number, **by_link, **_moved(house)}


def _moved(house: House) -> dict[str, Scene]:
    replaced = host(house)
    before = house.room(replaced)
    replaced.type("/pmi replace")
    replaced.press("Replace my number", confirm=True)
    between = house.room(replaced)
    replaced.press("New personal link", confirm=True)
    edited = host(house)
    old = house.room(edited)
    edited.type("/pmi edit 555 013 0000")
    edited.submit()
    return {
        "replaced": Scene(f"/j/{before.number}", before, REPLACED),
        "renewed link": Scene(f"/my/{before.link}", between, REPLACED),
        "edited": Scene(f"/j/{old.number}", old, REPLACED),
    }


def _after(house: House, change: Any, title: str, act: str = "/pmi") -> Scene:  # noqa: ANN401 - done to the host, its answer is nothing
    mia = host(house, act)
    change(mia)
    return Scene("", house.room(mia), title)


def _suspend(house: House, mia: Driver) -> None:
    actor = Actor(UserId("U0ADA"), Role.ADMIN, house.clock.now())
    team = TeamId(house.workspace.team_id)
    replacements.suspend_room(house.bot.database, team, actor, UserId(mia.user_id), house.clock.now())


def _gone(house: House, mia: Driver) -> None:
    house.workspace.deactivate(mia.user_id)
    eventually(lambda: (known := house.profile(mia)) is not None and not known.person.active)


def _guest(house: House, mia: Driver) -> None:
    house.workspace.change(mia.user_id, is_restricted=True)
    eventually(lambda: (known := house.profile(mia)) is not None and known.person.role is Role.GUEST)


def without_passcode(house: House) -> Room:
    """A room that has none, as its host may choose where nobody requires one."""
    mia = host(house)
    room = house.room(mia)
    choose(house, mia, Setting.PMI_PASSCODE_REQUIRED, value=False)
    with house.bot.database.write("test") as tx:
        tx.execute(update(tables.rooms).where(tables.rooms.c.id == room.id).values(passcode=""))
    return room


def choose(house: House, mia: Driver, setting: Setting, *, value: bool) -> None:
    """What a host chose for themselves."""
    profile = house.profile(mia)
    assert profile is not None
    with house.bot.database.write("test") as tx:
        choices.set_choice(tx, profile.person.id, setting, value=value)
