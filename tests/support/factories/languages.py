"""Languages for tests."""

from bot.i18n.languages import Language
from bot.i18n.messages import gettext
from bot.i18n.spoken import speaking

GERMAN, FRENCH, SPANISH = Language("de"), Language("fr"), Language("es")


def said_in(language: Language, text: str) -> str:
    """A message without values as people of this language read it."""
    with speaking(language):
        return gettext(text)
