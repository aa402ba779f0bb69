"""The question before a number is replaced, and the results for number and link (PMI-15)."""

from bot.i18n.messages import gettext as _
from bot.policy.options import Options
from bot.policy.rooms.edits import form_version
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import Room
from bot.protocol import Block
from bot.views.components.blocks import actions, button, confirm, context, section
from bot.views.components.links import personal_link
from bot.views.components.text import link
from bot.views.rooms.profile import COPY_INVITATION

RENEW_LINK = "room_renew_link"


def number_replaced(options: Options, before: Room, now: Room) -> list[Block]:
    """Old → new, and the offer of a new personal link."""
    address = personal_link(options, now)
    # Translators: at most 300 characters, the address included.
    question = _("{address} stops working, and you get a generated one.", address=address)
    # Translators: at most 30 characters.
    yes = _("New link")
    # Translators: at most 30 characters.
    no = _("Keep it")
    confirmation = confirm(_("Get a new link?"), question, yes, no, danger=True)
    return [
        section(
            _(
                ":white_check_mark: Your number is replaced: {old} → *{new}*, with a new passcode. Nobody gets in with the old ones.",
                old=format_number(before.number),
                new=format_number(now.number),
            )
        ),
        section(
            _(
                "Your personal link {link} leads to the new room and asks for the new passcode.",
                link=link(address, now.link),
            )
        ),
        actions(
            button(_("Copy invitation"), COPY_INVITATION, style="primary"),
            button(_("New personal link"), RENEW_LINK, value=form_version(now), confirm=confirmation),
        ),
        context(_("Invite again the people who should come in.")),
    ]


def link_renewed(options: Options, before: Room, now: Room) -> list[Block]:
    """The new personal link."""
    return [
        section(
            _(
                ":white_check_mark: Your personal link is new: {old} → {new}. The old one does not work any more.",
                old=before.link,
                new=link(personal_link(options, now), now.link),
            )
        ),
        actions(button(_("Copy invitation"), COPY_INVITATION)),
    ]


def replace_question(room: Room, replace_button: Block) -> list[Block]:
    """The answer to `/pmi replace`: what it does, and the button."""
    return [
        section(
            _(
                "*Is {number} in the wrong hands?* Replacing gives you a new number and passcode at once, whatever your license,"
                " and ends a running meeting.",
                number=format_number(room.number),
            )
        ),
        actions(replace_button),
    ]
