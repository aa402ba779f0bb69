"""The first channels of a new workspace and their members."""

from collections.abc import Iterable

from bot.sandbox.workspace.channels import Channel, Channels
from bot.sandbox.workspace.people import BOT_USER, Person

GENERAL, RANDOM, APPROVALS, PARTNERS = "C0GENERAL", "C0RANDOM", "C0APPROVALS", "C0PARTNERS"


def seed(channels: Channels, people: Iterable[Person]) -> None:
    """Add #general (with the bot), #random, the private #approvals of the admins, and #partners with another company."""
    present = [person for person in people if not person.deleted and not person.is_bot]
    own = {person.id for person in present if not person.is_stranger}
    single = {person.id for person in present if person.is_ultra_restricted}
    guests = {person.id for person in present if person.is_restricted}
    strangers = {person.id for person in present if person.is_stranger}
    admins = {person.id for person in present if person.is_admin or person.is_owner}
    channels.add(Channel(GENERAL, "general", is_general=True, members=(own - single) | {BOT_USER}))
    channels.add(Channel(RANDOM, "random", members=set(own)))
    channels.add(Channel(APPROVALS, "approvals", is_private=True, members=admins))
    channels.add(Channel(PARTNERS, "partners", is_ext_shared=True, members=(own - guests) | strangers))
