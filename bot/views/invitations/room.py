"""The invitation to a personal room: as plain text ready to paste (INV-1), as a QR code, and as a post in a channel."""

from collections.abc import Mapping
from typing import Any

from bot.i18n.languages import language_of
from bot.i18n.messages import gettext as _
from bot.i18n.spoken import speaking
from bot.policy.ids import UserId
from bot.policy.options import Options
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import ProfileSnapshot, Room
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, context, modal, section
from bot.views.components.inputs import CHOICE_ACTION_ID, channel_input, checkboxes, input_block, option, read_channel
from bot.views.components.links import join_link, personal_link
from bot.views.components.text import channel_mention, escaped, link, mention
from bot.views.components.view_state import is_checked
from bot.views.meetings.text import join_lines

POST = "invitation_post"
POST_FORM = "invitation_post_form"
SHOW_QR = "invitation_qr"
PASSCODE_BLOCK = "options"
JOIN = "invitation_join"


def invitation_text(options: Options, snapshot: ProfileSnapshot) -> str:
    """The invitation in plain text: no topic and no time, because it is always the same."""
    heading = _("{host} invites you to their personal meeting room.", host=snapshot.profile.person.name)
    way_in = join_lines(options, snapshot.room, with_token=snapshot.rules.token_in_links)
    return "\n".join([heading, "", *way_in])


def invitation_mrkdwn(options: Options, snapshot: ProfileSnapshot) -> str:
    """The invitation in mrkdwn, for where no blocks are shown, in the language of the host, whom its readers know (LANG-1)."""
    with speaking(language_of(snapshot.profile.person.locale)):
        return escaped(invitation_text(options, snapshot))


def invitation_blocks(options: Options, snapshot: ProfileSnapshot) -> list[Block]:
    """The invitation as a text to select, for its host alone."""
    if snapshot.room.passcode:
        caution = _("It holds your passcode: give it only to people who may come in.")
    else:
        caution = _("It lets people in without a passcode: give it only to people who may come in.")
    return [
        section(_("*Your invitation* – select it and paste it wherever you need it.")),
        section(f"```{invitation_mrkdwn(options, snapshot)}```"),
        actions(button(_("Post to a channel …"), POST), button(_("QR code"), SHOW_QR)),
        context(caution),
    ]


def qr_caption(address: str, room: Room) -> str:
    """The text above the QR code."""
    what = _("The QR code of your personal meeting room, {link}.", link=link(address, address))
    if room.passcode:
        return what + " " + _("It asks for your passcode.")
    return what + " " + _("It asks for no passcode: whoever sees it comes in.")


def post_form(*, passcode: bool = True, channel: str = "", with_passcode: bool = False) -> View:
    """Which channel to post the invitation in and, if there is a passcode, whether to include it (PASS-3).

    `channel` and `with_passcode` are what was chosen before.
    """
    # Translators: at most 75 characters.
    label = _("Include the passcode and the one-click link")
    # Translators: at most 75 characters.
    warning = _("Everybody who can read the channel can then come in.")
    include_option = option(label, "passcode", warning)
    choice = checkboxes([include_option], [include_option] if with_passcode else [])
    include = input_block(PASSCODE_BLOCK, _("Passcode"), choice, optional=True, action_id=CHOICE_ACTION_ID)
    footer = context(_("The invitation is posted by PMI Bot and names you."))
    blocks = [channel_input(channel), *([include] if passcode else []), footer]
    # Translators: at most 24 characters.
    title = _("Post invitation")
    # Translators: at most 24 characters.
    submit = _("Post")
    return modal(title, blocks, callback=POST_FORM, submit=submit)


def read_post_form(view: Mapping[str, Any]) -> tuple[str, bool]:
    """The channel, and whether the passcode is included."""
    return read_channel(view), is_checked(view, PASSCODE_BLOCK)


def channel_post(options: Options, snapshot: ProfileSnapshot, *, with_passcode: bool) -> list[Block]:
    """The invitation in a channel. Unless the host chose to include them it holds neither passcode nor token (PASS-3)."""
    host, room = mention(snapshot.profile.person.user), snapshot.room
    address = join_link(options, room, with_token=with_passcode and snapshot.rules.token_in_links)
    lines = [
        _("{host} invites you to their personal meeting room.", host=host),
        _("*Join:* {link}", link=link(address, f"{options.public_url}/j/{room.number}")),
        _("*Meeting ID:* {number}", number=format_number(room.number)),
    ]
    if room.passcode and with_passcode:
        lines.append(_("*Passcode:* `{passcode}`", passcode=escaped(room.passcode)))
    elif room.passcode:
        lines.append(_("Ask {host} for the passcode.", host=host))
    return [section("\n".join(lines)), actions(button(_("Join"), JOIN, url=address))]


def colleague_room(options: Options, host: UserId, room: Room) -> list[Block]:
    """The link to a colleague's room. Only its join page tells whether it is open, and only with the passcode (GATE-2)."""
    return [
        section(
            _(
                "{host}’s meeting room. You need their passcode, unless they gave you a one-click link.",
                host=mention(host),
            )
        ),
        actions(button(_("Join"), JOIN, url=personal_link(options, room), style="primary")),
    ]


def posted_modal(channel: str) -> View:
    """The result of a post, as a view (UX-7)."""
    text = _(":white_check_mark: Your invitation is in {channel}.", channel=channel_mention(channel))
    # Translators: at most 24 characters.
    return modal(_("Posted"), [section(text)])
