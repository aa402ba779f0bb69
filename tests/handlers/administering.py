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
from bot.sandbox.seen import Snapshot
from bot.use_cases import accounts, settings
from bot.use_cases.settings import OwnSettings
from tests.databases import restore_copy
from tests.living import BotUnderTest, running_bot

IN_LINK = CATALOGUE[Setting.PASSCODE_IN_LINK].label
PMI = CATALOGUE[Setting.PMI_ENABLED].label
LOCK_ALL, LOCK_GROUP = "🔒 Lock it for everybody", "🔒 Lock it for this group"
DAY = timedelta(days=1)


@dataclass
class Organisation:
    """Olivia is the owner, Ada and Adam are admins, Mia and Max members; all of them in #approvals that may be."""

    live_bot: BotUnderTest

    def __post_init__(self) -> None:
        self.olivia, self.ada, self.adam = (
            self.person_at("U0OLIVIA"),
            self.person_at("U0ADA"),
            self.person_at("U0ADAM"),
        )
        self.mia, self.max = self.person_at("U0MIA"), self.person_at("U0MAX")

    def person_at(self, user: str, channel: str = "general") -> Driver:
        """Somebody at their Slack."""
        driver = Driver(self.live_bot.workspace, user)
        driver.go(channel)
        return driver

    def newcomer(self, user: str, *, external: bool = False, guest: bool = False) -> Driver:
        """Somebody else, in #approvals too."""
        person = Person(user, user.lower(), user, is_stranger=external, is_restricted=guest)
        with self.live_bot.workspace.changing():
            self.live_bot.workspace.people[user] = person
            for channel in ("general", "approvals"):
                self.live_bot.workspace.channels.find(channel).members.add(user)
        return self.person_at(user, "approvals")

    def tick(self) -> None:
        """Everything that the clock does, and all of it succeeds."""
        self.live_bot.tick()
        assert '"a tick failed"' not in self.live_bot.log.getvalue()

    def advance(self, time: timedelta) -> None:
        """Time passes."""
        self.live_bot.clock.advance(time)
        self.tick()

    def newest_request_post(self, person: Driver) -> Snapshot:
        """The newest request in #approvals, as this person sees it."""
        person.go("approvals")
        return [one for one in person.messages() if "asks for a change" in one.text][-1]

    def resolved(self, person: Driver, setting: Setting) -> Resolved:
        """What holds for somebody."""
        own = settings.own_settings(self.live_bot.bot.database, self.team, UserId(person.user_id))
        assert isinstance(own, OwnSettings)
        return own.resolved[setting]

    @property
    def team(self) -> TeamId:
        """The workspace."""
        return TeamId(self.live_bot.workspace.team_id)


def open_console(person: Driver, *pages: str) -> Snapshot:
    """The console at the page behind these buttons."""
    if person.modal is not None:
        person.close(everything=True)
    person.type("/pmi admin", channel="general")
    for page in pages:
        person.press(page)
    return top_modal(person)


def top_modal(person: Driver) -> Snapshot:
    """The modal that they look at."""
    assert person.modal is not None
    return person.modal


def modal_depth(person: Driver) -> int:
    """Modals on top of each other."""
    return len(person.workspace.views.stack(person.user_id))


def request_lock(
    person: Driver, label: str = IN_LINK, *, value: str = "Off", reason: str = "Too many links."
) -> Snapshot:
    """An account lock is asked for, from the menu to **“Ask for approval”**."""
    open_console(person, "Account settings")
    person.press("Change", beside=label)
    person.fill({"Value": value, "Lock": [LOCK_ALL]})
    person.submit()
    person.fill({"Reason": reason})
    person.submit()
    return top_modal(person)


def create_group(person: Driver, name: str, *members: str) -> Snapshot:
    """A group with members, the last in order; its page is open afterwards."""
    open_console(person, "Groups", "New group")
    person.fill({"Name": name, "Members": list(members)})
    person.submit()
    return top_modal(person)


def sent_file(org: Organisation, person: Driver, name: str) -> bytes:
    """The file of this kind that came last."""
    files = [file for one in person.dm() if isinstance(one.surface, Message) for file in one.surface.files]
    (found,) = [file for file in files if file["name"].startswith(name)][-1:]
    stored = org.live_bot.workspace.files.get(found["id"])
    assert stored is not None
    return stored.content


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@contextmanager
def organisation(
    template: Path, folder: Path, channel: str = APPROVALS, *, transport: str = "http"
) -> Iterator[Organisation]:
    """Everybody is known, the owner has been through the first steps, the bot is in #approvals; messages have no pace."""
    seeded = _seeded_template(template, channel)
    with _running(seeded, folder, channel, transport) as made:
        yield made
        made.live_bot.workspace.faults.clear()
        assert made.live_bot.workspace.visible_errors == []


@contextmanager
def _running(template: Path, folder: Path, channel: str, transport: str = "http") -> Iterator[Organisation]:
    with running_bot(template, folder, transport, send_rate=10_000.0, approvals_channel=channel) as live_bot:
        live_bot.workspace.invite_bot("approvals")
        yield Organisation(live_bot)


@cache
def _seeded_template(template: Path, channel: str) -> Path:
    """What is stored by the first organisation of this process, as a template for all others: it takes a while to come about."""
    folder = Path(tempfile.mkdtemp(dir=template.parent))
    with _running(template, folder, channel) as made:
        for person in (made.olivia, made.ada, made.adam, made.mia, made.max):
            person.type("/pmi")
        owner = Actor(UserId("U0OLIVIA"), Role.OWNER, made.live_bot.clock.now())
        accounts.finish_set_up(made.live_bot.bot.database, made.team, owner, made.live_bot.clock.now())
        made.tick()
        known, seeded_file = made.live_bot.bot.config.database_url.removeprefix("sqlite:///"), folder / "furnished.db"
        restore_copy(f"sqlite:///{seeded_file}", Path(known))
    return seeded_file
