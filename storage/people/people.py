"""Accounts, people as Slack's directory described them last, and who is unreachable (REM-5)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.policy.ids import AccountId, PersonId, TeamId, UserId
from bot.policy.people.people import Account, Identity, License, Person, Plan, Role
from bot.policy.reports.report import Unreachable
from bot.policy.values.keyed_hashes import keyed_hash
from storage import secrets as secret_store
from storage.engine.sql import IDS, ids_json, read_one
from storage.rows import ACCOUNT, PERSON, account_of, person_of
from storage.tables.people_and_rooms import IS_KNOWN, accounts, people

_ACCOUNT = select(*ACCOUNT).where(accounts.c.team == bindparam("team"))
_BY_USER = (
    select(*PERSON).join(accounts).where(accounts.c.team == bindparam("team"), people.c.slack_user == bindparam("user"))
)
_BY_USERS = (
    select(*PERSON)
    .select_from(people.join(accounts))
    .where(accounts.c.team == bindparam("team"), people.c.slack_user.in_(bindparam("users", expanding=True)))
)
_SYNCED_AT = select(accounts.c.swept_at).where(accounts.c.team == bindparam("team"))
_MARK_SYNCED = update(accounts).where(accounts.c.team == bindparam("team_")).values(swept_at=bindparam("at"))
_BY_ID = select(*PERSON).where(people.c.id == bindparam("id_"))
_INSERT = insert(people)
_UPDATE = update(people).where(people.c.id == bindparam("person"))
_SET_LOCALE = _UPDATE.values(locale=bindparam("locale_"))
_LOCALE = _BY_USER.with_only_columns(people.c.locale)
_MARK_GREETED = _UPDATE.where(people.c.greeted_at.is_(None)).values(greeted_at=bindparam("at"))
_WITH_ROLES = (
    select(*PERSON)
    .join(accounts)
    .where(accounts.c.team == bindparam("team"), people.c.active, people.c.role.in_(bindparam("roles", expanding=True)))
    .order_by(people.c.id)
)
_SOME_WITH_ROLES = _WITH_ROLES.limit(5)
_BY_IDS = (
    select(*PERSON)
    .where(people.c.account_id == bindparam("account"), people.c.id.in_(IDS), IS_KNOWN)
    .order_by(people.c.id)
)
_ERASED = select(people.c.erased_hash).where(people.c.erased_hash.in_(bindparam("hashes", expanding=True)))
_UPDATE_ACCOUNT = update(accounts).where(accounts.c.id == bindparam("account_"))
_MARK_UNREACHABLE = _UPDATE.where(people.c.unreachable_at.is_(None)).values(
    unreachable_because=bindparam("reason"), unreachable_at=bindparam("at")
)
_CLEAR_UNREACHABLE = _UPDATE.where(people.c.unreachable_at.is_not(None)).values(
    unreachable_because=None, unreachable_at=None
)
_LIST_UNREACHABLE = (
    select(people.c.slack_user, people.c.unreachable_because, people.c.unreachable_at)
    .where(people.c.account_id == bindparam("account"), people.c.unreachable_at.is_not(None))
    .order_by(people.c.unreachable_at.desc(), people.c.id)
    .limit(bindparam("limit_"))
)


def ensure_account(
    tx: Connection,
    team: TeamId,
    plan: Plan,
    now: datetime,
    default_license: License = License.LICENSED,
    approvals_channel: str = "",
) -> Account:
    """The account of this workspace, created with these values if there is none (ROLE-3, APP-7)."""
    row = tx.execute(_ACCOUNT, {"team": team}).one_or_none()
    if row is None:
        seeds = {"plan": plan, "default_license": default_license, "approvals_channel": approvals_channel}
        tx.execute(insert(accounts).values(team=team, created_at=now, **seeds))
        row = tx.execute(_ACCOUNT, {"team": team}).one()
    return account_of(row)


def find_account(tx: Connection, team: TeamId) -> Account | None:
    """The account of this workspace."""
    return read_one(tx, _ACCOUNT, {"team": team}, account_of)


def update_account(tx: Connection, account: Account) -> None:
    """Store the account's plan, default license, approvals channel, language, and when it was set up."""
    values = {
        "plan": account.plan,
        "default_license": account.default_license,
        "approvals_channel": account.approvals_channel,
        "set_up_at": account.set_up_at,
        "language": account.language,
    }
    tx.execute(_UPDATE_ACCOUNT.values(**values), {"account_": account.id})


def set_license(tx: Connection, person: PersonId, license_: License) -> None:
    """Set the license of a person."""
    tx.execute(_UPDATE.values(license=license_), {"person": person})


def find(tx: Connection, team: TeamId, user: UserId) -> Person | None:
    """The person with this Slack id in this workspace."""
    return read_one(tx, _BY_USER, {"team": team, "user": user}, person_of)


def find_many(tx: Connection, team: TeamId, users: Collection[UserId]) -> dict[UserId, Person]:
    """Those of these people who are on record, by Slack id: one statement."""
    rows = tx.execute(_BY_USERS, {"team": team, "users": list(users)})
    return {person.user: person for person in map(person_of, rows)}


def directory_synced_at(tx: Connection, team: TeamId) -> datetime | None:
    """When the directory of this workspace was last read completely."""
    return tx.execute(_SYNCED_AT, {"team": team}).scalar_one_or_none()


def mark_directory_synced(tx: Connection, team: TeamId, at: datetime) -> None:
    """Record that the directory of this workspace was read completely."""
    tx.execute(_MARK_SYNCED, {"team_": team, "at": at})


def get(tx: Connection, person: PersonId) -> Person:
    """The person with this id."""
    return person_of(tx.execute(_BY_ID, {"id_": person}).one())


def add(tx: Connection, account: Account, identity: Identity, license_: License, now: datetime) -> Person:
    """Insert a person; gives them with their id."""
    add_all(tx, account, [identity], license_, now)
    return person_of(tx.execute(_BY_USER, {"team": account.team, "user": identity.user}).one())


def add_all(tx: Connection, account: Account, identities: Sequence[Identity], license_: License, now: datetime) -> None:
    """Insert people: one statement."""
    common = {"account_id": account.id, "license": license_, "created_at": now, "locale": ""}
    if identities:
        tx.execute(_INSERT, [{**common, "slack_user": each.user, **_identity_columns(each)} for each in identities])


def update_identity(tx: Connection, person: PersonId, identity: Identity) -> None:
    """Overwrite what comes from Slack's directory."""
    tx.execute(_UPDATE.values(**_identity_columns(identity)), {"person": person})


def set_locales(tx: Connection, locales: Mapping[PersonId, str]) -> None:
    """Store the locales of these people, by their ids."""
    if locales:
        tx.execute(_SET_LOCALE, [{"person": person, "locale_": locale} for person, locale in locales.items()])


def locale_of(tx: Connection, team: TeamId, user: UserId) -> str | None:
    """The person's locale, empty where Slack has not told it; None where the bot has not met them."""
    return tx.execute(_LOCALE, {"team": team, "user": user}).scalar_one_or_none()


def mark_greeted(tx: Connection, person: PersonId, at: datetime) -> bool:
    """Record that the person is greeted; false where they were greeted before."""
    return tx.execute(_MARK_GREETED, {"person": person, "at": at}).rowcount == 1


def some_with_roles(tx: Connection, team: TeamId, roles: tuple[Role, ...]) -> list[Person]:
    """At most five active people who have one of these roles."""
    return [person_of(row) for row in tx.execute(_SOME_WITH_ROLES, {"team": team, "roles": list(roles)})]


def list_with_roles(tx: Connection, team: TeamId, roles: tuple[Role, ...]) -> list[Person]:
    """All active people who have one of these roles."""
    return [person_of(row) for row in tx.execute(_WITH_ROLES, {"team": team, "roles": list(roles)})]


def list_in_account(tx: Connection, account: AccountId, person_ids: Collection[PersonId]) -> list[Person]:
    """Those of these people who are of this account and were not erased, by id."""
    rows = tx.execute(_BY_IDS, {"account": account, "ids": ids_json(person_ids)})
    return [person_of(row) for row in rows]


def erased_among(tx: Connection, team: TeamId, users: Collection[UserId]) -> set[UserId]:
    """Those of these Slack users who were erased: one statement."""
    hashes = {erased_hash(tx, team, user): user for user in users}
    return {hashes[found] for found in tx.execute(_ERASED, {"hashes": list(hashes)}).scalars() if found is not None}


def erased_hash(tx: Connection, team: TeamId, user: UserId) -> str:
    """By which somebody who was erased is known again, and by nothing else."""
    return keyed_hash(secret_store.hash_key(tx), "erased", f"{team}|{user}")


def _identity_columns(identity: Identity) -> dict[str, Any]:
    """A locale that Slack did not tell leaves the stored one as it is."""
    columns = {"name": identity.name, "zone": identity.zone, "role": identity.role, "active": identity.active}
    return {**columns, "locale": identity.locale} if identity.locale else columns


def mark_unreachable(tx: Connection, person: PersonId, reason: str, at: datetime) -> None:
    """Record that messages do not reach this person, unless that is on record; `reason` is Slack's error."""
    tx.execute(_MARK_UNREACHABLE, {"person": person, "reason": reason, "at": at})


def clear_unreachable(tx: Connection, person: PersonId) -> None:
    """Clear the record that messages do not reach this person."""
    tx.execute(_CLEAR_UNREACHABLE, {"person": person})


def list_unreachable(tx: Connection, account: AccountId, limit: int) -> list[Unreachable]:
    """At most so many unreachable people of the account, the latest first."""
    rows = tx.execute(_LIST_UNREACHABLE, {"account": account, "limit_": limit})
    return [Unreachable(UserId(row.slack_user), row.unreachable_because, row.unreachable_at) for row in rows]
