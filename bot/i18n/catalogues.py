"""The catalogues of translations, read once from `locales/`; it must not know which language is spoken."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from bot.i18n.languages import ENGLISH, SUFFIX, Language


@cache
def catalogue(language: Language) -> NullTranslations:
    """The translations into this language. English, the source, has none."""
    if language == ENGLISH:
        return NullTranslations()
    # Babel takes long to import, and English needs none of it (see `bot.i18n.messages.warm_up`).
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    text = files("bot.i18n").joinpath("locales", f"{language}{SUFFIX}").read_bytes()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(text), locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
