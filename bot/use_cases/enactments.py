"""Carrying out a change that was weighed: rows, audit, what follows for people, and requests that it overtakes; one transaction."""

from typing import assert_never

from bot.policy.audit import Cause, Event, Value, What
from bot.policy.changes import ChangeMembers, CreateGroup, DeleteGroup, OrderGroups, SetStand
from bot.policy.groups import GroupId
from bot.policy.people import AccountId
from bot.policy.resolution import NOTHING, Layout, Stand
from bot.policy.settings import Setting
from bot.use_cases import follow_ups, request_closings
from bot.use_cases.changes import Weighed
from storage import Connection
from storage import audit as audit_store
from storage import groups as group_store
from storage import settings as setting_store


def enact(tx: Connection, weighed: Weighed, cause: Cause) -> None:
    """Make the change. The request by which it is made must be closed already."""
    account, layout = weighed.account.id, weighed.layout
    match weighed.change:
        case SetStand(group, setting, stand):
            _set(tx, account, layout, group, setting, stand, cause)
        case OrderGroups(order):
            group_store.order(tx, account, order)
            before = [group.id for group in layout.groups]
            audit_store.add(tx, account, Event(What.GROUPS_ORDERED, before=[*before], after=[*order]), cause)
        case ChangeMembers() as change:
            _change_members(tx, account, change, cause)
        case CreateGroup() as change:
            _create(tx, account, layout, change, cause)
        case DeleteGroup(group):
            _delete(tx, account, layout, group, cause)
        case _ as never:
            assert_never(never)
    judgement = weighed.judgement
    follow_ups.leave(
        tx,
        account,
        losing_pmi=judgement.losing_pmi,
        gaining_pmi=judgement.gaining_pmi,
        needing_passcode=judgement.needing_passcode,
        cause=cause,
    )
    request_closings.supersede_moved(tx, weighed.account, cause.at)


def _set(
    tx: Connection,
    account: AccountId,
    layout: Layout,
    group: GroupId | None,
    setting: Setting,
    stand: Stand,
    cause: Cause,
) -> None:
    if group is None:
        before = layout.stand(setting)
        setting_store.set_account(tx, account, setting, stand)
    else:
        found = layout.group(group)
        before = found.stand(setting) if found else NOTHING
        setting_store.set_group(tx, group, setting, stand)
    event = Event(What.SETTING, group=group, setting=setting, before=_plain(before), after=_plain(stand))
    audit_store.add(tx, account, event, cause)


def _change_members(tx: Connection, account: AccountId, change: ChangeMembers, cause: Cause) -> None:
    if change.add:
        group_store.add_members(tx, change.group, change.add)
        audit_store.add_for(tx, account, Event(What.MEMBER_ADDED, group=change.group), cause, change.add)
    if change.remove:
        group_store.remove_members(tx, change.group, change.remove)
        audit_store.add_for(tx, account, Event(What.MEMBER_REMOVED, group=change.group), cause, change.remove)


def _create(tx: Connection, account: AccountId, layout: Layout, change: CreateGroup, cause: Cause) -> None:
    group = group_store.create(tx, account, change.name, cause.at)
    order = [each.id for each in layout.groups]
    group_store.order(tx, account, [*order[: change.place - 1], group, *order[change.place - 1 :]])
    event = Event(What.GROUP_CREATED, group=group, after={"place": change.place}, personal_after=change.name)
    audit_store.add(tx, account, event, cause)
    for setting, stand in change.stands.items():
        if stand != NOTHING:
            _set(tx, account, layout, group, setting, stand, cause)
    _change_members(tx, account, ChangeMembers(group, add=change.members), cause)


def _delete(tx: Connection, account: AccountId, layout: Layout, group: GroupId, cause: Cause) -> None:
    found = layout.group(group)
    group_store.delete_group(tx, group)
    group_store.order(tx, account, [each.id for each in layout.groups if each.id != group])
    event = Event(What.GROUP_DELETED, group=group, personal_before=found.name if found else "")
    audit_store.add(tx, account, event, cause)


def _plain(stand: Stand) -> Value:
    return {"value": stand.value, "locked": stand.locked}
