"""Assigns numbers and links inside the caller's transaction. A generated value that is taken is generated again."""

from datetime import datetime

from bot.policy.clock import Instant
from bot.policy.ids import PersonId, Pmi
from bot.policy.options import Options
from bot.policy.rooms import links, numbers, passcodes
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.rooms import Room
from storage import Connection
from storage.rooms import numbers as number_store
from storage.rooms import rooms as room_store


def assign_room(tx: Connection, options: Options, person: PersonId, instant: Instant) -> None:
    """Create a person's first room: number, link, passcode and token are generated (PMI-11, LINK-3, PASS-1)."""
    number = claim_new_number(tx, person, instant)
    room_store.add(
        tx, person, number, passcodes.generate_passcode(options.passcode_min_length), passcodes.new_token(), instant.at
    )
    if not number_store.has_link(tx, person):
        claim_new_link(tx, person, instant)


def claim_new_number(tx: Connection, person: PersonId, instant: Instant) -> Pmi:
    """Generate a number and claim it for this person (PMI-10)."""
    while True:
        number = numbers.generate_pmi()
        if claim_number(tx, number, person, instant):
            return number


def claim_number(tx: Connection, number: Pmi, person: PersonId, instant: Instant) -> bool:
    """Claim a number for this person; false where it is taken (PMI-9)."""
    held = number_store.holding(tx, number)
    taken = numbers.is_taken(held, person, instant)
    return not taken and number_store.claim(tx, number, person, held)


def claim_new_link(tx: Connection, person: PersonId, instant: Instant) -> str:
    """Generate a link and claim it for this person (LINK-3)."""
    while True:
        link = links.generate_link()
        if claim_link(tx, link, person, instant):
            return link


def claim_link(tx: Connection, link: str, person: PersonId, instant: Instant) -> bool:
    """Claim a personal link for this person; false where it is taken (LINK-2)."""
    held = number_store.link_holding(tx, link)
    taken = links.is_taken(held, person, instant)
    return not taken and number_store.claim_link(tx, link, person, held)


def move_to_number(
    tx: Connection, room: Room, new_number: Pmi, reason: EndReason, passcode: str, now: datetime
) -> None:
    """End the room under its old number, which is then reserved, and open it under `new_number`, claimed before.

    The personal link belongs to the person and so leads to the new number (PMI-13). One-click links get a new token.
    """
    room_store.end(tx, room, reason, now)
    number_store.end(tx, room.number, reason, now)
    room_store.add(tx, room.person, new_number, passcode, passcodes.new_token(), now)
