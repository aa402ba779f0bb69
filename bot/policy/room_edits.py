"""Editing one's own room: what is changed, who may change it, and what is wrong with it, field by field."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from bot.policy import links, numbers, passcodes
from bot.policy.answers import Allowed, Denied, Fault
from bot.policy.limits import Limit
from bot.policy.links import LinkHolding
from bot.policy.numbers import Holding, Number
from bot.policy.people import Account, Person, may_choose_link, may_choose_number, may_have_room
from bot.policy.room_rules import RoomRules
from bot.policy.rooms import SUSPENDED, Room
from bot.policy.terms import Terms


class Field(StrEnum):
    """What of a room can be edited."""

    NUMBER = "number"
    LINK = "link"
    PASSCODE = "passcode"
    INSTANT = "instant"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody typed, as they typed it; none where the form had no such field. `instant`: instant meetings use it."""

    number: str | None
    link: str | None
    passcode: str | None
    instant: bool | None


AVAILABILITY_CHECKS = Limit(10, timedelta(minutes=10))
"""How often somebody is told whether a number or link is taken: else they could ask for one after the other (PMI-9)."""


@dataclass(frozen=True, slots=True)
class Records:
    """What is on record for the wished number and link (PMI-9, LINK-2); `again_at`: until when nobody is told, if so."""

    number: Holding | None
    link: LinkHolding | None
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Whose room it is, what it is now, what holds for it, and what is on record for what is wished."""

    account: Account
    person: Person
    room: Room
    rules: RoomRules
    records: Records


Faults = dict[Field, list[str]]


def may_edit(person: Person, room: Room, rules: RoomRules) -> Allowed | Denied:
    """Whether the host may change anything at all of their room now."""
    for answer in (may_have_room(person.role, active=person.active), rules.enabled):
        if isinstance(answer, Denied):
            return answer
    return SUSPENDED if room.suspended_at is not None else Allowed()


def may_change_number(person: Person, rules: RoomRules) -> Allowed | Denied:
    """By license, and where the organisation lets people (section 4, `pmi_self_service`)."""
    return rules.may_choose if isinstance(rules.may_choose, Denied) else may_choose_number(person)


def may_change_link(person: Person, account: Account, rules: RoomRules) -> Allowed | Denied:
    """By license and plan, and where the organisation lets people."""
    return rules.may_choose if isinstance(rules.may_choose, Denied) else may_choose_link(person, account.plan)


def wanted_number(wish: Wish, room: Room) -> Number | None:
    """The number wished for, if it is another one."""
    if wish.number is None or (digits := numbers.normalise(wish.number)) == room.number:
        return None
    return Number(digits)


def wanted_link(wish: Wish, room: Room) -> str | None:
    """The link wished for, if it is spelled otherwise."""
    return None if wish.link is None or wish.link.strip() == room.link else wish.link.strip()


def wanted_passcode(wish: Wish, room: Room) -> str | None:
    """The passcode wished for, if it is another one."""
    return None if wish.passcode is None or wish.passcode.strip() == room.passcode else wish.passcode.strip()


def faults(wish: Wish, facts: Facts, terms: Terms, now: datetime) -> Faults:
    """Everything wrong at once, beside its field; what is not changed is never wrong."""
    room = facts.room
    number, link, passcode = wanted_number(wish, room), wanted_link(wish, room), wanted_passcode(wish, room)
    found: Faults = {}
    if number is not None:
        found[Field.NUMBER] = _number_faults(number, facts, now)
    if link is not None:
        found[Field.LINK] = _link_faults(link, facts, now)
    if passcode is not None and (passcode or facts.rules.passcode_required):
        found[Field.PASSCODE] = _reasons(passcodes.faults(passcode, terms.passcode_min_length))
    return {name: reasons for name, reasons in found.items() if reasons}


def _number_faults(number: Number, facts: Facts, now: datetime) -> list[str]:
    if refused := _refused_number(number, facts):
        return refused
    if facts.records.again_at is not None:
        return [_too_many_checks(facts.records.again_at, now)]
    return [numbers.TAKEN.reason] if numbers.is_taken(facts.records.number, facts.person.id, now) else []


def _refused_number(number: Number, facts: Facts) -> list[str]:
    """Why nobody looks whether it is taken."""
    if isinstance(answer := may_change_number(facts.person, facts.rules), Denied):
        return [answer.reason]
    return _reasons(numbers.faults(number))


def _link_faults(link: str, facts: Facts, now: datetime) -> list[str]:
    if refused := _refused_link(link, facts):
        return refused
    if facts.records.again_at is not None and _is_another(link, facts.room):
        return [_too_many_checks(facts.records.again_at, now)]
    return [links.TAKEN.reason] if links.is_taken(facts.records.link, facts.person.id, now) else []


def _refused_link(link: str, facts: Facts) -> list[str]:
    if isinstance(answer := may_change_link(facts.person, facts.account, facts.rules), Denied):
        return [answer.reason]
    return _reasons(links.faults(link))


def _is_another(link: str, room: Room) -> bool:
    """Not only one's own in other capitals."""
    return links.key(link) != links.key(room.link)


def checks_availability(wish: Wish, facts: Facts) -> bool:
    """Whether the answer to this form tells if a number or link is taken, whatever else is wrong with it."""
    number, link = wanted_number(wish, facts.room), wanted_link(wish, facts.room)
    of_number = number is not None and not _refused_number(number, facts)
    of_link = link is not None and _is_another(link, facts.room) and not _refused_link(link, facts)
    return facts.records.again_at is None and (of_number or of_link)


def _too_many_checks(again_at: datetime, now: datetime) -> str:
    minutes = ceil((again_at - now) / timedelta(minutes=1))
    when = "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"You have tried {AVAILABILITY_CHECKS.times} numbers and links in a short time. Nothing is saved; try again in {when}."


def _reasons(broken: list[Fault]) -> list[str]:
    return [fault.reason for fault in broken]


def version(room: Room) -> str:
    """Changes with every edit, and tells nothing: a form keeps it to notice that it has grown stale (UX-5)."""
    return hashlib.sha256(f"{room.id}|{room.number}|{room.link}|{room.token}".encode()).hexdigest()[:16]
