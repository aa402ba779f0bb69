"""The invitation: as plain text ready to paste (INV-1), and as a post in a channel."""

from collections.abc import Mapping
from typing import Any

from bot.exchange import Block, View
from bot.policy.numbers import show
from bot.policy.people import UserId
from bot.policy.rooms import Room, Visit
from bot.policy.terms import Terms
from bot.views.addresses import join_link, personal_link
from bot.views.blocks import actions, button, context, escaped, link, modal, plain, section

POST = "invitation_post"
POST_FORM = "invitation_post_form"
QR = "invitation_qr"
CHANNEL = "channel"
OPTIONS = "options"
CHOSEN = "chosen"
JOIN = "invitation_join"


def room_invitation(terms: Terms, visit: Visit) -> str:
    """The invitation to a personal room: no topic and no time, because it is always the same."""
    room = visit.room
    lines = [
        f"{visit.profile.person.name} invites you to their personal meeting room.",
        "",
        f"Join: {join_link(terms, room, with_token=visit.rules.token_in_links)}",
        f"Meeting ID: {show(room.number)}",
    ]
    return "\n".join([*lines, f"Passcode: {room.passcode}"] if room.passcode else lines)


def notification(terms: Terms, visit: Visit) -> str:
    """The same in mrkdwn, for where no blocks are shown."""
    return escaped(room_invitation(terms, visit))


def room_invitation_blocks(terms: Terms, visit: Visit) -> list[Block]:
    """The same as a text to select, for its host alone."""
    holds = "your passcode" if visit.room.passcode else "the way in, without a passcode"
    return [
        section("*Your invitation* – select it and paste it wherever you need it."),
        section(f"```{notification(terms, visit)}```"),
        actions(button("Post to a channel …", POST), button("QR code", QR)),
        context(f"It holds {holds}: give it only to people who may come in."),
    ]


def about_qr(address: str, room: Room) -> str:
    """What stands above the picture."""
    asks = "It asks for your passcode." if room.passcode else "It asks for no passcode: whoever sees it comes in."
    return f"The QR code of your personal meeting room, {link(address, address)}. {asks}"


def post_form(*, passcode: bool = True) -> View:
    """Where to post it, and whether with the passcode (PASS-3) where there is one."""
    option = {
        "text": plain("Include the passcode and the one-click link", 75),
        "description": plain("Everybody who can read the channel can then come in.", 75),
        "value": "passcode",
    }
    choice = {"type": "checkboxes", "action_id": CHOSEN, "options": [option]}
    return modal(
        "Post invitation",
        [
            channel_input(),
            *([{**_input(OPTIONS, "Passcode", choice), "optional": True}] if passcode else []),
            context("The invitation is posted by PMI Bot and names you."),
        ],
        callback=POST_FORM,
        submit="Post",
        close="Cancel",
    )


def channel_input() -> Block:
    """Which channel; the one where the person is, if they are in one."""
    channel = {
        "type": "conversations_select",
        "action_id": CHOSEN,
        "default_to_current_conversation": True,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        "placeholder": plain("Choose a channel", 150),
    }
    return _input(CHANNEL, "Channel", channel)


def read_channel(view: Mapping[str, Any]) -> str:
    """The channel that was chosen."""
    return str(view["state"]["values"][CHANNEL][CHOSEN].get("selected_conversation") or "")


def read_post_form(view: Mapping[str, Any]) -> tuple[str, bool]:
    """The channel, and whether the passcode is included."""
    chosen = view["state"]["values"].get(OPTIONS, {}).get(CHOSEN, {})
    return read_channel(view), bool(chosen.get("selected_options"))


def posted_invitation(terms: Terms, visit: Visit, *, with_passcode: bool) -> list[Block]:
    """The invitation in a channel. Without the host's word it holds neither passcode nor token (PASS-3)."""
    host, room = visit.profile.person, visit.room
    address = join_link(terms, room, with_token=with_passcode and visit.rules.token_in_links)
    lines = [
        f"<@{host.user}> invites you to their personal meeting room.",
        f"*Join:* {link(address, f'{terms.public_url}/j/{room.number}')}",
        f"*Meeting ID:* {show(room.number)}",
    ]
    passcode = f"*Passcode:* `{escaped(room.passcode)}`" if with_passcode else f"The passcode is with <@{host.user}>."
    return [
        section("\n".join([*lines, passcode] if room.passcode else lines)),
        actions(button("Join", JOIN, url=address)),
    ]


def way_in(terms: Terms, host: UserId, room: Room) -> list[Block]:
    """The way into a colleague's room. Whether it is open, only its door tells, and only with the passcode (GATE-2)."""
    return [
        section(f"<@{host}>'s meeting room. You need their passcode, unless they gave you a one-click link."),
        actions(button("Join", JOIN, url=personal_link(terms, room), style="primary")),
    ]


def posted(channel: str) -> View:
    """The result of a post, as a view (UX-7)."""
    return modal("Posted", [section(f":white_check_mark: Your invitation is in <#{channel}>.")])


def _input(block_id: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}
