"""Edits one's own room: number, personal link, passcode, instant meetings; with its audit entries (AUDIT-1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.policy.audit.events import AuditAction, AuditEvent, Cause
from bot.policy.options import Options
from bot.policy.people.caller import Caller
from bot.policy.rooms import passcodes
from bot.policy.rooms.edits import (
    AVAILABILITY_CHECKS,
    AvailabilityRecords,
    RoomEdit,
    RoomEditContext,
    RoomField,
    RoomFieldErrors,
    changed_link,
    changed_number,
    changed_passcode,
    field_errors,
    form_version,
    may_edit,
    reveals_availability,
)
from bot.policy.rooms.links import LINK_TAKEN, link_key
from bot.policy.rooms.numbers import NUMBER_TAKEN, EndReason
from bot.policy.rooms.room_rules import RoomRules, room_rules
from bot.policy.rooms.rooms import Profile, Room, existing_room, needs_new_number
from bot.policy.settings import choices
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Resolved
from bot.policy.values.results import Denied
from bot.policy.values.throttle import retry_at
from bot.use_cases import room_numbers
from bot.use_cases.context import Context
from bot.use_cases.invitations import updates
from bot.use_cases.settings.settings import save_choices
from storage import Connection, Database
from storage.audit import audit as audit_store
from storage.rooms import availability_checks as availability_check_store
from storage.rooms import numbers as number_store
from storage.rooms import rooms as room_store
from storage.rooms import sessions as session_store
from storage.settings.settings import resolved_for


@dataclass(frozen=True, slots=True)
class EditedRoom:
    """Saved. `before` and `room` differ in what was changed, if anything."""

    profile: Profile
    before: Room
    room: Room


@dataclass(frozen=True, slots=True)
class RefusedRoomEdit:
    """Nothing was saved: all faults, by field."""

    faults: RoomFieldErrors


@dataclass(frozen=True, slots=True)
class StaleRoom:
    """Nothing was saved: the room changed after the form was opened. `room` is its current state."""

    profile: Profile
    room: Room


PURGE_LOCK = "availability checks"
_TAKEN = {RoomField.NUMBER: NUMBER_TAKEN.reason, RoomField.LINK: LINK_TAKEN.reason}


class _LostRaceError(Exception):
    """Another workspace claimed the value between our check and our claim; the transaction is rolled back."""

    def __init__(self, field: RoomField) -> None:
        self.field = field


def edit_room(
    context: Context, caller: Caller, edit: RoomEdit, seen_version: str
) -> EditedRoom | RefusedRoomEdit | StaleRoom | Denied:
    """Save a form that was opened at the room's version `seen_version`, all or nothing (section 2, 3, 4)."""
    try:
        with context.db.write(caller.team) as tx:
            profile = room_store.known_profile(tx, caller.team, caller.user)
            settings = resolved_for(tx, profile.person.id)
            rules = room_rules(settings, profile.person.role)
            if profile.room is None or isinstance(may_edit(profile.person, profile.room, rules), Denied):
                return _refusal(profile, rules)
            facts = RoomEditContext(
                profile.account, profile.person, profile.room, rules, _read_records(tx, edit, profile.room, caller.now)
            )
            return _edit(tx, context.options, profile, facts, settings, edit, seen_version, caller.now)
    except _LostRaceError as lost:
        with context.db.write(caller.team) as tx:  # rolled back with the rest, yet the answer reveals availability
            availability_check_store.add(
                tx, room_store.known_profile(tx, caller.team, caller.user).person.id, caller.now
            )
        return RefusedRoomEdit({lost.field: [_TAKEN[lost.field]]})


def _refusal(profile: Profile, rules: RoomRules) -> Denied:
    answer = rules.enabled if profile.room is None else may_edit(profile.person, profile.room, rules)
    return answer if isinstance(answer, Denied) else Denied("You have no room yet. Use /pmi to get one.")


def _edit(
    tx: Connection,
    options: Options,
    profile: Profile,
    facts: RoomEditContext,
    settings: Mapping[Setting, Resolved],
    edit: RoomEdit,
    seen_version: str,
    now: datetime,
) -> EditedRoom | RefusedRoomEdit | StaleRoom:
    room = facts.room
    stale = form_version(room) != seen_version and _changes_anything(edit, room)
    if stale or needs_new_number(room, facts.rules, now):
        return StaleRoom(profile, room)
    if reveals_availability(edit, facts):
        availability_check_store.add(tx, facts.person.id, now)
    chosen = choices.changed_choices({} if edit.instant is None else {Setting.PMI_FOR_INSTANT: edit.instant}, settings)
    found = field_errors(edit, facts, options, now)
    if locked := choices.refusals(chosen, settings):
        found[RoomField.INSTANT] = list(locked.values())
    if found:
        return RefusedRoomEdit(found)
    cause = Cause(profile.person.user, now)
    save_choices(tx, profile.account, profile.person.id, chosen, cause)
    _apply(tx, profile, room, edit, cause)
    profile = room_store.known_profile(tx, profile.account.team, profile.person.user)
    after = existing_room(profile)
    audit_room_changes(tx, profile, room, after, cause)
    updates.on_room_changed(tx, profile.account.id, room, after, now)
    return EditedRoom(profile, room, after)


def _changes_anything(edit: RoomEdit, room: Room) -> bool:
    wanted = changed_number(edit, room), changed_link(edit, room), changed_passcode(edit, room)
    return any(each is not None for each in wanted)


def _read_records(tx: Connection, edit: RoomEdit, room: Room, now: datetime) -> AvailabilityRecords:
    number, link = changed_number(edit, room), changed_link(edit, room)
    if number is None and link is None:
        return AvailabilityRecords(number=None, link=None)
    nth_latest = availability_check_store.nth_latest(tx, room.person, AVAILABILITY_CHECKS, now)
    return AvailabilityRecords(
        number=None if number is None else number_store.holding(tx, number),
        link=None if link is None else number_store.link_holding(tx, link),
        retry_at=retry_at(AVAILABILITY_CHECKS, nth_latest, now),
    )


def purge_availability_checks(db: Database, now: datetime) -> int:
    """Delete availability checks outside the window (PMI-9); return how many."""
    with db.write(PURGE_LOCK) as tx:
        return availability_check_store.purge(tx, AVAILABILITY_CHECKS.window, now)


def _apply(tx: Connection, profile: Profile, room: Room, edit: RoomEdit, cause: Cause) -> None:
    """Apply the changes. A new number or passcode ends a running session (spec section 1)."""
    now = cause.at
    number, link, passcode = changed_number(edit, room), changed_link(edit, room), changed_passcode(edit, room)
    if link is not None:
        _change_link(tx, room, link, now)
    if number is None and passcode is None:
        return
    if profile.session is not None:
        session_store.end(tx, profile.session.id, now)
    new_passcode = room.passcode if passcode is None else passcode
    if number is None:
        room_store.set_passcode(tx, room.id, new_passcode, passcodes.new_token())
        return
    if not room_numbers.claim_number(tx, number, room.person, now):
        raise _LostRaceError(RoomField.NUMBER)
    room_numbers.move_to_number(tx, room, number, EndReason.EDITED, new_passcode, now)


def _change_link(tx: Connection, room: Room, link: str, now: datetime) -> None:
    if link_key(link) == link_key(room.link):
        number_store.respell_link(tx, link)
        return
    number_store.release_link(tx, room.person, room.id, now)
    if not room_numbers.claim_link(tx, link, room.person, now):
        raise _LostRaceError(RoomField.LINK)


def audit_room_changes(tx: Connection, profile: Profile, before: Room, after: Room, cause: Cause) -> None:
    """Add one audit entry for each of number, link and passcode that changed."""
    person = profile.person.id
    events = []
    if after.number != before.number:
        events.append(AuditEvent(AuditAction.NUMBER, person=person, before=before.number, after=after.number))
    if after.link != before.link:
        events.append(
            AuditEvent(AuditAction.LINK, person=person, personal_before=before.link, personal_after=after.link)
        )
    if after.passcode != before.passcode:
        events.append(
            AuditEvent(AuditAction.PASSCODE, person=person, before=bool(before.passcode), after=bool(after.passcode))
        )
    for event in events:
        audit_store.add(tx, profile.account.id, event, cause)
