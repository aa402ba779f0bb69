"""A person's private calendar feed: its state, its address once, and the buttons to renew or remove it (INV-2)."""

from datetime import datetime

from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.policy.options import Options
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, confirm, context, modal, section
from bot.views.components.inputs import with_note
from bot.views.components.links import feed_link
from bot.views.components.text import fact, slack_date

OPEN_FEED, RENEW_FEED, REMOVE_FEED = "feed_open", "feed_renew", "feed_stop"
FEED_REMOVED = N_(
    ":white_check_mark: Your calendar link no longer works. A calendar that still has it shows nothing new."
)


def feed_section() -> Block:
    """The section of the settings with the button to the feed."""
    return section(
        fact(_("Calendar feed"), _("Your meetings in any calendar that can subscribe to an address.")),
        button(_("Calendar feed …"), OPEN_FEED),
    )


def feed_modal(since: datetime | None, notice: str = "") -> View:
    """Whether there is a feed; its address is not shown, because only its hash is stored."""
    if since is None:
        make = actions(_renew_button(since, _("Make my calendar link")))
        return _modal([section(_("You have no calendar link yet.")), make], notice)
    made = _(
        "You made your calendar link {date}. It is not shown again: if you have lost it, make a new one.",
        date=slack_date(since),
    )
    return _modal([section(made), _buttons(since)], notice)


def new_feed_modal(options: Options, name: str, since: datetime) -> View:
    """The new address, which is shown only here."""
    warning = _(
        "*Copy it now: it is not shown again.* Whoever has it sees when and where your meetings are, so keep it to yourself."
        " It lets nobody into a meeting: the links in it ask for each meeting’s passcode."
    )
    address = section(fact(_("Your calendar link"), f"```{feed_link(options, name)}```"))
    return _modal([address, section(warning), _buttons(since)])


def _modal(blocks: list[Block], notice: str = "") -> View:
    about = _(
        "Subscribe to it in Google Calendar (*From URL*), Outlook (*Subscribe from web*), Apple Calendar (*New Calendar"
        " Subscription*) or any other; it holds what you host and what you are invited to, and stays up to date by itself."
        " How soon a change shows is up to the calendar: Google may take up to a day."
    )
    # Translators: at most 24 characters.
    return with_note(modal(_("Calendar feed"), [*blocks, context(about)]), notice)


def _buttons(since: datetime) -> Block:
    # Translators: at most 300 characters.
    stopped = _("Calendars that subscribed to it show nothing new from then on. You can make a new link at any time.")
    # Translators: at most 30 characters.
    yes = _("Remove it")
    # Translators: at most 30 characters.
    no = _("Keep it")
    confirmation = confirm(_("Remove your calendar link?"), stopped, yes, no, danger=True)
    remove = button(_("Remove"), REMOVE_FEED, style="danger", confirm=confirmation)
    return actions(_renew_button(since, _("Make a new link")), remove)


def _renew_button(since: datetime | None, label: str) -> Block:
    """Its value is since when the reader has a link as they saw it, to be compared with the stored state (UX-5)."""
    if since is None:
        return button(label, RENEW_FEED, value="none", style="primary")
    # Translators: at most 300 characters.
    dead = _("The present one stops working: every calendar that subscribed to it needs the new one.")
    # Translators: at most 30 characters.
    yes = _("Make a new one")
    # Translators: at most 30 characters.
    no = _("Keep it")
    confirmation = confirm(_("Make a new link?"), dead, yes, no)
    return button(label, RENEW_FEED, value=since.isoformat(), confirm=confirmation)
