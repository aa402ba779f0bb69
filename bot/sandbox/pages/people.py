"""The people and conversations that pages show and offer; it must not know messages or HTTP."""

from collections.abc import Sequence

from bot.sandbox.client.element_lookup import HOME
from bot.sandbox.client.input_values import may_be_selected
from bot.sandbox.errors import Json
from bot.sandbox.pages.model import Face
from bot.sandbox.pages.render_fields import Choice
from bot.sandbox.workspace.channels import Channel
from bot.sandbox.workspace.people import SLACKBOT, Person
from bot.sandbox.workspace.workspace import Workspace

_HUES = 10


def face(person: Person, url: str = "") -> Face:
    """A person with their role as text and the colour of their avatar."""
    hue = sum(person.id.encode()) % _HUES
    name = person.shown_name
    return Face(person.id, name, role(person), hue, is_bot=person.is_bot, active=not person.deleted, url=url)


def role(person: Person) -> str:
    """A person's role in the workspace as text."""
    roles = (
        (person.deleted, "Deactivated"),
        (person.is_bot, "App"),
        (person.is_stranger, "Other company"),
        (person.is_primary_owner or person.is_owner, "Owner"),
        (person.is_admin, "Admin"),
        (person.is_ultra_restricted, "Single-channel guest"),
        (person.is_restricted, "Guest"),
    )
    return next((name for holds, name in roles if holds), "Member")


def humans(workspace: Workspace) -> list[Person]:
    """All people who are no bots, in the workspace's order, the deactivated last."""
    everybody = [one for one in workspace.people.values() if not one.is_bot and one.id != SLACKBOT]
    return sorted(everybody, key=lambda one: one.deleted)


def own_channels(workspace: Workspace, user_id: str) -> list[Channel]:
    """The channels of a person, without direct messages and archived channels."""
    return [one for one in workspace.channels if not one.is_im and not one.is_archived and user_id in one.members]


def channel_kind(channel: Channel) -> str:
    """The kind of a conversation, which chooses the icon before its name: `dm`, `private` or `channel`."""
    if channel.is_im:
        return "dm"
    return "private" if channel.is_private else "channel"


def conversation_name(workspace: Workspace, user_id: str, channel: Channel) -> str:
    """The name of a conversation as this person sees it."""
    return workspace.person(channel.other_member(user_id)).shown_name if channel.is_im else channel.name


def selectable(workspace: Workspace, user_id: str, element: Json) -> Sequence[Choice]:
    """The choices of a select of people, channels or conversations for this person, filtered as it asks."""
    if "users" in element["type"]:
        return [Choice(one.id, one.shown_name) for one in humans(workspace) if not one.deleted]
    mine = [one for one in workspace.channels if user_id in one.members and may_be_selected(one, element)]
    names = [(one, conversation_name(workspace, user_id, one)) for one in sorted(mine, key=lambda one: one.is_im)]
    return [Choice(one.id, name if one.is_im else f"# {name}") for one, name in names]


def url_of(user_id: str) -> str:
    """The prefix of a person's pages. The person is part of the URL so that two tabs can show two people."""
    return f"/as/{user_id}"


def place_url(user_id: str, place: str) -> str:
    """The URL of this place for this person."""
    return f"{url_of(user_id)}/home" if place == HOME else f"{url_of(user_id)}/in/{place}"
