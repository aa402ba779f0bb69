"""Edits one's own room: number, personal link, passcode, instant meetings; with its audit entries (AUDIT-1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.policy.audit.events import AuditAction, AuditEvent, Cause
from bot.policy.ids import Pmi
from bot.policy.options import Options
from bot.policy.people.caller import Caller
from bot.policy.rooms import edits, links, numbers, passcodes
from bot.policy.rooms.edits import AvailabilityRecords, RoomEdit, RoomEditContext, RoomField, RoomFieldErrors
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.room_rules import room_rules
from bot.policy.rooms.rooms import Profile, Room, existing_room, needs_new_number
from bot.policy.settings import choices
from bot.policy.settings.catalogue import Setting
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.policy.values.throttle import retry_at
from bot.use_cases import room_numbers
from bot.use_cases.batches import run_in_batches
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
    """Saved, or replaced. `before` and `room` differ in what was changed, if anything."""

    profile: Profile
    before: Room
    room: Room


@dataclass(frozen=True, slots=True)
class RefusedRoomEdit:
    """Nothing was saved: all faults, by field."""

    faults: RoomFieldErrors


@dataclass(frozen=True, slots=True)
class StaleRoom:
    """Nothing was saved: the room changed after the form was opened."""


NO_ROOM_YET = Denied(reason("rooms.none"))
PURGE_LOCK = "availability checks"
_TAKEN = {RoomField.NUMBER: numbers.NUMBER_TAKEN.reason, RoomField.LINK: links.LINK_TAKEN.reason}


class _LostRaceError(Exception):
    """Another workspace claimed the value between our check and our claim; the transaction is rolled back."""

    def __init__(self, field: RoomField) -> None:
        self.field = field


def edit_room(
    context: Context, caller: Caller, edit: RoomEdit, seen_version: str
) -> EditedRoom | RefusedRoomEdit | StaleRoom | Denied:
    """Save a form that was opened at the room's version `seen_version`, all or nothing (sections 2 to 4 of the rules)."""
    try:
        with context.db.write(caller.team) as tx:
            return _edit(tx, context.options, caller, edit, seen_version)
    except _LostRaceError as lost:
        with context.db.write(caller.team) as tx:  # rolled back with the rest, yet the answer reveals availability
            person = room_store.known_profile(tx, caller.team, caller.user).person
            availability_check_store.add(tx, person.id, caller.now)
        return RefusedRoomEdit({lost.field: [_TAKEN[lost.field]]})


def _edit(
    tx: Connection, options: Options, caller: Caller, edit: RoomEdit, seen_version: str
) -> EditedRoom | RefusedRoomEdit | StaleRoom | Denied:
    profile, now = room_store.known_profile(tx, caller.team, caller.user), caller.now
    person, room = profile.person, profile.room
    settings = resolved_for(tx, person.id)
    rules = room_rules(settings, person.role)
    if room is None:
        return rules.enabled if isinstance(rules.enabled, Denied) else NO_ROOM_YET
    if isinstance(allowed := edits.may_edit(person, room, rules), Denied):
        return allowed
    records = _read_records(tx, edit, room, now)
    facts = RoomEditContext(profile.account, person, room, rules, records)
    stale = edits.form_version(room) != seen_version and any(part is not None for part in _changed(edit, room))
    if stale or (caller.clock_believed and needs_new_number(room, rules, now)):
        return StaleRoom()
    if edits.reveals_availability(edit, facts):
        availability_check_store.add(tx, person.id, now)
    chosen = choices.changed_choices({} if edit.instant is None else {Setting.PMI_FOR_INSTANT: edit.instant}, settings)
    found = edits.field_errors(edit, facts, options, caller.instant)
    if locked := choices.refusals(chosen, settings):
        found[RoomField.INSTANT] = list(locked.values())
    if found:
        return RefusedRoomEdit(found)
    cause = Cause(caller.user, now)
    save_choices(tx, profile.account, person.id, settings, chosen, cause)
    _apply(tx, caller, profile, room, edit)
    return record_change(tx, profile, cause)


def _changed(edit: RoomEdit, room: Room) -> tuple[Pmi | None, str | None, str | None]:
    """The new number, link and passcode; None for each that stays."""
    return edits.changed_number(edit, room), edits.changed_link(edit, room), edits.changed_passcode(edit, room)


def _read_records(tx: Connection, edit: RoomEdit, room: Room, now: datetime) -> AvailabilityRecords:
    number, link, _ = _changed(edit, room)
    if number is None and link is None:
        return AvailabilityRecords(number=None, link=None)
    nth_latest = availability_check_store.nth_latest(tx, room.person, edits.AVAILABILITY_CHECKS, now)
    return AvailabilityRecords(
        number=None if number is None else number_store.holding(tx, number),
        link=None if link is None else number_store.link_holding(tx, link),
        retry_at=retry_at(edits.AVAILABILITY_CHECKS, nth_latest, now),
    )


def purge_availability_checks(db: Database, now: datetime) -> int:
    """Delete availability checks outside the window (PMI-9), in batches; return how many."""
    window = edits.AVAILABILITY_CHECKS.window
    return run_in_batches(db, PURGE_LOCK, lambda tx, most: availability_check_store.purge(tx, window, now, most))


def _apply(tx: Connection, caller: Caller, profile: Profile, room: Room, edit: RoomEdit) -> None:
    """Apply the changes. A new number or passcode ends a running session (section 1 of the rules)."""
    now, (number, link, passcode) = caller.now, _changed(edit, room)
    if link is not None:
        _change_link(tx, caller, room, link)
    if number is None and passcode is None:
        return
    if profile.session is not None:
        session_store.end(tx, profile.session, now)
    new_passcode = room.passcode if passcode is None else passcode
    if number is None:
        room_store.set_passcode(tx, room.id, new_passcode, passcodes.new_token())
        return
    if not room_numbers.claim_number(tx, number, room.person, caller.instant):
        raise _LostRaceError(RoomField.NUMBER)
    room_numbers.move_to_number(tx, room, number, EndReason.EDITED, new_passcode, now)


def _change_link(tx: Connection, caller: Caller, room: Room, link: str) -> None:
    if links.link_key(link) == links.link_key(room.link):
        number_store.respell_link(tx, link)
        return
    number_store.release_link(tx, room.person, room.id, caller.now)
    if not room_numbers.claim_link(tx, link, room.person, caller.instant):
        raise _LostRaceError(RoomField.LINK)


def record_change(tx: Connection, profile_before: Profile, cause: Cause) -> EditedRoom:
    """In the transaction of a change: add its audit entries, and offer to update the invitations (AUDIT-1, INV-3)."""
    profile = room_store.known_profile(tx, profile_before.account.team, profile_before.person.user)
    before, after = existing_room(profile_before), existing_room(profile)
    for event in _audit_events(before, after):
        audit_store.add(tx, profile.account.id, event, cause)
    updates.on_room_changed(tx, profile.account.id, before, after, cause.at)
    return EditedRoom(profile, before, after)


def _audit_events(before: Room, after: Room) -> Iterator[AuditEvent]:
    """One for each of number, link and passcode that changed."""
    person = after.person
    if after.number != before.number:
        yield AuditEvent(AuditAction.NUMBER, person=person, before=before.number, after=after.number)
    if after.link != before.link:
        yield AuditEvent(AuditAction.LINK, person=person, personal_before=before.link, personal_after=after.link)
    if after.passcode != before.passcode:
        yield AuditEvent(AuditAction.PASSCODE, person=person, before=bool(before.passcode), after=bool(after.passcode))
