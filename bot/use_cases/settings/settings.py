"""A person's own settings, with their sources and choices; an account's settings as a whole."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.policy.approvals.follow_ups import FollowUpTask
from bot.policy.audit.events import AuditAction, AuditEvent, Cause
from bot.policy.ids import AccountId, GroupId, PersonId, TeamId
from bot.policy.people.caller import Caller
from bot.policy.people.people import NO_ACCOUNT, UNKNOWN_PERSON, Account, Person
from bot.policy.people.permissions import may_have_room
from bot.policy.settings import choices
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Resolved, SettingsTree, in_effect, resolve_all
from bot.policy.values.reasons import Reason
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.invitations import updates
from storage import Connection, Database
from storage.approvals import follow_ups as follow_up_store
from storage.audit import audit as audit_store
from storage.meetings import meetings as meeting_store
from storage.meetings import reminder_opt_outs as reminder_opt_out_store
from storage.people import people as people_store
from storage.rooms import sessions as session_store
from storage.settings import groups as group_store
from storage.settings import settings as setting_store

FEW = 20
"""Up to so many hosts are told of their new links in the transaction itself; more are left to the follow-up. Each takes some ten statements."""


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """The settings in force for a person. `own_choices` are all their choices, also those that a lock hides (LOCK-3).

    `wants_reminders`: whether they want to be reminded of meetings (MEET-8).
    """

    account: Account
    person: Person
    resolved: Mapping[Setting, Resolved]
    own_choices: Mapping[Setting, bool]
    wants_reminders: bool


@dataclass(frozen=True, slots=True)
class RefusedChoices:
    """Nothing was saved: the settings that cannot be chosen, and why."""

    reasons: Mapping[Setting, Reason]


@dataclass(frozen=True, slots=True)
class SettingsOverview:
    """The settings of an account and its groups, with the number of members of each group."""

    account: Account
    tree: SettingsTree
    sizes: Mapping[GroupId, int]


def own_settings(context: Context, caller: Caller) -> OwnSettings | Denied:
    """The settings in force for a person, each with its source (LOCK-2)."""
    with context.db.read() as tx:
        return _own_settings(tx, caller)


def overview(db: Database, team: TeamId) -> SettingsOverview | Denied:
    """All settings of an account, for the admin console."""
    with db.read() as tx:
        account = people_store.find_account(tx, team)
        if account is None:
            return NO_ACCOUNT
        tree = setting_store.settings_tree(tx, account.id)
        return SettingsOverview(account, tree, group_store.member_counts(tx, account.id))


def choose_own(
    context: Context, caller: Caller, switches: Mapping[Setting, bool], *, wants_reminders: bool | None = None
) -> OwnSettings | RefusedChoices | Denied:
    """Save a form of one's own switches, all or nothing. A switch left as it was is no choice.

    `wants_reminders`: whether they want to be reminded of meetings (MEET-8); None leaves that as it is.
    """
    with context.db.write(caller.team) as tx:
        seen = _own_settings(tx, caller)
        if isinstance(seen, Denied):
            return seen
        eligible = may_have_room(seen.person)
        if isinstance(eligible, Denied):
            return eligible
        wanted = choices.changed_choices(switches, seen.resolved)
        if reasons := choices.refusals(wanted, seen.resolved):
            return RefusedChoices(reasons)
        save_choices(tx, seen.account, seen.person.id, seen.resolved, wanted, Cause(caller.user, caller.now))
        if wants_reminders is not None:
            reminder_opt_out_store.set_enabled(tx, seen.person.id, caller.now, enabled=wants_reminders)
        return _own_settings(tx, caller)


def save_choices(
    tx: Connection,
    account: Account,
    person: PersonId,
    before: Mapping[Setting, Resolved],
    wanted: Mapping[Setting, bool],
    cause: Cause,
) -> None:
    """Store permitted choices and enqueue what follows; `before` was in force so far in the caller's transaction."""
    own = setting_store.choices_of(tx, person)
    for setting, value in wanted.items():
        setting_store.set_choice(tx, person, setting, value=value)
        event = AuditEvent(AuditAction.CHOICE, person=person, setting=setting, before=own.get(setting), after=value)
        audit_store.add(tx, account.id, event, cause)
    after, in_link = setting_store.resolved_for(tx, person), Setting.PASSCODE_IN_LINK
    enqueue_follow_ups(
        tx,
        account.id,
        losing_pmi=_if_switched_on(Setting.PMI_ENABLED, after, before, person),
        gaining_pmi=_if_switched_on(Setting.PMI_ENABLED, before, after, person),
        needing_passcode=_if_switched_on(Setting.PMI_PASSCODE_REQUIRED, before, after, person),
        changing_links=[person] if before[in_link].value != after[in_link].value else [],
        cause=cause,
    )


def _if_switched_on(
    setting: Setting, off: Mapping[Setting, Resolved], on: Mapping[Setting, Resolved], person: PersonId
) -> list[PersonId]:
    """The person, if the setting is in effect in `on` and not in `off`."""
    return [person] if in_effect(setting, on) and not in_effect(setting, off) else []


def enqueue_follow_ups(
    tx: Connection,
    account: AccountId,
    *,
    losing_pmi: Sequence[PersonId],
    gaining_pmi: Sequence[PersonId],
    needing_passcode: Sequence[PersonId],
    changing_links: Sequence[PersonId],
    cause: Cause,
) -> None:
    """In the transaction of a change: end open sessions in rooms that are switched off, and record the rest to be done.

    Versions of meetings are raised here, however many these are: no calendar reads the new state under the old sequence, and
    what is made later is not counted as changed (INV-2). `approvals.follow_ups` does the rest in batches (LOCK-8).
    """
    change = f"change {secrets.token_hex(8)}"
    if losing_pmi:
        session_store.end_in_rooms_of(tx, losing_pmi, cause.at)
    changing_pmi = [*losing_pmi, *gaining_pmi]
    meeting_store.bump_versions_on_pmi(tx, changing_pmi)
    meeting_store.flip_links(tx, changing_links)
    follow_up_store.add(tx, account, FollowUpTask.MEETINGS, changing_pmi, change, cause)
    follow_up_store.add(tx, account, FollowUpTask.PASSCODES, needing_passcode, change, cause)
    if 0 < len(changing_links) <= FEW:
        updates.offer_new_links(tx, changing_links, cause.at)
    else:
        follow_up_store.add(tx, account, FollowUpTask.LINKS, changing_links, change, cause)


def _own_settings(tx: Connection, caller: Caller) -> OwnSettings | Denied:
    account, person = people_store.find_account(tx, caller.team), people_store.find(tx, caller.team, caller.user)
    if account is None or person is None:
        return UNKNOWN_PERSON
    tree, own = setting_store.for_person(tx, person.id)
    wants_reminders = not reminder_opt_out_store.opted_out(tx, [person.id])
    return OwnSettings(account, person, resolve_all(tree, own), own.choices or {}, wants_reminders)
