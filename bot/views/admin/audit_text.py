"""Entries of the audit log in words, one line each, and as rows of a CSV file (AUDIT-1); never with a passcode."""

import json
from collections.abc import Mapping
from datetime import UTC

from bot.i18n.languages import ENGLISH
from bot.i18n.reasons import stored_reason_text
from bot.i18n.spoken import speaking
from bot.policy.approvals.requests import RequestState
from bot.policy.audit.events import SYSTEM_ACTOR, AuditAction, AuditEntry, AuditEvent, AuditValue
from bot.policy.ids import GroupId, PersonId, Pmi, UserId
from bot.policy.people.people import Person
from bot.policy.rooms.numbers import format_number
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.lock_resolution import SettingState
from bot.views.approvals.text import DELETED_GROUP, name_list
from bot.views.components.setting_text import on_off, short_state_text
from bot.views.components.text import bold, escaped, short_date, truncate

EVENT_TEXTS: Mapping[AuditAction, str] = {
    AuditAction.SETTING: "changed “{setting}” for {scope}",
    AuditAction.CHOICE: "chose “{setting}”",
    AuditAction.LICENSE: "changed the license of {person}",
    AuditAction.PLAN: "changed the plan",
    AuditAction.DEFAULT_LICENSE: "changed the license of new people",
    AuditAction.APPROVALS_CHANNEL: "changed the approvals channel",
    AuditAction.GROUP_CREATED: "created {group}",
    AuditAction.GROUP_RENAMED: "renamed {group}",
    AuditAction.GROUP_DELETED: "deleted {group}",
    AuditAction.GROUPS_ORDERED: "changed the order of the groups",
    AuditAction.MEMBER_ADDED: "added {person} to {group}",
    AuditAction.MEMBER_REMOVED: "removed {person} from {group}",
    AuditAction.GROUP_ADMIN_NAMED: "named {person} admin of {group}",
    AuditAction.GROUP_ADMIN_DISMISSED: "dismissed {person} as admin of {group}",
    AuditAction.NUMBER: "changed the number of {person}",
    AuditAction.LINK: "changed the personal link of {person}",
    AuditAction.PASSCODE: "changed the passcode of {person}",
    AuditAction.SUSPENDED: "suspended the room of {person}",
    AuditAction.LIFTED: "lifted the suspension of {person}",
    AuditAction.MEETINGS_TAKEN: "handed the meetings of {person} over",
    AuditAction.MEETINGS_GIVEN: "gave meetings to {person}",
    AuditAction.REQUESTED: "asked for approval: {topic}",
    AuditAction.DECIDED: "{ended}: {topic}",
    AuditAction.ERASED: "erased a person, as an operator asked",
}
DECISION_TEXTS: Mapping[str, str] = {
    RequestState.APPROVED: "approved a request",
    RequestState.REJECTED: "rejected a request",
    RequestState.WITHDRAWN: "withdrew a request",
    RequestState.EXPIRED: "let a request expire, on which nobody had decided",
    RequestState.SUPERSEDED: "closed a request that was overtaken",
}
"""The end of a request in words, by its final state."""

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
    actor = f"<@{cause.actor}>" if cause.actor != SYSTEM_ACTOR else "PMI Bot"
    action = EVENT_TEXTS[event.action].format(**_placeholders(entry, people, groups))
    notes = [*([f"request {cause.request}"] if cause.request else []), *([escaped(cause.note)] if cause.note else [])]
    small = f" _({', '.join(notes)})_" if notes else ""
    return f"{short_date(cause.at)} · {actor} {action}{_change_text(entry, groups)}{small}"


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
        cause.actor or "PMI Bot",
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


def _placeholders(
    entry: AuditEntry, people: Mapping[PersonId, Person], groups: Mapping[GroupId, str]
) -> dict[str, str]:
    event = entry.event
    person = people.get(event.person) if event.person is not None else None
    named = event.personal_before or event.personal_after
    fallback = "" if event.action is AuditAction.DECIDED else named
    known = (groups.get(event.group) if event.group else None) or fallback
    group = f"the group {bold(known)}" if known else DELETED_GROUP
    setting = CATALOGUE[event.setting].label if event.setting else ""
    scope = group if event.group else "everybody"
    topic = f"“{setting}” for {scope}" if setting else _about_groups(event, group)
    return {
        "setting": setting,
        "scope": scope,
        "group": group,
        "person": f"<@{person.user}>" if person else "somebody",
        "topic": topic,
        "ended": DECISION_TEXTS.get(str(event.after), ""),
    }


def _about_groups(event: AuditEvent, group: str) -> str:
    """The subject of a request that is about no setting; the entry of its end only names the group."""
    topics = {
        "order": "the order of the groups",
        "creation": "a new group",
        "members": f"the members of {group}",
        "deletion": f"deleting {group}",
    }
    return topics.get(str(event.after), group if event.group else "the groups")


def _change_text(entry: AuditEntry, groups: Mapping[GroupId, str]) -> str:
    event = entry.event
    if event.action in (AuditAction.REQUESTED, AuditAction.DECIDED):
        return f": “{escaped(truncate(_personal_after(event), TEXT_LIMIT))}”" if event.personal_after else ""
    if event.personal_before or event.personal_after:
        texts = [escaped(truncate(text, TEXT_LIMIT)) for text in (event.personal_before, event.personal_after)]
        return f": {texts[0]} → *{texts[1]}*" if all(texts) else ""
    if event.before == event.after:  # not recorded, or secret: one passcode replaced another
        return ""
    before, after = (_value_text(event, value, groups) for value in (event.before, event.after))
    return f": {before} → *{after}*"


def _personal_after(event: AuditEvent) -> str:
    """What was typed; of a request that was superseded why, which is stored without a language (before LANG-1 as a sentence)."""
    superseded = event.action is AuditAction.DECIDED and event.after == RequestState.SUPERSEDED
    return (stored_reason_text(event.personal_after) if superseded else None) or event.personal_after


def _value_text(event: AuditEvent, value: AuditValue, groups: Mapping[GroupId, str]) -> str:
    what = event.action
    match value:
        case None:
            return "not set"
        case bool():
            return ("set" if value else "none") if what is AuditAction.PASSCODE else on_off(value)
        case str():
            return _string_text(what, value)
        case list():
            return name_list([groups.get(GroupId(each), f"group {each}") for each in value])
        case {"value": (bool() | None) as on, "locked": bool(locked)}:
            setting = event.setting or Setting.PMI_ENABLED
            return short_state_text(setting, SettingState(on, locked), of_group=event.group is not None)
        case _:
            items = value.items() if isinstance(value, Mapping) else [("", value)]
            return escaped(", ".join(f"{name} {each}".strip() for name, each in items))


def _string_text(what: AuditAction, value: str) -> str:
    if what is AuditAction.NUMBER:
        return format_number(Pmi(value))
    if what is AuditAction.APPROVALS_CHANNEL:
        return f"<#{value}>" if value else "none"
    return escaped(value)


def _json(value: AuditValue) -> str:
    return "" if value is None else json.dumps(value)
