"""A workspace with an owner, an admin and members, and the acts of administration in short; for tests of what they lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bot.policy.answers import Denied
from bot.policy.approvals import ApprovalRequest
from bot.policy.audit import AuditEntry, AuditFilter, Cause
from bot.policy.changes import Change, ChangeMembers, ChangeSetting, CreateGroup
from bot.policy.deliveries import Delivery
from bot.policy.groups import GroupId
from bot.policy.people import Account, Actor, PersonId, Role, UserId
from bot.policy.resolution import Resolved, SettingState, SettingsTree
from bot.policy.settings import Setting
from bot.use_cases import approvals, approvers, decisions, enactments, people, settings
from bot.use_cases.administration import Administration
from bot.use_cases.approvals import MustRequest, Requested
from bot.use_cases.changes import assess_change
from bot.use_cases.decisions import Approve, Decided
from storage import Connection, Database
from storage import audit as audit_store
from storage import deliveries as delivery_store
from storage import people as people_store
from storage import requests as request_store
from storage import settings as setting_store
from storage.tables import deliveries
from storage.tables import people as people_table
from tests.databases import all_rows, insert_rows, table_rows
from tests.factories import NOW, TEAM, TERMS, FakeDirectory, identity

OWNER, ADMIN, SECOND_ADMIN = UserId("U0OWNER"), UserId("U0ADMIN"), UserId("U0SECOND")
ANN, BEN, CAT = UserId("U0ANN"), UserId("U0BEN"), UserId("U0CAT")
GUEST = UserId("U0GUEST")
ROLES = {
    OWNER: Role.OWNER,
    ADMIN: Role.ADMIN,
    SECOND_ADMIN: Role.ADMIN,
    ANN: Role.MEMBER,
    BEN: Role.MEMBER,
    CAT: Role.MEMBER,
    GUEST: Role.GUEST,
}
CHANNEL = "C0APPROVALS"
PASSCODE_IN_LINK = Setting.PASSCODE_IN_LINK
PMI_ENABLED = Setting.PMI_ENABLED
ON, OFF, ON_LOCKED, OFF_LOCKED = (
    SettingState(True),
    SettingState(False),
    SettingState(True, True),
    SettingState(False, True),
)


StoredPeople = tuple[dict[str, list[tuple[Any, ...]]], dict[UserId, PersonId]]
_STORED_PEOPLE: dict[tuple[tuple[tuple[UserId, Role], ...], str], StoredPeople] = {}
"""By roles and approvals channel: all that is stored once everybody is met, and their ids."""


class AdminHarness:
    """Everybody is met. `upcoming` are meetings on a PMI by host; `directory` is what Slack says."""

    def __init__(self, db: Database, roles: Mapping[UserId, Role] = ROLES, channel: str = CHANNEL) -> None:
        self.db = db
        self.team = TEAM
        self.upcoming_on_pmi: dict[UserId, int] = {}
        self.directory = FakeDirectory(*(identity(user, name=user, role=role) for user, role in roles.items()))
        terms = replace(TERMS, approvals_channel=channel)
        self.context = Administration(db, self.directory, terms, self._count_upcoming)
        self.ids = self._add_people(roles)

    def _add_people(self, roles: Mapping[UserId, Role]) -> dict[UserId, PersonId]:
        """Everybody with their id. Where nobody is known yet, it is written down as it was the first time: that is quicker."""
        admin = self.context
        nobody, key = not table_rows(self.db, "people"), (tuple(roles.items()), admin.terms.approvals_channel)
        if nobody and key in _STORED_PEOPLE:
            rows_by_table, ids = _STORED_PEOPLE[key]
            insert_rows(self.db, rows_by_table)
            return dict(ids)
        people_by_user = {
            user: people.ensure_profile(self.db, admin.directory, admin.terms, TEAM, user, NOW).person.id
            for user in roles
        }
        if nobody:
            _STORED_PEOPLE[key] = all_rows(self.db), dict(people_by_user)
        return people_by_user

    def _count_upcoming(self, _tx: Connection, hosts: Sequence[PersonId], _now: datetime) -> Mapping[PersonId, int]:
        asked = set(hosts)
        return {self.ids[user]: count for user, count in self.upcoming_on_pmi.items() if self.ids[user] in asked}

    def set_slack_role(self, user: UserId, role: Role, *, active: bool = True) -> None:
        """Slack says so from now on; the bot has not heard of it."""
        self.directory.set_person(identity(user, name=user, role=role, active=active))

    def actor(self, user: UserId, now: datetime = NOW) -> Actor:
        """Somebody in the role that Slack confirms."""
        return approvers.ask_role(self.directory, TEAM, user, now)

    def people(self, *users: UserId) -> frozenset[PersonId]:
        """Their ids."""
        return frozenset(self.ids[user] for user in users)

    def change(self, change: Change, by: UserId = ADMIN, now: datetime = NOW) -> approvals.ChangeOutcome | Denied:
        """Make one change, if it needs no approval."""
        outcomes = approvals.make_changes(self.context, TEAM, self.actor(by, now), [change], now)
        return outcomes if isinstance(outcomes, Denied) else outcomes[0]

    def apply_directly(self, change: Change) -> None:
        """As if it had been approved long ago."""
        with self.db.write(TEAM) as tx:
            assessed = assess_change(tx, self.context, TEAM, self.actor(OWNER), change, NOW)
            assert not isinstance(assessed, Denied)
            enactments.apply_change(tx, assessed, Cause(OWNER, NOW))

    def create_group(
        self,
        name: str,
        *members: UserId,
        states: Mapping[Setting, SettingState] | None = None,
        position: int | None = None,
    ) -> GroupId:
        """A group with members, the last in order unless told otherwise."""
        before = {group.id for group in self.settings_tree().groups}
        self.apply_directly(CreateGroup(name, position or len(before) + 1, states or {}, self.people(*members)))
        (created,) = {group.id for group in self.settings_tree().groups} - before
        return created

    def apply_setting(self, setting: Setting, state: SettingState, group: GroupId | None = None) -> None:
        """Account or group say so."""
        self.apply_directly(ChangeSetting(group, setting, state))

    def add_to_group(self, group: GroupId, *users: UserId) -> None:
        """Come into a group."""
        self.apply_directly(ChangeMembers(group, add=self.people(*users)))

    def request_change(
        self, change: Change, by: UserId = ADMIN, reason: str = "because", now: datetime = NOW
    ) -> ApprovalRequest:
        """A new pending request."""
        asked = approvals.request_change(self.context, TEAM, self.actor(by, now), change, reason, now)
        assert isinstance(asked, Requested), asked
        assert asked.fresh
        return asked.request

    def decide(
        self,
        request: ApprovalRequest,
        decision: decisions.Decision | None = None,
        by: UserId = OWNER,
        now: datetime = NOW,
    ) -> decisions.Decided | decisions.AlreadyClosed | decisions.ImpactChanged | Denied:
        """Press a button; **“Approve”** with what the request shows unless told otherwise."""
        actor = self.actor(by, now)
        return decisions.decide_request(self.context, TEAM, actor, request.id, decision or Approve(request.impact), now)

    def approve(self, request: ApprovalRequest, by: UserId = OWNER, now: datetime = NOW) -> ApprovalRequest:
        """The request is approved."""
        decided = self.decide(request, by=by, now=now)
        assert isinstance(decided, Decided), decided
        return decided.request

    def account(self) -> Account:
        """The account as it is on record."""
        with self.db.read() as tx:
            account = people_store.find_account(tx, TEAM)
        assert account is not None
        return account

    def settings_tree(self) -> SettingsTree:
        """All that account and groups say."""
        with self.db.read() as tx:
            return setting_store.settings_tree(tx, self.account().id)

    def resolved(self, user: UserId, setting: Setting = PASSCODE_IN_LINK) -> Resolved:
        """What holds for somebody."""
        with self.db.read() as tx:
            return settings.resolved_for(tx, self.ids[user])[setting]

    def request(self, request: ApprovalRequest) -> ApprovalRequest:
        """As it is on record now."""
        with self.db.read() as tx:
            return request_store.get(tx, request.id)

    def audit_entries(self, only: AuditFilter | None = None) -> list[AuditEntry]:
        """All entries, the oldest first."""
        with self.db.read() as tx:
            return list(audit_store.stream(tx, self.account().id, only or AuditFilter()))

    def enqueued(self, key: str) -> Delivery | None:
        """The message enqueued under this key."""
        with self.db.read() as tx:
            return delivery_store.find(tx, self.account().id, key)

    def recipients_of(self, kind: str) -> list[str]:
        """To whom, or into which channel, messages of this kind are enqueued."""
        who = func.coalesce(people_table.c.slack_user, deliveries.c.channel)
        joined = deliveries.outerjoin(people_table, people_table.c.id == deliveries.c.person_id)
        statement = select(who).select_from(joined).where(deliveries.c.kind == kind).order_by(deliveries.c.id)
        with self.db.read() as tx:
            return list(tx.execute(statement).scalars())


def expect_must_request(answer: object) -> MustRequest:
    """It needs approval."""
    assert isinstance(answer, MustRequest), answer
    return answer


def expect_denied(answer: object) -> str:
    """It was refused, in these words."""
    assert isinstance(answer, Denied), answer
    return answer.reason
