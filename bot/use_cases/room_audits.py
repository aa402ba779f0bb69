"""What is written down when a room's number, link or passcode changes (AUDIT-1): never a passcode, typed links apart."""

from bot.policy.audit import AuditAction, AuditEvent, Cause
from bot.policy.rooms import Profile, Room
from storage import Connection
from storage import audit as audit_store


def audit_room_changes(tx: Connection, profile: Profile, before: Room, after: Room, cause: Cause) -> None:
    """One entry for each of the three that is another one now."""
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
