"""An organisation whose admins are at work in Slack: its people at their clients, its clock, and short ways to common acts."""

import csv
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from bot.policy.people import Actor, Role, TeamId, UserId
from bot.policy.resolution import Resolved
from bot.policy.settings import CATALOGUE, Setting
from bot.sandbox.driver import Driver
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.rooms import APPROVALS
from bot.sandbox.seen import Seen
from bot.use_cases import accounts, settings
from bot.use_cases.settings import OwnSettings
from tests.databases import refill
from tests.living import House, living

IN_LINK = CATALOGUE[Setting.PASSCODE_IN_LINK].label
PMI = CATALOGUE[Setting.PMI_ENABLED].label
LOCK_ALL, LOCK_GROUP = "🔒 Lock it for everybody", "🔒 Lock it for this group"
DAY = timedelta(days=1)


@dataclass
class Organisation:
    """Olivia is the owner, Ada and Adam are admins, Mia and Max members; all of them in #approvals that may be."""

    house: House

    def __post_init__(self) -> None:
        self.olivia, self.ada, self.adam = (self.at("U0OLIVIA"), self.at("U0ADA"), self.at("U0ADAM"))
        self.mia, self.max = self.at("U0MIA"), self.at("U0MAX")

    def at(self, user: str, place: str = "general") -> Driver:
        """Somebody at their Slack."""
        driver = Driver(self.house.workspace, user)
        driver.go(place)
        return driver

    def newcomer(self, user: str, *, external: bool = False, guest: bool = False) -> Driver:
        """Somebody else, in #approvals too."""
        person = Person(user, user.lower(), user, is_stranger=external, is_restricted=guest)
        with self.house.workspace.changing():
            self.house.workspace.people[user] = person
            for channel in ("general", "approvals"):
                self.house.workspace.channels.find(channel).members.add(user)
        return self.at(user, "approvals")

    def tick(self) -> None:
        """Everything that the clock does, and all of it succeeds."""
        self.house.tick()
        assert '"a tick failed"' not in self.house.log.getvalue()

    def after(self, time: timedelta) -> None:
        """Time passes."""
        self.house.clock.advance(time)
        self.tick()

    def posted(self, person: Driver) -> Seen:
        """The newest request in #approvals, as this person sees it."""
        person.go("approvals")
        return [one for one in person.messages() if "asks for a change" in one.text][-1]

    def resolved(self, person: Driver, setting: Setting) -> Resolved:
        """What holds for somebody."""
        own = settings.own_settings(self.house.bot.database, self.team, UserId(person.user_id))
        assert isinstance(own, OwnSettings)
        return own.resolved[setting]

    @property
    def team(self) -> TeamId:
        """The workspace."""
        return TeamId(self.house.workspace.team_id)


def opened(person: Driver, *pages: str) -> Seen:
    """The console at the page behind these buttons."""
    if person.modal is not None:
        person.close(everything=True)
    person.type("/pmi admin", channel="general")
    for page in pages:
        person.press(page)
    return on_top(person)


def on_top(person: Driver) -> Seen:
    """The modal that they look at."""
    assert person.modal is not None
    return person.modal


def depth(person: Driver) -> int:
    """Modals on top of each other."""
    return len(person.workspace.views.stack(person.user_id))


def asks_for_lock(person: Driver, label: str = IN_LINK, *, value: str = "Off", reason: str = "Too many links.") -> Seen:
    """An account lock is asked for, from the menu to **“Ask for approval”**."""
    opened(person, "Account settings")
    person.press("Change", beside=label)
    person.fill({"Value": value, "Lock": [LOCK_ALL]})
    person.submit()
    person.fill({"Reason": reason})
    person.submit()
    return on_top(person)


def new_group(person: Driver, name: str, *members: str) -> Seen:
    """A group with members, the last in order; its page is open afterwards."""
    opened(person, "Groups", "New group")
    person.fill({"Name": name, "Members": list(members)})
    person.submit()
    return on_top(person)


def sent(org: Organisation, person: Driver, name: str) -> bytes:
    """The file of this kind that came last."""
    files = [file for one in person.dm() if isinstance(one.surface, Message) for file in one.surface.files]
    (found,) = [file for file in files if file["name"].startswith(name)][-1:]
    stored = org.house.workspace.files.get(found["id"])
    assert stored is not None
    return stored.content


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@contextmanager
def organisation(
    template: Path, folder: Path, channel: str = APPROVALS, *, transport: str = "http"
) -> Iterator[Organisation]:
    """Everybody is known, the owner has been through the first steps, the bot is in #approvals; messages have no pace."""
    furnished = _furnished(template, channel)
    with _living(furnished, folder, channel, transport) as made:
        yield made
        made.house.workspace.faults.clear()
        assert made.house.workspace.troubles == []


@contextmanager
def _living(template: Path, folder: Path, channel: str, transport: str = "http") -> Iterator[Organisation]:
    with living(template, folder, transport, send_rate=10_000.0, approvals_channel=channel) as house:
        house.workspace.invite_bot("approvals")
        yield Organisation(house)


@cache
def _furnished(template: Path, channel: str) -> Path:
    """What is stored by the first organisation of this process, as a template for all others: it takes a while to come about."""
    folder = Path(tempfile.mkdtemp(dir=template.parent))
    with _living(template, folder, channel) as made:
        for person in (made.olivia, made.ada, made.adam, made.mia, made.max):
            person.type("/pmi")
        owner = Actor(UserId("U0OLIVIA"), Role.OWNER, made.house.clock.now())
        accounts.finish_set_up(made.house.bot.database, made.team, owner, made.house.clock.now())
        made.tick()
        known, kept = made.house.bot.config.database_url.removeprefix("sqlite:///"), folder / "furnished.db"
        refill(f"sqlite:///{kept}", Path(known))
    return kept
