"""After a leak: replaces number and passcode, renews the link, or suspends the room (PMI-15)."""

from datetime import datetime

from bot.policy.audit.events import AuditAction, AuditEvent, Cause
from bot.policy.ids import RoomId, UserId
from bot.policy.people.caller import Caller
from bot.policy.people.permissions import may_have_room, may_manage_room
from bot.policy.rooms import passcodes
from bot.policy.rooms.edits import form_version
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.rooms import Profile, existing_room
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases import room_numbers
from bot.use_cases.context import Context
from bot.use_cases.invitations import pmi_state
from bot.use_cases.rooms import edits
from bot.use_cases.rooms.edits import EditedRoom
from storage import Connection
from storage.audit import audit as audit_store
from storage.rooms import expiry_reminders as expiry_reminder_store
from storage.rooms import numbers as number_store
from storage.rooms import rooms as room_store
from storage.rooms import sessions as session_store


def replace_number(context: Context, caller: Caller, host: UserId, seen_room: RoomId) -> EditedRoom | Denied:
    """**“Replace my number”**, by the host or an admin. Ends a running session; needs no license.

    `seen_room` is the room on the screen; it makes a second press a refusal.
    """
    with context.db.write(caller.team) as tx:
        profile = _manageable_profile(tx, caller, host)
        if isinstance(profile, Denied):
            return profile
        room = existing_room(profile)
        if room.id != seen_room:
            return Denied(reason("rooms.replaced_already"))
        if profile.session is not None:
            session_store.end(tx, profile.session, caller.now)
        number = room_numbers.claim_new_number(tx, room.person, caller.instant)
        passcode = passcodes.generate_passcode(context.options.passcode_min_length)
        room_numbers.move_to_number(tx, room, number, EndReason.REPLACED, passcode, caller.now)
        return edits.record_change(tx, profile, Cause(caller.user, caller.now, note="replaced"))


def renew_link(context: Context, caller: Caller, seen_version: str) -> EditedRoom | Denied:
    """Generate a new personal link for oneself, when the old one leaked too; needs no license.

    `seen_version` is the room's version on the screen.
    """
    with context.db.write(caller.team) as tx:
        profile = _manageable_profile(tx, caller, caller.user)
        if isinstance(profile, Denied):
            return profile
        room = existing_room(profile)
        if form_version(room) != seen_version:
            return Denied(reason("rooms.link_changed_already"))
        number_store.release_link(tx, room.person, room.id, caller.now)
        room_numbers.claim_new_link(tx, room.person, caller.instant)
        return edits.record_change(tx, profile, Cause(caller.user, caller.now))


def suspend_room(context: Context, caller: Caller, host: UserId) -> Profile | Denied:
    """Block starting and joining until the host replaces the number, or an admin lifts the suspension."""
    return _set_suspended(context, caller, host, suspended_at=caller.now)


def lift_suspension(context: Context, caller: Caller, host: UserId) -> Profile | Denied:
    """End a suspension."""
    return _set_suspended(context, caller, host, suspended_at=None)


def _set_suspended(
    context: Context, caller: Caller, host: UserId, *, suspended_at: datetime | None
) -> Profile | Denied:
    if caller.user == host and not caller.actor.is_admin:
        return Denied(reason("rooms.only_admins_suspend"))
    with context.db.write(caller.team) as tx:
        profile = _manageable_profile(tx, caller, host)
        if isinstance(profile, Denied):
            return profile
        room = existing_room(profile)
        room_store.set_suspended(tx, room.id, suspended_at)
        what = AuditAction.LIFTED if suspended_at is None else AuditAction.SUSPENDED
        event = AuditEvent(what, person=profile.person.id)
        audit_store.add(tx, profile.account.id, event, Cause(caller.user, caller.now))
        if suspended_at is None:
            if (
                room.expiry_recorded
            ):  # files and posts say so still; by the reset below it is valid until the job finds it again
                pmi_state.on_expiry_recorded_or_reset(tx, [room.person], caller.now)
            expiry_reminder_store.reset(tx, room.id)
        if suspended_at is not None and profile.session is not None:
            session_store.end(tx, profile.session, caller.now)
        return room_store.known_profile(tx, caller.team, host)


def _manageable_profile(tx: Connection, caller: Caller, host: UserId) -> Profile | Denied:
    if isinstance(allowed := may_manage_room(caller.actor, host, caller.now), Denied):
        return allowed
    profile = room_store.profile(tx, caller.team, host)
    if profile is None or profile.room is None:
        return Denied(reason("rooms.none_to_change"))
    eligible = may_have_room(profile.person)
    return eligible if isinstance(eligible, Denied) and caller.user == host else profile
