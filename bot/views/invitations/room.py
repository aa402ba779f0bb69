"""The invitation: as plain text ready to paste (INV-1), and as a post in a channel."""

from collections.abc import Mapping
from typing import Any

from bot.policy.ids import UserId
from bot.policy.options import Options
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import ProfileSnapshot, Room
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, context, escaped, link, modal, plain, section
from bot.views.components.inputs import CHOICE_ACTION_ID, channel_input, labelled_input, read_channel
from bot.views.components.links import join_link, personal_link

POST = "invitation_post"
POST_FORM = "invitation_post_form"
SHOW_QR = "invitation_qr"
PASSCODE_BLOCK = "options"
JOIN = "invitation_join"


def invitation_text(options: Options, snapshot: ProfileSnapshot) -> str:
    """The invitation to a personal room: no topic and no time, because it is always the same."""
    room = snapshot.room
    lines = [
        f"{snapshot.profile.person.name} invites you to their personal meeting room.",
        "",
        f"Join: {join_link(options, room, with_token=snapshot.rules.token_in_links)}",
        f"Meeting ID: {format_number(room.number)}",
    ]
    return "\n".join([*lines, f"Passcode: {room.passcode}"] if room.passcode else lines)


def invitation_mrkdwn(options: Options, snapshot: ProfileSnapshot) -> str:
    """The same in mrkdwn, for where no blocks are shown."""
    return escaped(invitation_text(options, snapshot))


def invitation_blocks(options: Options, snapshot: ProfileSnapshot) -> list[Block]:
    """The same as a text to select, for its host alone."""
    contents = "your passcode" if snapshot.room.passcode else "the way in, without a passcode"
    return [
        section("*Your invitation* – select it and paste it wherever you need it."),
        section(f"```{invitation_mrkdwn(options, snapshot)}```"),
        actions(button("Post to a channel …", POST), button("QR code", SHOW_QR)),
        context(f"It holds {contents}: give it only to people who may come in."),
    ]


def qr_caption(address: str, room: Room) -> str:
    """What stands above the picture."""
    passcode_note = (
        "It asks for your passcode." if room.passcode else "It asks for no passcode: whoever sees it comes in."
    )
    return f"The QR code of your personal meeting room, {link(address, address)}. {passcode_note}"


def post_form(*, passcode: bool = True) -> View:
    """Where to post it, and whether with the passcode (PASS-3) where there is one."""
    option = {
        "text": plain("Include the passcode and the one-click link", 75),
        "description": plain("Everybody who can read the channel can then come in.", 75),
        "value": "passcode",
    }
    choice = {"type": "checkboxes", "action_id": CHOICE_ACTION_ID, "options": [option]}
    return modal(
        "Post invitation",
        [
            channel_input(),
            *([{**labelled_input(PASSCODE_BLOCK, "Passcode", choice), "optional": True}] if passcode else []),
            context("The invitation is posted by PMI Bot and names you."),
        ],
        callback=POST_FORM,
        submit="Post",
        close="Cancel",
    )


def read_post_form(view: Mapping[str, Any]) -> tuple[str, bool]:
    """The channel, and whether the passcode is included."""
    chosen = view["state"]["values"].get(PASSCODE_BLOCK, {}).get(CHOICE_ACTION_ID, {})
    return read_channel(view), bool(chosen.get("selected_options"))


def channel_post(options: Options, snapshot: ProfileSnapshot, *, with_passcode: bool) -> list[Block]:
    """The invitation in a channel. Unless the host chose to include them it holds neither passcode nor token (PASS-3)."""
    host, room = snapshot.profile.person, snapshot.room
    address = join_link(options, room, with_token=with_passcode and snapshot.rules.token_in_links)
    lines = [
        f"<@{host.user}> invites you to their personal meeting room.",
        f"*Join:* {link(address, f'{options.public_url}/j/{room.number}')}",
        f"*Meeting ID:* {format_number(room.number)}",
    ]
    passcode = f"*Passcode:* `{escaped(room.passcode)}`" if with_passcode else f"The passcode is with <@{host.user}>."
    return [
        section("\n".join([*lines, passcode] if room.passcode else lines)),
        actions(button("Join", JOIN, url=address)),
    ]


def colleague_room(options: Options, host: UserId, room: Room) -> list[Block]:
    """The way into a colleague's room. Whether it is open, only its join page tells, and only with the passcode (GATE-2)."""
    return [
        section(f"<@{host}>'s meeting room. You need their passcode, unless they gave you a one-click link."),
        actions(button("Join", JOIN, url=personal_link(options, room), style="primary")),
    ]


def posted_modal(channel: str) -> View:
    """The result of a post, as a view (UX-7)."""
    return modal("Posted", [section(f":white_check_mark: Your invitation is in <#{channel}>.")])
