"""An organisation's settings in any order that hypothesis thinks of: what is true of locks, requests and the audit at every moment.

To extend it: one more `@rule` that acts as somebody; one more promise in `SETTINGS_INVARIANTS`.
"""

from collections import Counter
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import RequestState
from bot.policy.clock import Instant
from bot.policy.ids import GroupId, UserId
from bot.policy.people.people import ADMIN_ROLES, License, Plan, Role
from bot.policy.settings.catalogue import Level, Setting, is_settable_at
from bot.policy.settings.lock_resolution import UNSET, SettingState
from bot.policy.values.results import Denied
from bot.use_cases.approvals import account_settings, groups
from bot.use_cases.approvals.deadlines import expire_requests
from bot.use_cases.approvals.decisions import Approve, Decided, ImpactChanged, Reject, withdraw_request
from bot.use_cases.approvals.follow_ups import run_follow_ups
from bot.use_cases.approvals.requests import Applied, MustRequest, Requested, request_change
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.settings.settings import OwnSettings, RefusedChoices, choose_own
from storage import Database
from tests.support.database.databases import MigratedDatabase, restore_copy, sqlite_copy
from tests.support.factories.people import NOW, TEAM, caller
from tests.support.fixtures.admin_fixture import (
    ADMIN,
    ANN,
    BEN,
    CAT,
    GUEST,
    OWNER,
    PMI_ENABLED,
    ROLES,
    SECOND_ADMIN,
    AdminHarness,
)
from tests.support.invariants.settings_invariants import (
    SETTINGS_INVARIANTS,
    ResolvedByUser,
    pending_requests,
    resolved_by_user,
)

WAITS = [*[timedelta(hours=1)] * 3, timedelta(days=7)]
NAMES = ["Sales", "SALES", "Field", "Board"]
MOST_GROUPS = 4
UPCOMING = {ANN: 2, BEN: 1, OWNER: 3}
"""Meetings on a PMI, by their host."""

settings_ = st.sampled_from([Setting.PMI_ENABLED, Setting.PASSCODE_IN_LINK, Setting.PMI_SELF_SERVICE])
"""Few, so that they meet often: one with effects on rooms, one without, one that is not a person's to choose."""
stands = st.builds(SettingState, st.booleans(), st.booleans()) | st.just(UNSET)
anybody = st.sampled_from([ADMIN, SECOND_ADMIN, OWNER, ANN, BEN, CAT])
some = st.frozensets(st.sampled_from([ANN, BEN, CAT, GUEST, ADMIN]), max_size=3)
deciders = st.sampled_from([OWNER, OWNER, SECOND_ADMIN, ADMIN, ANN])


class SettingsLife(RuleBasedStateMachine):
    """One organisation: an owner and two admins, as long as they are, members, some of whom are admins of groups, a guest."""

    def __init__(self, db: Database) -> None:
        super().__init__()
        self.db = db
        self.harness = AdminHarness(db)
        self.harness.plan_on_pmi(UPCOMING)
        self.now = NOW

    def _group(self, place: int) -> GroupId | None:
        found = self.harness.settings_tree().groups
        return found[place % len(found)].id if found else None

    def _snapshot(self) -> ResolvedByUser:
        return resolved_by_user(self.harness)

    def _is_admin(self, user: UserId) -> bool:
        return self.harness.actor(user, self.now).role in ADMIN_ROLES

    def _notified(self) -> Counter[str]:
        """Which hosts were told of meetings that stopped, and how often, with all that was left to do done."""
        while run_follow_ups(self.harness.context, self.now):
            pass
        return Counter(self.harness.recipients_of(MessageKind.MEETINGS_STOPPED))

    def _do(self, change: Change, by: UserId) -> None:
        """Make or ask for a change: what the preview said is what happens, and no lock moves without a second person."""
        before, notified = self._snapshot(), self._notified()
        answer = self.harness.change(change, by=by, now=self.now)
        match answer:
            case Applied(impact):
                self._promise(before, notified, impact)
                self._no_lock_moved(before, change)
            case MustRequest():
                assert self._snapshot() == before
                self._ask(answer, by, before, notified)
            case _:
                assert self._snapshot() == before

    def _ask(self, must: MustRequest, by: UserId, before: ResolvedByUser, notified: Counter[str]) -> None:
        """APP-4: only where nobody else could approve it does it hold at once."""
        alone = [user for user in (OWNER, ADMIN, SECOND_ADMIN) if self._is_admin(user)] == [by]
        actor = self.harness.actor(by, self.now)
        answer = request_change(self.harness.context, caller(actor, now=self.now), must.change, "why")
        if alone:
            assert answer == Applied(must.impact, by_sole_approver=True)
            self._promise(before, notified, must.impact)
        else:
            assert isinstance(answer, Requested)
            assert self._snapshot() == before

    def _promise(self, before: ResolvedByUser, notified: Counter[str], impact: Impact) -> None:
        """APP-2, APP-6: the impact is what then happened, and every host whose meetings stopped was told of it once."""
        after = self._snapshot()
        changed = [
            user
            for user in before
            if user != GUEST and any(before[user][each].value != after[user][each].value for each in Setting)
        ]
        stopped = {user for user in UPCOMING if before[user][PMI_ENABLED].value and not after[user][PMI_ENABLED].value}
        assert impact == Impact(len(changed), sum(UPCOMING[user] for user in stopped))
        assert self._notified() - notified == Counter(stopped)

    def _no_lock_moved(self, before: ResolvedByUser, change: Change) -> None:
        """APP-1: without approval no locked value changes, and nobody comes under a lock but by joining a group."""
        after = self._snapshot()
        for user, resolved in before.items():
            for setting, old in resolved.items():
                new = after[user][setting]
                if old.locked:
                    assert new.locked
                    assert new.value == old.value
                elif new.locked:
                    assert isinstance(change, ChangeMembers | CreateGroup)

    @rule(setting=settings_, stand=stands, by=anybody)
    def set_for_the_account(self, setting: Setting, stand: SettingState, by: UserId) -> None:
        self._do(ChangeSetting(None, setting, stand), by)

    @rule(place=st.integers(0, 3), setting=settings_, stand=stands, by=anybody)
    def set_for_a_group(self, place: int, setting: Setting, stand: SettingState, by: UserId) -> None:
        if group := self._group(place):
            self._do(ChangeSetting(group, setting, stand), by)

    @precondition(lambda self: len(self.harness.settings_tree().groups) < MOST_GROUPS)
    @rule(
        name=st.sampled_from(NAMES), setting=settings_, stand=stands, members=some, by=anybody, place=st.integers(1, 4)
    )
    def create(
        self, name: str, setting: Setting, stand: SettingState, members: frozenset[UserId], by: UserId, place: int
    ) -> None:
        place = min(place, len(self.harness.settings_tree().groups) + 1)
        self._do(CreateGroup(name, place, {setting: stand}, self.harness.people(*members)), by)

    @rule(place=st.integers(0, 3), by=anybody)
    def delete(self, place: int, by: UserId) -> None:
        if group := self._group(place):
            self._do(DeleteGroup(group), by)

    @rule(data=st.data(), by=anybody)
    def reorder(self, data: st.DataObject, by: UserId) -> None:
        order = [group.id for group in self.harness.settings_tree().groups]
        self._do(OrderGroups(tuple(data.draw(st.permutations(order)))), by)

    @rule(place=st.integers(0, 3), add=some, remove=some, by=anybody)
    def move(self, place: int, add: frozenset[UserId], remove: frozenset[UserId], by: UserId) -> None:
        if group := self._group(place):
            self._do(ChangeMembers(group, self.harness.people(*add), self.harness.people(*remove)), by)

    @rule(place=st.integers(0, 3), users=some, by=anybody)
    def import_from_a_user_group(self, place: int, users: frozenset[UserId], by: UserId) -> None:
        """Guests are left out."""
        if group := self._group(place):
            found = groups.find_people(self.harness.context, TEAM, users, Instant(self.now))
            assert found.people.keys() == users - {GUEST}
            assert set(found.left_out) == users & {GUEST}
            self._do(ChangeMembers(group, add=frozenset(found.people.values())), by)

    @rule(user=st.sampled_from([OWNER, ADMIN, SECOND_ADMIN]), demoted=st.booleans())
    def become(self, user: UserId, demoted: bool) -> None:
        """Slack says so; the bot has not heard of it (ROLE-1)."""
        self.harness.set_slack_role(user, Role.MEMBER if demoted else ROLES[user])

    @rule(place=st.integers(0, 3), name=st.sampled_from(NAMES))
    def rename(self, place: int, name: str) -> None:
        if group := self._group(place):
            groups.rename_group(
                self.harness.context, caller(self.harness.actor(ADMIN, self.now), now=self.now), group, name
            )

    @rule(place=st.integers(0, 3), user=st.sampled_from([ANN, CAT]), named=st.booleans(), by=anybody)
    def name_or_dismiss_a_group_admin(self, place: int, user: UserId, named: bool, by: UserId) -> None:
        if group := self._group(place):
            act = groups.name_group_admin if named else groups.dismiss_group_admin
            answer = act(self.harness.context, caller(self.harness.actor(by, self.now), now=self.now), group, user)
            assert isinstance(answer, Denied) != self._is_admin(by)

    @rule(user=st.sampled_from([ANN, BEN]), license_=st.sampled_from(License), by=anybody)
    def assign_a_license(self, user: UserId, license_: License, by: UserId) -> None:
        answer = account_settings.assign_license(
            self.harness.context, caller(self.harness.actor(by, self.now), now=self.now), user, license_
        )
        assert isinstance(answer, Denied) != self._is_admin(by)

    @rule(plan=st.sampled_from(Plan), license_=st.sampled_from(License), by=anybody)
    def decide_for_the_account(self, plan: Plan, license_: License, by: UserId) -> None:
        actor = self.harness.actor(by, self.now)
        account_settings.set_plan(self.harness.context, caller(actor, now=self.now), plan)
        account_settings.set_default_license(self.harness.context, caller(actor, now=self.now), license_)

    @rule(by=anybody, wishes=st.dictionaries(settings_, st.booleans(), min_size=1, max_size=3))
    def choose(self, by: UserId, wishes: dict[Setting, bool]) -> None:
        """LOCK-2: what is locked is not chosen; what is chosen counts at once."""
        before = self._snapshot()
        answer = choose_own(self.harness.context, caller(by, now=self.now), wishes)
        if isinstance(answer, RefusedChoices):
            assert self._snapshot() == before
            assert all(before[by][each].locked or not is_settable_at(each, Level.PERSON) for each in answer.reasons)
        else:
            assert isinstance(answer, OwnSettings)
            assert all(answer.resolved[each].value == wish for each, wish in wishes.items())
        assert {**self._snapshot(), by: {}} == {**before, by: {}}

    @rule(place=st.integers(0, 9), by=deciders, yes=st.sampled_from([True, True, True, False]))
    def decide(self, place: int, by: UserId, yes: bool) -> None:
        """APP-3, APP-4: with a second person, and what was shown is what happens."""
        if not (waiting := pending_requests(self.harness)):
            return
        request, before, notified = waiting[place % len(waiting)], self._snapshot(), self._notified()
        decision = Approve(request.impact) if yes else Reject("no")
        answer = self.harness.decide(request, decision, by=by, now=self.now)
        if isinstance(answer, ImpactChanged):
            assert self._snapshot() == before
            answer = self.harness.decide(request, Approve(answer.request.impact), by=by, now=self.now)
            assert not isinstance(answer, ImpactChanged)
        if isinstance(answer, Decided) and answer.request.state is RequestState.APPROVED:
            self._promise(before, notified, answer.request.impact)
        else:
            assert self._snapshot() == before
        if by == request.proposal.asked_by or not self._is_admin(by):
            assert isinstance(answer, Denied)

    @rule(place=st.integers(0, 9))
    def withdraw(self, place: int) -> None:
        if waiting := pending_requests(self.harness):
            request = waiting[place % len(waiting)]
            actor = self.harness.actor(request.proposal.asked_by, self.now)
            withdraw_request(self.harness.context, caller(actor, now=self.now), request.id)

    @rule(wait=st.sampled_from(WAITS))
    def wait(self, wait: timedelta) -> None:
        self.now += wait
        expire_requests(self.db, self.now)

    @invariant()
    def every_promise_is_kept(self) -> None:
        for promise in SETTINGS_INVARIANTS:
            promise(self.harness, self.now)


def test_settings_locks_groups_and_requests_keep_their_promises_in_any_order(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    """Sections 5 and 6."""
    furnished = Database(sqlite_copy(migrated_sqlite, tmp_path))
    AdminHarness(furnished)
    furnished.close()
    (tmp_path / "copy").mkdir()
    lent = MigratedDatabase(sqlite_copy(tmp_path / "test.db", tmp_path / "copy"))

    class Life(SettingsLife):
        def __init__(self) -> None:
            restore_copy(lent.url, tmp_path / "test.db")
            super().__init__(lent.open())

    run_state_machine_as_test(Life, settings=settings(max_examples=12, stateful_step_count=30, deadline=None))
    lent.close()
