"""Edits of one's own room: what is changed, who may change it, and the errors, field by field."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from bot.policy.clock import Instant
from bot.policy.ids import Pmi
from bot.policy.options import Options
from bot.policy.people.people import Account, Person
from bot.policy.people.permissions import may_choose_link, may_choose_number, may_have_room
from bot.policy.rooms import links, numbers, passcodes
from bot.policy.rooms.links import LinkRecord
from bot.policy.rooms.numbers import NumberRecord
from bot.policy.rooms.room_rules import RoomRules
from bot.policy.rooms.rooms import ROOM_SUSPENDED, Room
from bot.policy.values.reasons import Reason, reason
from bot.policy.values.results import Allowed, Denied, Violation
from bot.policy.values.throttle import Throttle


class RoomField(StrEnum):
    """The fields of a room that can be edited."""

    NUMBER = "number"
    LINK = "link"
    PASSCODE = "passcode"
    INSTANT = "instant"


@dataclass(frozen=True, slots=True)
class RoomEdit:
    """What somebody typed, as they typed it; none where the form had no such field. `instant`: instant meetings use it."""

    number: str | None
    link: str | None
    passcode: str | None
    instant: bool | None


AVAILABILITY_CHECKS = Throttle(10, timedelta(minutes=10))
"""How often somebody is told whether a number or link is taken, so that nobody can try one after the other (PMI-9)."""


@dataclass(frozen=True, slots=True)
class AvailabilityRecords:
    """The records of the new number and link (PMI-9, LINK-2); `retry_at`: until when the person is not told if they are taken."""

    number: NumberRecord | None
    link: LinkRecord | None
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RoomEditContext:
    """What an edit is validated against: person, present room, its rules, and the records of the new number and link."""

    account: Account
    person: Person
    room: Room
    rules: RoomRules
    records: AvailabilityRecords


RoomFieldErrors = dict[RoomField, list[Reason]]


def may_edit(person: Person, room: Room, rules: RoomRules) -> Allowed | Denied:
    """Whether the host may change anything at all of their room now."""
    for answer in (may_have_room(person), rules.enabled):
        if isinstance(answer, Denied):
            return answer
    return ROOM_SUSPENDED if room.suspended_at is not None else Allowed()


def may_change_number(person: Person, rules: RoomRules) -> Allowed | Denied:
    """Whether somebody may choose their number: by license, and by `pmi_self_service` (section 4 of the rules)."""
    return rules.may_choose if isinstance(rules.may_choose, Denied) else may_choose_number(person)


def may_change_link(person: Person, account: Account, rules: RoomRules) -> Allowed | Denied:
    """Whether somebody may choose their link: by license and plan, and by `pmi_self_service` (section 4 of the rules)."""
    return rules.may_choose if isinstance(rules.may_choose, Denied) else may_choose_link(person, account.plan)


def changed_number(edit: RoomEdit, room: Room) -> Pmi | None:
    """The new number, if it differs from the present one."""
    if edit.number is None or (digits := numbers.normalise_number(edit.number)) == room.number:
        return None
    return Pmi(digits)


def changed_link(edit: RoomEdit, room: Room) -> str | None:
    """The new link, if it is spelled differently."""
    return None if edit.link is None or edit.link.strip() == room.link else edit.link.strip()


def changed_passcode(edit: RoomEdit, room: Room) -> str | None:
    """The new passcode, if it differs from the present one."""
    return None if edit.passcode is None or edit.passcode.strip() == room.passcode else edit.passcode.strip()


def field_errors(edit: RoomEdit, context: RoomEditContext, options: Options, instant: Instant) -> RoomFieldErrors:
    """All errors of an edit, by field; what is not changed is never wrong."""
    room = context.room
    number, link, passcode = changed_number(edit, room), changed_link(edit, room), changed_passcode(edit, room)
    errors: RoomFieldErrors = {}
    if number is not None:
        errors[RoomField.NUMBER] = _number_errors(number, context, instant)
    if link is not None:
        errors[RoomField.LINK] = _link_errors(link, context, instant)
    if passcode is not None and (passcode or context.rules.passcode_required):
        errors[RoomField.PASSCODE] = _reasons(passcodes.violations(passcode, options.passcode_min_length))
    return {name: reasons for name, reasons in errors.items() if reasons}


def _number_errors(number: Pmi, context: RoomEditContext, instant: Instant) -> list[Reason]:
    if refusals := _number_refusals(number, context):
        return refusals
    if context.records.retry_at is not None:
        return [_too_many_checks(context.records.retry_at, instant.at)]
    record, person = context.records.number, context.person.id
    taken = numbers.is_taken(record, person, instant)
    return [numbers.NUMBER_TAKEN.reason] if taken else []


def _number_refusals(number: Pmi, context: RoomEditContext) -> list[Reason]:
    """Why the number is refused without looking whether it is taken."""
    if isinstance(answer := may_change_number(context.person, context.rules), Denied):
        return [answer.reason]
    return _reasons(numbers.violations(number))


def _link_errors(link: str, context: RoomEditContext, instant: Instant) -> list[Reason]:
    if refusals := _link_refusals(link, context):
        return refusals
    if context.records.retry_at is not None and _is_different_link(link, context.room):
        return [_too_many_checks(context.records.retry_at, instant.at)]
    record, person = context.records.link, context.person.id
    taken = links.is_taken(record, person, instant)
    return [links.LINK_TAKEN.reason] if taken else []


def _link_refusals(link: str, context: RoomEditContext) -> list[Reason]:
    if isinstance(answer := may_change_link(context.person, context.account, context.rules), Denied):
        return [answer.reason]
    return _reasons(links.violations(link))


def _is_different_link(link: str, room: Room) -> bool:
    """Whether it is more than one's own in other capitals."""
    return links.link_key(link) != links.link_key(room.link)


def reveals_availability(edit: RoomEdit, context: RoomEditContext) -> bool:
    """Whether the answer to this form tells if a number or link is taken, whatever else is wrong with it."""
    number, link = changed_number(edit, context.room), changed_link(edit, context.room)
    reveals_number = number is not None and not _number_refusals(number, context)
    reveals_link = link is not None and _is_different_link(link, context.room) and not _link_refusals(link, context)
    return context.records.retry_at is None and (reveals_number or reveals_link)


def _too_many_checks(retry_at: datetime, now: datetime) -> Reason:
    minutes = ceil((retry_at - now) / timedelta(minutes=1))
    return reason("rooms.too_many_checks", attempts=AVAILABILITY_CHECKS.attempts, count=minutes)


def _reasons(violations: list[Violation]) -> list[Reason]:
    return [violation.reason for violation in violations]


def form_version(room: Room) -> str:
    """A hash that changes with every edit and reveals nothing: a form that keeps it notices when it is stale (UX-5)."""
    return hashlib.sha256(f"{room.id}|{room.number}|{room.link}|{room.token}".encode()).hexdigest()[:16]
