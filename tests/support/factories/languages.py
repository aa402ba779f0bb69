"""Languages for tests, and what is said in them by whichever catalogues there are."""

import pytest

from bot.i18n.languages import Language, available
from bot.i18n.messages import gettext
from bot.i18n.spoken import speaking

GERMAN, FRENCH, SPANISH = Language("de"), Language("fr"), Language("es")
needs_catalogues = pytest.mark.skipif(
    not {GERMAN, FRENCH, SPANISH} <= set(available()), reason="there are no catalogues of these languages"
)


def said_in(language: Language, text: str) -> str:
    """A message without values as people of this language read it."""
    with speaking(language):
        return gettext(text)
