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
from tests.databases import everything_in, put, rows_in
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
LINK = Setting.PASSCODE_IN_LINK
PMI = Setting.PMI_ENABLED
ON, OFF, ON_LOCKED, OFF_LOCKED = (
    SettingState(True),
    SettingState(False),
    SettingState(True, True),
    SettingState(False, True),
)


Met = tuple[dict[str, list[tuple[Any, ...]]], dict[UserId, PersonId]]
_FIRST_MET: dict[tuple[tuple[tuple[UserId, Role], ...], str], Met] = {}
"""By roles and approvals channel: all that is stored once everybody is met, and their ids."""


class Office:
    """Everybody is met. `upcoming` are meetings on a PMI by host; `directory` is what Slack says."""

    def __init__(self, db: Database, roles: Mapping[UserId, Role] = ROLES, channel: str = CHANNEL) -> None:
        self.db = db
        self.team = TEAM
        self.upcoming: dict[UserId, int] = {}
        self.directory = FakeDirectory(*(identity(user, name=user, role=role) for user, role in roles.items()))
        terms = replace(TERMS, approvals_channel=channel)
        self.admin = Administration(db, self.directory, terms, self._upcoming)
        self.ids = self._met(roles)

    def _met(self, roles: Mapping[UserId, Role]) -> dict[UserId, PersonId]:
        """Everybody with their id. Where nobody is known yet, it is written down as it was the first time: that is quicker."""
        admin = self.admin
        nobody, key = not rows_in(self.db, "people"), (tuple(roles.items()), admin.terms.approvals_channel)
        if nobody and key in _FIRST_MET:
            everything, ids = _FIRST_MET[key]
            put(self.db, everything)
            return dict(ids)
        met = {
            user: people.ensure_profile(self.db, admin.directory, admin.terms, TEAM, user, NOW).person.id
            for user in roles
        }
        if nobody:
            _FIRST_MET[key] = everything_in(self.db), dict(met)
        return met

    def _upcoming(self, _tx: Connection, hosts: Sequence[PersonId], _now: datetime) -> Mapping[PersonId, int]:
        asked = set(hosts)
        return {self.ids[user]: count for user, count in self.upcoming.items() if self.ids[user] in asked}

    def become(self, user: UserId, role: Role, *, active: bool = True) -> None:
        """Slack says so from now on; the bot has not heard of it."""
        self.directory.tell(identity(user, name=user, role=role, active=active))

    def actor(self, user: UserId, now: datetime = NOW) -> Actor:
        """Somebody in the role that Slack confirms."""
        return approvers.ask_role(self.directory, TEAM, user, now)

    def people(self, *users: UserId) -> frozenset[PersonId]:
        """Their ids."""
        return frozenset(self.ids[user] for user in users)

    def change(self, change: Change, by: UserId = ADMIN, now: datetime = NOW) -> approvals.ChangeOutcome | Denied:
        """Make one change, if it needs no approval."""
        outcomes = approvals.make_changes(self.admin, TEAM, self.actor(by, now), [change], now)
        return outcomes if isinstance(outcomes, Denied) else outcomes[0]

    def force(self, change: Change) -> None:
        """As if it had been approved long ago."""
        with self.db.write(TEAM) as tx:
            weighed = assess_change(tx, self.admin, TEAM, self.actor(OWNER), change, NOW)
            assert not isinstance(weighed, Denied)
            enactments.apply_change(tx, weighed, Cause(OWNER, NOW))

    def group(
        self,
        name: str,
        *members: UserId,
        stands: Mapping[Setting, SettingState] | None = None,
        place: int | None = None,
    ) -> GroupId:
        """A group with members, the last in order unless told otherwise."""
        before = {group.id for group in self.layout().groups}
        self.force(CreateGroup(name, place or len(before) + 1, stands or {}, self.people(*members)))
        (made,) = {group.id for group in self.layout().groups} - before
        return made

    def lock(self, setting: Setting, stand: SettingState, group: GroupId | None = None) -> None:
        """Account or group say so."""
        self.force(ChangeSetting(group, setting, stand))

    def join(self, group: GroupId, *users: UserId) -> None:
        """Come into a group."""
        self.force(ChangeMembers(group, add=self.people(*users)))

    def ask(self, change: Change, by: UserId = ADMIN, reason: str = "because", now: datetime = NOW) -> ApprovalRequest:
        """A new pending request."""
        asked = approvals.request_change(self.admin, TEAM, self.actor(by, now), change, reason, now)
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
        return decisions.decide_request(self.admin, TEAM, actor, request.id, decision or Approve(request.impact), now)

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

    def layout(self) -> SettingsTree:
        """All that account and groups say."""
        with self.db.read() as tx:
            return setting_store.settings_tree(tx, self.account().id)

    def resolved(self, user: UserId, setting: Setting = LINK) -> Resolved:
        """What holds for somebody."""
        with self.db.read() as tx:
            return settings.resolved_for(tx, self.ids[user])[setting]

    def request(self, request: ApprovalRequest) -> ApprovalRequest:
        """As it is on record now."""
        with self.db.read() as tx:
            return request_store.get(tx, request.id)

    def audit(self, only: AuditFilter | None = None) -> list[AuditEntry]:
        """All entries, the oldest first."""
        with self.db.read() as tx:
            return list(audit_store.stream(tx, self.account().id, only or AuditFilter()))

    def owed(self, key: str) -> Delivery | None:
        """The message owed under this key."""
        with self.db.read() as tx:
            return delivery_store.find(tx, self.account().id, key)

    def owed_to(self, kind: str) -> list[str]:
        """To whom, or into which channel, messages of this kind are owed."""
        who = func.coalesce(people_table.c.slack_user, deliveries.c.channel)
        joined = deliveries.outerjoin(people_table, people_table.c.id == deliveries.c.person_id)
        statement = select(who).select_from(joined).where(deliveries.c.kind == kind).order_by(deliveries.c.id)
        with self.db.read() as tx:
            return list(tx.execute(statement).scalars())


def must_ask(answer: object) -> MustRequest:
    """It needs approval."""
    assert isinstance(answer, MustRequest), answer
    return answer


def denied(answer: object) -> str:
    """It was refused, in these words."""
    assert isinstance(answer, Denied), answer
    return answer.reason
