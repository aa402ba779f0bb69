"""Entries of the audit log in words, one line each, and as rows of a CSV file (AUDIT-1); never with a passcode."""

import json
import re
from collections.abc import Mapping
from datetime import UTC

from bot.i18n import formats
from bot.i18n.languages import ENGLISH, available
from bot.i18n.messages import Message, ngettext, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.people_labels import license_label, plan_label
from bot.i18n.reasons import stored_reason_text
from bot.i18n.setting_labels import setting_label
from bot.i18n.spoken import speaking
from bot.policy.approvals.requests import RequestState
from bot.policy.audit.events import SOLE_APPROVER, SYSTEM_ACTOR, AuditAction, AuditEntry, AuditEvent, AuditValue
from bot.policy.ids import GroupId, PersonId, Pmi, UserId
from bot.policy.people.people import License, Person, Plan
from bot.policy.rooms.numbers import format_number
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import SettingState
from bot.views.approvals import text as request_text
from bot.views.components.setting_text import on_off, short_state_text
from bot.views.components.text import bold, escaped, mention, short_date, truncate

_EVENTS: Mapping[AuditAction, Message] = {
    AuditAction.SETTING: N_("{who} changed “{setting}” for everybody"),
    AuditAction.CHOICE: N_("{who} chose “{setting}”"),
    AuditAction.LICENSE: N_("{who} changed the license of {person}"),
    AuditAction.PLAN: N_("{who} changed the plan"),
    AuditAction.DEFAULT_LICENSE: N_("{who} changed the license of new people"),
    AuditAction.APPROVALS_CHANNEL: N_("{who} changed the approvals channel"),
    AuditAction.LANGUAGE: N_("{who} changed the language of channel posts"),
    AuditAction.GROUP_CREATED: N_("{who} created the group {group}"),
    AuditAction.GROUP_RENAMED: N_("{who} renamed the group {group}"),
    AuditAction.GROUP_DELETED: N_("{who} deleted the group {group}"),
    AuditAction.GROUPS_ORDERED: N_("{who} changed the order of the groups"),
    AuditAction.MEMBER_ADDED: N_("{who} added {person} to the group {group}"),
    AuditAction.MEMBER_REMOVED: N_("{who} removed {person} from the group {group}"),
    AuditAction.GROUP_ADMIN_NAMED: N_("{who} made {person} an admin of the group {group}"),
    AuditAction.GROUP_ADMIN_DISMISSED: N_("{who} dismissed {person} as an admin of the group {group}"),
    AuditAction.NUMBER: N_("{who} changed the number of {person}"),
    AuditAction.LINK: N_("{who} changed the personal link of {person}"),
    AuditAction.PASSCODE: N_("{who} changed the passcode of {person}"),
    AuditAction.SUSPENDED: N_("{who} suspended the room of {person}"),
    AuditAction.LIFTED: N_("{who} lifted the suspension of {person}"),
    AuditAction.MEETINGS_TAKEN: N_("{who} handed over the meetings of {person}"),
    AuditAction.MEETINGS_GIVEN: N_("{who} gave meetings to {person}"),
    AuditAction.REQUESTED: N_("{who} asked for approval"),
    AuditAction.DECIDED: N_("{who} closed a request"),
    AuditAction.ERASED: N_("{who} erased a person, as the operators asked"),
}
_CHANGES: Mapping[AuditAction, Message] = {
    AuditAction.SETTING: N_("{who} changed “{setting}” for everybody: {before} → *{after}*"),
    AuditAction.CHOICE: N_("{who} chose “{setting}”: {before} → *{after}*"),
    AuditAction.LICENSE: N_("{who} changed the license of {person}: {before} → *{after}*"),
    AuditAction.PLAN: N_("{who} changed the plan: {before} → *{after}*"),
    AuditAction.DEFAULT_LICENSE: N_("{who} changed the license of new people: {before} → *{after}*"),
    AuditAction.APPROVALS_CHANNEL: N_("{who} changed the approvals channel: {before} → *{after}*"),
    AuditAction.LANGUAGE: N_("{who} changed the language of channel posts: {before} → *{after}*"),
    AuditAction.GROUP_RENAMED: N_("{who} renamed the group {group}: {before} → *{after}*"),
    AuditAction.GROUPS_ORDERED: N_("{who} changed the order of the groups: {before} → *{after}*"),
    AuditAction.NUMBER: N_("{who} changed the number of {person}: {before} → *{after}*"),
    AuditAction.LINK: N_("{who} changed the personal link of {person}: {before} → *{after}*"),
}
"""The entries whose line ends with the value before and after, where both are known."""

_GROUP_SETTING = N_("{who} changed “{setting}” for the group {group}")
_GROUP_SETTING_CHANGE = N_("{who} changed “{setting}” for the group {group}: {before} → *{after}*")
_PASSCODE_SET = N_("{who} set a passcode for {person}")
_PASSCODE_REMOVED = N_("{who} removed the passcode of {person}")
_DECISIONS: Mapping[str, Message] = {
    RequestState.APPROVED: N_("{who} approved a request"),
    RequestState.REJECTED: N_("{who} rejected a request"),
    RequestState.WITHDRAWN: N_("{who} withdrew a request"),
    RequestState.EXPIRED: N_("{who} closed a request that nobody decided in time"),
    RequestState.SUPERSEDED: N_("{who} closed a request that can no longer be approved"),
}
"""The end of a request in words, by its final state."""

_NOTES: Mapping[str, Message] = {
    # Translators: why a change needed no approval, in a list of notes in brackets.
    SOLE_APPROVER: N_("sole approver"),
    # Translators: why a personal number was replaced, in a list of notes in brackets.
    "expired": N_("expired"),
    # Translators: why a personal number was changed, in a list of notes in brackets.
    "replaced": N_("replaced"),
}
"""What is stored as a note → what is read."""

_MEETINGS_NOTE = re.compile(r"(\d{1,6}) meetings?")
_NAMED_BY_THEMSELVES = (AuditAction.GROUP_CREATED, AuditAction.GROUP_RENAMED, AuditAction.GROUP_DELETED)
"""The entries that hold the name of their group."""

_BOT = "PMI Bot"

CSV_COLUMNS = (
    *("time (UTC)", "by", "by (name)", "what", "setting", "group", "group (name)", "person", "person (name)"),
    *("before", "after", "text before", "text after", "request", "note"),
)
TEXT_LIMIT = 150
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""Characters at the start of a cell that make a spreadsheet read it as a formula."""


def entry_text(entry: AuditEntry, people: Mapping[PersonId, Person], groups: Mapping[GroupId, str]) -> str:
    """Who did what, when, from → to, as mrkdwn."""
    event, cause = entry.event, entry.cause
    person, changed = people.get(event.person) if event.person is not None else None, _before_after(event, groups)
    sentence = say(
        _message(event, changed=changed is not None),
        who=f"<@{cause.actor}>" if cause.actor != SYSTEM_ACTOR else _BOT,
        person=mention(person.user if person else ""),
        group=_group_name(event, groups),
        setting=setting_label(event.setting) if event.setting else "",
        before=changed[0] if changed else "",
        after=changed[1] if changed else "",
    )
    parts = [short_date(cause.at), sentence, *_about_request(event, groups)]
    notes = [*([_("request {number}", number=str(cause.request))] if cause.request else []), *_notes(cause.note)]
    small = f" _({', '.join(notes)})_" if notes else ""
    return f"{' · '.join(parts)}{small}"


def csv_row(
    entry: AuditEntry, actors: Mapping[UserId, str], people: Mapping[PersonId, Person], groups: Mapping[GroupId, str]
) -> list[str]:
    """An entry as cells under `CSV_COLUMNS`: ids as they are stored, with their present names beside them."""
    event, cause = entry.event, entry.cause
    person = people.get(event.person) if event.person is not None else None
    with speaking(ENGLISH):
        personal_after = _personal_after(event)
    cells = [
        cause.at.astimezone(UTC).isoformat(timespec="seconds"),
        cause.actor or _BOT,
        actors.get(cause.actor, ""),
        event.action,
        event.setting or "",
        str(event.group or ""),
        groups.get(event.group, "") if event.group else "",
        person.user if person else str(event.person or ""),
        person.name if person else "",
        _json(event.before),
        _json(event.after),
        event.personal_before,
        personal_after,
        str(cause.request or ""),
        cause.note,
    ]
    return [f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell for cell in cells]


def _message(event: AuditEvent, *, changed: bool) -> Message:
    """What to say of an event; `changed`: its values before and after are said, too."""
    match event.action, event.before, event.after:
        case AuditAction.SETTING, _, _ if event.group is not None:
            return _GROUP_SETTING_CHANGE if changed else _GROUP_SETTING
        case AuditAction.PASSCODE, False, True:
            return _PASSCODE_SET
        case AuditAction.PASSCODE, True, False:
            return _PASSCODE_REMOVED
        case AuditAction.DECIDED, _, ended:
            return _DECISIONS.get(str(ended), _EVENTS[event.action])
    return (_CHANGES if changed else _EVENTS)[event.action]


def _group_name(event: AuditEvent, groups: Mapping[GroupId, str]) -> str:
    """The name of the group in bold: its present one, or else the one that it was made or deleted with."""
    named = event.personal_before or event.personal_after if event.action in _NAMED_BY_THEMSELVES else ""
    known = groups.get(event.group) if event.group is not None else None
    return bold(known or named or request_text.deleted_group())


def _about_request(event: AuditEvent, groups: Mapping[GroupId, str]) -> list[str]:
    """What a request was about, and what its requester, or whoever decided it, wrote; nothing for other events."""
    if event.action not in (AuditAction.REQUESTED, AuditAction.DECIDED):
        return []
    topic = _topic(event, _group_name(event, groups))
    if not event.personal_after:
        return [topic]
    if event.after == RequestState.SUPERSEDED:
        return [topic, request_text.obstacle_text(event.personal_after)]
    return [topic, _("“{text}”", text=escaped(truncate(event.personal_after, TEXT_LIMIT)))]


def _topic(event: AuditEvent, group: str) -> str:
    """The subject of a request; the entry of its end only names the group where it is about no setting."""
    if event.setting:
        return request_text.setting_topic(event.setting, group if event.group is not None else "")
    match event.after:
        case "order":
            return request_text.order_topic()
        case "creation":
            return _("A new group")
        case "members":
            return request_text.members_topic(group)
        case "deletion":
            return request_text.deletion_topic(group)
    return _("The group {group}", group=group) if event.group is not None else _("The groups")


def _notes(note: str) -> list[str]:
    """How it was done, where that matters."""
    if meetings := _MEETINGS_NOTE.fullmatch(note):
        return [ngettext("{count} meeting", "{count} meetings", int(meetings[1]))]
    return [say(_NOTES[note]) if note in _NOTES else escaped(note)] if note else []


def _before_after(event: AuditEvent, groups: Mapping[GroupId, str]) -> tuple[str, str] | None:
    """The values before and after; None where they are not said, are not recorded, or were erased."""
    if event.action not in _CHANGES:
        return None
    if event.personal_before or event.personal_after:
        before, after = (escaped(truncate(text, TEXT_LIMIT)) for text in (event.personal_before, event.personal_after))
        return (before, after) if before and after else None
    if event.before == event.after:
        return None
    return _value_text(event, event.before, groups), _value_text(event, event.after, groups)


def _personal_after(event: AuditEvent) -> str:
    """What was typed; of a request that was superseded why, which is stored without a language (before LANG-1 as a sentence)."""
    superseded = event.action is AuditAction.DECIDED and event.after == RequestState.SUPERSEDED
    return (stored_reason_text(event.personal_after) if superseded else None) or event.personal_after


def _value_text(event: AuditEvent, value: AuditValue, groups: Mapping[GroupId, str]) -> str:
    match value:
        case None | "":
            # Translators: a value that was not chosen yet; stands beside an arrow: “not set → on”.
            return _("not set")
        case bool():
            return on_off(value)
        case str():
            return _string_text(event.action, value)
        case list():
            return request_text.name_list([groups.get(GroupId(each), request_text.deleted_group()) for each in value])
        case {"value": (bool() | None) as on, "locked": bool(locked)}:
            setting = event.setting or Setting.PMI_ENABLED
            return short_state_text(setting, SettingState(on, locked), of_group=event.group is not None)
        case _:
            return escaped(json.dumps(value))


def _string_text(what: AuditAction, value: str) -> str:
    match what:
        case AuditAction.NUMBER:
            return format_number(Pmi(value))
        case AuditAction.APPROVALS_CHANNEL:
            return f"<#{value}>"
        case AuditAction.LANGUAGE if value in available():
            return formats.language_name(value)
        case AuditAction.PLAN if value in tuple(Plan):
            return plan_label(Plan(value))
        case AuditAction.LICENSE | AuditAction.DEFAULT_LICENSE if value in tuple(License):
            return license_label(License(value))
    return escaped(value)


def _json(value: AuditValue) -> str:
    return "" if value is None else json.dumps(value)
