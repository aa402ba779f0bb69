"""A person's private calendar feed: its state, its address once, and the buttons to renew or remove it (INV-2)."""

from datetime import datetime

from bot.policy.options import Options
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, confirm, context, modal, section
from bot.views.components.inputs import with_note
from bot.views.components.links import feed_link
from bot.views.components.text import slack_date

OPEN_FEED, RENEW_FEED, REMOVE_FEED = "feed_open", "feed_renew", "feed_stop"
FEED_REMOVED = ":white_check_mark: Your calendar link is dead. A calendar that still has it shows nothing new."


def feed_section() -> Block:
    """The section of the settings with the button to the feed."""
    return section(
        "*Calendar feed*\nYour meetings in any calendar that can subscribe to an address.",
        button("Calendar feed …", OPEN_FEED),
    )


def feed_modal(since: datetime | None, notice: str = "") -> View:
    """Whether there is a feed; its address is not shown, because only its hash is stored."""
    if since is None:
        make = actions(_renew_button(since, "Make my calendar link"))
        return _modal([section("You have no calendar link yet."), make], notice)
    made = (
        f"You made your calendar link {slack_date(since)}. It is not shown again: if you have lost it, make a new one."
    )
    return _modal([section(made), _buttons(since)], notice)


def new_feed_modal(options: Options, name: str, since: datetime) -> View:
    """The new address, which is shown only here."""
    warning = (
        "*Copy it now: it is not shown again.* Whoever has it sees when and where your meetings are, so keep it to yourself."
        " It opens no door: the links in it ask for each meeting’s passcode."
    )
    address = section(f"*Your calendar link*\n```{feed_link(options, name)}```")
    return _modal([address, section(warning), _buttons(since)])


def _modal(blocks: list[Block], notice: str = "") -> View:
    about = (
        "Subscribe to it in Google Calendar (*From URL*), Outlook (*Subscribe from web*), Apple Calendar (*New Calendar"
        " Subscription*) or any other; it holds what you host and what you are invited to, and stays up to date by itself."
        " How soon a change shows is up to the calendar: Google may take up to a day."
    )
    return with_note(modal("Calendar feed", [*blocks, context(about)]), notice)


def _buttons(since: datetime) -> Block:
    stopped = "Calendars that subscribed to it show nothing new from then on. You can make a new link at any time."
    confirmation = confirm("Remove your calendar link?", stopped, "Remove it", "Keep it", danger=True)
    remove = button("Remove", REMOVE_FEED, style="danger", confirm=confirmation)
    return actions(_renew_button(since, "Make a new link"), remove)


def _renew_button(since: datetime | None, label: str) -> Block:
    """Its value is since when the reader has a link as they saw it, to be compared with the stored state (UX-5)."""
    if since is None:
        return button(label, RENEW_FEED, value="none", style="primary")
    dead = "The present one is dead from then on: every calendar that subscribed to it needs the new one."
    confirmation = confirm("Make a new link?", dead, "Make a new one", "Keep it")
    return button(label, RENEW_FEED, value=since.isoformat(), confirm=confirmation)
