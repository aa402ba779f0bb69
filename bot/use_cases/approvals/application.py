"""Applies an assessed change in one transaction: rows, audit, follow-ups, and requests that it makes stale."""

from typing import assert_never

from bot.policy.approvals.changes import ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.audit.events import AuditAction, AuditEvent, AuditValue, Cause
from bot.policy.ids import AccountId, GroupId
from bot.policy.settings.lock_resolution import UNSET, SettingState, SettingsTree
from bot.use_cases.approvals import closing
from bot.use_cases.approvals.assessment import AssessedChange
from bot.use_cases.settings.settings import enqueue_follow_ups
from storage import Connection
from storage.audit import audit as audit_store
from storage.settings import groups as group_store
from storage.settings import settings as setting_store


def apply_change(tx: Connection, assessed: AssessedChange, cause: Cause) -> None:
    """Apply the change. The request for it must be closed already."""
    account, tree = assessed.account.id, assessed.tree
    match assessed.change:
        case ChangeSetting() as change:
            _change_setting(tx, account, tree, change, cause)
        case OrderGroups(order):
            group_store.set_order(tx, account, order)
            before = [group.id for group in tree.groups]
            event = AuditEvent(AuditAction.GROUPS_ORDERED, before=[*before], after=[*order])
            audit_store.add(tx, account, event, cause)
        case ChangeMembers() as change:
            _change_members(tx, account, change, cause)
        case CreateGroup() as change:
            _create(tx, account, tree, change, cause)
        case DeleteGroup(group):
            _delete(tx, account, tree, group, cause)
        case _ as never:
            assert_never(never)
    assessment = assessed.assessment
    enqueue_follow_ups(
        tx,
        account,
        losing_pmi=assessment.losing_pmi,
        gaining_pmi=assessment.gaining_pmi,
        needing_passcode=assessment.needing_passcode,
        changing_links=assessment.changing_links,
        cause=cause,
    )
    closing.supersede_stale(tx, assessed.account, cause.at)


def _change_setting(
    tx: Connection, account: AccountId, tree: SettingsTree, change: ChangeSetting, cause: Cause
) -> None:
    group, setting = change.group, change.setting
    if group is None:
        before = tree.state(setting)
        setting_store.set_for_account(tx, account, setting, change.state)
    else:
        found = tree.group(group)
        before = found.state(setting) if found else UNSET
        setting_store.set_for_group(tx, group, setting, change.state)
    old, new = _as_json(before), _as_json(change.state)
    event = AuditEvent(AuditAction.SETTING, group=group, setting=setting, before=old, after=new)
    audit_store.add(tx, account, event, cause)


def _change_members(tx: Connection, account: AccountId, change: ChangeMembers, cause: Cause) -> None:
    group = change.group
    if change.add:
        group_store.add_members(tx, group, change.add)
        audit_store.add_for_people(tx, account, AuditEvent(AuditAction.MEMBER_ADDED, group=group), cause, change.add)
    if change.remove:
        group_store.remove_members(tx, group, change.remove)
        event = AuditEvent(AuditAction.MEMBER_REMOVED, group=group)
        audit_store.add_for_people(tx, account, event, cause, change.remove)


def _create(tx: Connection, account: AccountId, tree: SettingsTree, change: CreateGroup, cause: Cause) -> None:
    group = group_store.create(tx, account, change.name, cause.at)
    order = [each.id for each in tree.groups]
    group_store.set_order(tx, account, [*order[: change.position - 1], group, *order[change.position - 1 :]])
    event = AuditEvent(
        AuditAction.GROUP_CREATED, group=group, after={"place": change.position}, personal_after=change.name
    )
    audit_store.add(tx, account, event, cause)
    for setting, state in change.states.items():
        if state != UNSET:
            _change_setting(tx, account, tree, ChangeSetting(group, setting, state), cause)
    _change_members(tx, account, ChangeMembers(group, add=change.members), cause)


def _delete(tx: Connection, account: AccountId, tree: SettingsTree, group: GroupId, cause: Cause) -> None:
    found = tree.group(group)
    group_store.delete_group(tx, group)
    group_store.set_order(tx, account, [each.id for each in tree.groups if each.id != group])
    event = AuditEvent(AuditAction.GROUP_DELETED, group=group, personal_before=found.name if found else "")
    audit_store.add(tx, account, event, cause)


def _as_json(state: SettingState) -> AuditValue:
    return {"value": state.value, "locked": state.locked}
