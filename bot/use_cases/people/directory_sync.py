"""Reads the whole directory at the start and every night, because events may be missed (a socket that was down)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from bot.policy.clock import Instant
from bot.policy.ids import PersonId, TeamId, UserId
from bot.policy.people.caller import Caller
from bot.policy.people.people import Identity, Person, Role
from bot.use_cases.context import Context
from bot.use_cases.people.identities import ensure_account, sync_person
from bot.use_cases.people.onboarding import ensure_room
from storage.people import people as people_store

SYNC_TIME = time(3, tzinfo=UTC)
"""Time of the daily sync: a workspace has no time zone, and this is outside of working hours in Europe and America."""
CURSOR_TTL = timedelta(hours=1)
"""Slack drops old cursors: a sync that paused for longer starts again."""


class DirectorySync:
    """One sync after another. The cursor is in memory only: after a restart a sync begins again."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._due_at_start = True
        self._team: TeamId | None = None
        self._cursor = ""
        self._cursor_at: datetime | None = None

    def run(self, now: datetime) -> int:
        """Read the rest of the directory if a sync is due; return how many people were read.

        Raises SlackUnavailableError, also where Slack limits the rate; the next call continues at the same page.
        """
        team = self._team = self._team or self._context.directory.workspace()
        if self._cursor_at is not None and abs(now - self._cursor_at) > CURSOR_TTL:
            self._cursor = ""
        if not self._is_due(team, now):
            return 0
        read = 0
        while True:
            page = self._context.directory.page(team, self._cursor)
            sync_identities(self._context, team, page.people, Instant(now), only_listed=True)
            read += len(page.people)
            self._cursor, self._cursor_at = page.next_cursor, now
            if not page.next_cursor:
                self._due_at_start = False
                with self._context.db.write(team) as tx:
                    people_store.mark_directory_synced(tx, team, now)
                return read

    def _is_due(self, team: TeamId, now: datetime) -> bool:
        if self._due_at_start or self._cursor:
            return True
        with self._context.db.read() as tx:
            last = people_store.directory_synced_at(tx, team)
        return last is None or not _last_sync_time(now) <= last <= now


def _last_sync_time(now: datetime) -> datetime:
    today = datetime.combine(now.astimezone(UTC), SYNC_TIME)
    return today if today <= now else today - timedelta(days=1)


def sync_identities(
    context: Context, team: TeamId, identities: Sequence[Identity], instant: Instant, *, only_listed: bool = False
) -> None:
    """Store a page of the directory, as events would. Writes only what changed.

    During the first sync new people are existing members, whose room waits for their first contact. Later they are
    people who joined while the bot was away, and get their room now (PMI-11). `only_listed`: nothing but the directory
    speaks of them, which does not bring back whoever was erased.
    """
    by_user = {identity.user: identity for identity in identities}
    with context.db.write(team) as tx:
        account = ensure_account(tx, context.options, team, instant.at)
        synced_before = people_store.directory_synced_at(tx, team) is not None
        found = people_store.find_many(tx, team, by_user)
        for person in found.values():
            if _differs(person, by_user[person.user]):
                sync_person(tx, person, by_user[person.user], instant)
        people_store.set_locales(tx, _new_locales(found.values(), by_user))
        unknown = by_user.keys() - found.keys()
        left_out = people_store.erased_among(tx, team, unknown) if only_listed and unknown else set()
        newcomers = [
            each
            for each in by_user.values()
            if each.user in unknown - left_out and each.active and each.role != Role.BOT
        ]
        people_store.add_all(tx, account, newcomers, account.default_license, instant.at)
        for identity in newcomers if synced_before else ():
            ensure_room(tx, Caller.on_own(team, identity.user, instant), context.options)


def ensure_known(
    context: Context, team: TeamId, users: Collection[UserId], instant: Instant, *, most: int | None = None
) -> None:
    """Look up and store those whom the bot has not met, at most so many; before the transaction that needs them.

    Raises SlackUnavailableError.
    """
    with context.db.read() as tx:
        known = people_store.find_many(tx, team, users)
    unknown = [user for user in dict.fromkeys(users) if user not in known][:most]
    if unknown:
        sync_identities(context, team, [context.directory.look_up(team, user) for user in unknown], instant)


def _new_locales(found: Iterable[Person], by_user: Mapping[UserId, Identity]) -> dict[PersonId, str]:
    """The locales that Slack tells of now, where these are all that changed: nothing follows from them."""
    pairs = ((person, by_user[person.user]) for person in found)
    return {
        person.id: identity.locale
        for person, identity in pairs
        if identity.locale not in ("", person.locale) and not _differs(person, identity)
    }


def _differs(person: Person, identity: Identity) -> bool:
    described = (identity.name, identity.zone, identity.role, identity.active)
    return (person.name, person.zone, person.role, person.active) != described
