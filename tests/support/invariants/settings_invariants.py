"""What is true of an organisation's settings at every moment, read from the database, whatever was done before."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.i18n.languages import ENGLISH
from bot.policy.approvals.changes import Everyone
from bot.policy.approvals.requests import ApprovalRequest, RequestState
from bot.policy.audit.events import SOLE_APPROVER, AuditAction
from bot.policy.ids import PersonId, UserId
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.lock_resolution import (
    FROM_ACCOUNT,
    PersonSettings,
    Resolved,
    SettingState,
    SettingsTree,
    resolve_all,
)
from bot.use_cases.approvals.closing import staleness_reason
from storage.approvals import requests as request_store
from storage.people import people as people_store
from storage.settings import groups as group_store
from storage.settings import segments as segment_store
from storage.settings import settings as setting_store
from tests.support.fixtures.admin_fixture import ADMIN, OWNER, SECOND_ADMIN, AdminHarness
from tests.support.invariants.audit_replay import replay_audit

ResolvedByUser = Mapping[UserId, Mapping[Setting, Resolved]]
DECISIONS = (RequestState.APPROVED, RequestState.REJECTED)


def resolved_by_user(harness: AdminHarness) -> ResolvedByUser:
    """What holds for everybody, each asked alone."""
    with harness.db.read() as tx:
        return {user: resolve_all(*setting_store.for_person(tx, person)) for user, person in harness.ids.items()}


def pending_requests(harness: AdminHarness) -> list[ApprovalRequest]:
    """Requests that wait."""
    with harness.db.read() as tx:
        return request_store.pending(tx, harness.account().id)


def a_locked_value_holds_for_everybody_below(harness: AdminHarness, _now: datetime) -> None:
    """LOCK-1."""
    layout, everybody = harness.settings_tree(), resolved_by_user(harness)
    for setting, stand in layout.account.items():
        if stand.locked:
            value = CATALOGUE[setting].default if stand.value is None else stand.value
            assert {each[setting] for each in everybody.values()} == {Resolved(value, FROM_ACCOUNT, FROM_ACCOUNT)}
    for resolved in everybody.values():
        for setting, found in resolved.items():
            if found.locked_by is not None and found.locked_by.group is not None:
                group = layout.group(found.locked_by.group)
                assert group is not None
                assert group.state(setting) == SettingState(found.value, locked=True)


def everybody_at_once_agrees_with_each_alone(harness: AdminHarness, _now: datetime) -> None:
    """LOCK-1: one rule, whoever asks."""
    layout = harness.settings_tree()
    at_once = {person: resolve_all(layout, situation) for person, situation in _person_settings(harness).items()}
    assert at_once == {harness.ids[user]: resolved for user, resolved in resolved_by_user(harness).items()}


def the_audit_leads_to_the_present_settings(harness: AdminHarness, _now: datetime) -> None:
    """AUDIT-1: complete, and replayable."""
    replayed = replay_audit(harness.audit_entries())
    assert _as_plain_values(replayed.settings_tree) == _as_plain_values(harness.settings_tree())
    assert {person: replayed.person_settings(person) for person in harness.ids.values()} == _person_settings(harness)
    account = harness.account()
    present: dict[tuple[AuditAction, PersonId | None], object] = {
        (AuditAction.PLAN, None): account.plan,
        (AuditAction.DEFAULT_LICENSE, None): account.default_license,
        (AuditAction.APPROVALS_CHANNEL, None): account.approvals_channel,
        (AuditAction.LANGUAGE, None): account.language or ENGLISH,
    }
    with harness.db.read() as tx:
        admins = {group: {each.id for each in group_store.admins(tx, group)} for group in replayed.order}
        known = people_store.list_in_account(tx, account.id, list(harness.ids.values()))
    assert replayed.admins == admins
    present |= {(AuditAction.LICENSE, person.id): person.license for person in known}
    assert {fact: present[fact] for fact in replayed.facts} == replayed.facts


def nothing_was_decided_without_a_second_person(harness: AdminHarness, _now: datetime) -> None:
    """APP-4; and each request once (APP-3). Whether a sole approver was one is seen when they act."""
    entries = harness.audit_entries()
    asked = {entry.cause.request: entry.cause.actor for entry in entries if entry.event.action is AuditAction.REQUESTED}
    decided = [entry for entry in entries if entry.event.action is AuditAction.DECIDED]
    assert len({entry.cause.request for entry in decided}) == len(decided)
    for entry in entries:
        assert entry.cause.note != SOLE_APPROVER or entry.cause.request is None
        by_request = entry.cause.request in asked and entry.event.action not in (
            AuditAction.REQUESTED,
            AuditAction.DECIDED,
        )
        if by_request or (entry.event.action is AuditAction.DECIDED and entry.event.after in DECISIONS):
            assert entry.cause.actor in (OWNER, ADMIN, SECOND_ADMIN)
            assert entry.cause.actor != asked[entry.cause.request]


def what_cannot_be_approved_any_more_is_not_pending(harness: AdminHarness, now: datetime) -> None:
    """APP-5, LOCK-5."""
    layout = harness.settings_tree()
    for request in pending_requests(harness):
        assert request.expires_at > now
        with harness.db.read() as tx:
            assert staleness_reason(tx, request, layout) is None


SETTINGS_INVARIANTS: list[Callable[[AdminHarness, datetime], None]] = [
    a_locked_value_holds_for_everybody_below,
    everybody_at_once_agrees_with_each_alone,
    the_audit_leads_to_the_present_settings,
    nothing_was_decided_without_a_second_person,
    what_cannot_be_approved_any_more_is_not_pending,
]


def _person_settings(harness: AdminHarness) -> dict[PersonId, PersonSettings]:
    with harness.db.read() as tx:
        found = segment_store.segments(tx, harness.account().id, Everyone(), list(Setting))
    return {person: segment.settings for segment in found for person in segment.people}


def _as_plain_values(layout: SettingsTree) -> object:
    return dict(layout.account), [(group.id, group.name, dict(group.states)) for group in layout.groups]
