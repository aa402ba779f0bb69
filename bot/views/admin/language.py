"""The language of channel posts, which an owner chooses for the account (LANG-1)."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import formats
from bot.i18n.languages import Language, available, language_of
from bot.i18n.messages import gettext as _
from bot.policy.people.people import Account
from bot.protocol import Block, View
from bot.views.components.blocks import modal
from bot.views.components.inputs import input_block, option, select
from bot.views.components.view_state import selected_value

EDIT_LANGUAGE, SAVE_LANGUAGE = "admin_edit_language", "admin_save_language"
LANGUAGE_BLOCK = "language"


def language_text(account: Account) -> str:
    """The account's language, in its own words."""
    return formats.language_name(language_of(account.language))


def language_input(chosen: str) -> Block:
    """Which language posts in channels are in; `chosen` is a code."""
    languages = [option(formats.language_name(each), each) for each in available()]
    hint = _(
        "Posts in channels, approvals among them, are in this language. Everybody reads their own screens in theirs."
    )
    return input_block(
        LANGUAGE_BLOCK, _("Language of channel posts"), select(languages, language_of(chosen)), hint=hint
    )


def language_form(account: Account) -> View:
    """The form to change the language of channel posts."""
    # Translators: at most 24 characters.
    title = _("Language")
    # Translators: at most 24 characters.
    return modal(title, [language_input(account.language)], callback=SAVE_LANGUAGE, submit=_("Save"))


def read_language(view: Mapping[str, Any]) -> Language | None:
    """The language that was chosen; None where there is none of that name."""
    name = selected_value(view, LANGUAGE_BLOCK)
    return next((each for each in available() if each == name), None)
