"""What tests are made of: one morning, one workspace, people with defaults, and a directory that knows them."""

from datetime import UTC, datetime
from typing import Any, cast

from bot.policy.clock import Instant
from bot.policy.ids import TeamId, UserId
from bot.policy.options import Options
from bot.policy.people.caller import Caller
from bot.policy.people.people import Actor, Identity, Role
from bot.policy.rooms.edits import RoomEdit, form_version
from bot.policy.rooms.rooms import Profile, ProfileSnapshot, existing_room
from bot.policy.settings.catalogue import Setting
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.people import onboarding
from bot.use_cases.ports import Directory, DirectoryPage, Messenger, SlackUnavailableError, UserGroup
from bot.use_cases.rooms import edits, sessions, visits
from bot.use_cases.rooms.edits import EditedRoom, RefusedRoomEdit, StaleRoom
from bot.use_cases.rooms.sessions import StartedRoom
from bot.use_cases.settings import settings
from bot.use_cases.settings.settings import OwnSettings, RefusedChoices
from storage import Database
from storage.rooms import rooms as room_store

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
TEAM = TeamId("T0WORKSPACE")
HOST = UserId("U0HOST")
OTHER = UserId("U0OTHER")
OPTIONS = Options()


def identity(user: str = HOST, **described: Any) -> Identity:  # noqa: ANN401 - any field of an identity
    """An active member of the workspace, unless described otherwise."""
    defaults: dict[str, Any] = {"team": TEAM, "name": "Ava", "zone": "Europe/Berlin", "role": Role.MEMBER}
    return Identity(user=UserId(user), **{**defaults, "active": True, **described})


class FakeDirectory:
    """A workspace's directory in memory. It knows whom it was told of; `available` is the switch; it counts look-ups."""

    PAGE_SIZE = 2

    def __init__(self, *people: Identity, team: TeamId = TEAM) -> None:
        self._team = team
        self._people = {(each.team, each.user): each for each in people}
        self.is_available = True
        self.groups: dict[str, list[UserId]] = {}
        self.lookups = 0

    def set_person(self, person: Identity) -> None:
        """Somebody joined or changed."""
        self._people[person.team, person.user] = person

    def workspace(self) -> TeamId:
        """The workspace that it is the directory of."""
        self._raise_if_unavailable()
        return self._team

    def page(self, team: TeamId, cursor: str) -> DirectoryPage:
        """Two people at a time, in the order in which they were told."""
        self._raise_if_unavailable()
        listed = [person for (of, _), person in self._people.items() if of == team]
        start = int(cursor or 0)
        end = start + self.PAGE_SIZE
        return DirectoryPage(listed[start:end], str(end) if end < len(listed) else "")

    def look_up(self, team: TeamId, user: UserId) -> Identity:
        """The person as last told."""
        self._raise_if_unavailable()
        self.lookups += 1
        return self._people[team, user]

    def user_groups(self, team: TeamId) -> list[UserGroup]:
        """Those that it was given."""
        self._raise_if_unavailable()
        assert team == self._team
        return [UserGroup(name, name, name, len(users)) for name, users in self.groups.items()]

    def in_user_group(self, team: TeamId, group: str) -> list[UserId]:
        """Who was put into it."""
        self._raise_if_unavailable()
        assert team == self._team
        return self.groups.get(group, [])

    def _raise_if_unavailable(self) -> None:
        if not self.is_available:
            raise SlackUnavailableError


def add_person(db: Database, user: str = HOST, *, now: datetime = NOW, **described: Any) -> Profile:  # noqa: ANN401 - any field of an identity
    """Somebody after their first contact: with a room, where they may have one."""
    person = identity(user, **described)
    return onboarding.ensure_profile(
        make_context(db, directory=FakeDirectory(person)), caller(person.user, now=now, team=person.team)
    )


def start_room(db: Database, user: str = HOST, *, topic: str = "", now: datetime = NOW) -> StartedRoom:
    """The open room of somebody, who is met first where they were not yet."""
    answer = sessions.start_room(
        make_context(db, directory=FakeDirectory(identity(user))), caller(UserId(user), now=now), topic
    )
    assert isinstance(answer, StartedRoom)
    return answer


def open_profile(db: Database, user: str = HOST, *, now: datetime = NOW) -> ProfileSnapshot:
    """What somebody sees who opens their profile; they are met first where they were not yet."""
    seen = visits.open_profile(make_context(db, directory=FakeDirectory(identity(user))), caller(UserId(user), now=now))
    assert isinstance(seen, ProfileSnapshot)
    return seen


def save_room_form(
    db: Database, user: str = HOST, *, now: datetime = NOW, **fields: str
) -> EditedRoom | RefusedRoomEdit | StaleRoom | Denied:
    """Save the form of somebody's own room with these fields changed: `number`, `link`, `passcode`."""
    edit = RoomEdit(fields.get("number"), fields.get("link"), fields.get("passcode"), instant=None)
    with db.read() as tx:
        seen = form_version(existing_room(room_store.known_profile(tx, TEAM, UserId(user))))
    return edits.edit_room(make_context(db), caller(UserId(user), now=now), edit, seen)


def choose_setting(db: Database, user: str, setting: Setting, *, value: bool) -> OwnSettings | RefusedChoices | Denied:
    """Somebody's own switch."""
    return settings.choose_own(make_context(db), caller(UserId(user)), {setting: value})


def caller(who: UserId | Actor, now: datetime = NOW, team: TeamId = TEAM, *, clock_believed: bool = True) -> Caller:
    """This person as caller; an `Actor` brings the role that Slack confirmed."""
    actor = who if isinstance(who, Actor) else Actor(who, Role.MEMBER, None)
    return Caller(team, actor, Instant(now, clock_believed))


class NoMessenger:
    """In place of a messenger where a test expects that nothing is posted."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"nothing was to be posted, but {name} was called")


def make_context(
    db: Database,
    *,
    directory: Directory | None = None,
    messenger: Messenger | None = None,
    options: Options = OPTIONS,
) -> Context:
    """What a use case is given: an empty directory and no messenger, unless said otherwise."""
    return Context(db, directory or FakeDirectory(), messenger or cast(Messenger, NoMessenger()), options)
