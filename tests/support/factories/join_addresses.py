"""What a guest has of a room: its number or its link."""

from bot.policy.rooms.rooms import Room
from bot.use_cases.gateway.admission import JoinAddress


def by_number(room: Room) -> JoinAddress:
    return JoinAddress(room.number, is_link=False)


def by_link(room: Room) -> JoinAddress:
    return JoinAddress(room.link, is_link=True)
