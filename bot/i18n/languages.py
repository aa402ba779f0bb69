"""The languages that people can read: English, and one for each catalogue in `locales/` (LANG-1)."""

from functools import cache
from importlib.resources import files
from typing import NewType

Language = NewType("Language", str)
"""The code of a language as in ISO 639-1."""

ENGLISH = Language("en")
SUFFIX = ".po"
_MAX_HEADER_LENGTH = 500


@cache
def available() -> tuple[Language, ...]:
    """All languages: English, the source, first, then one for each catalogue, by their codes."""
    folder = files("bot.i18n").joinpath("locales")
    names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    return (ENGLISH, *sorted(Language(name.removesuffix(SUFFIX)) for name in names if name.endswith(SUFFIX)))


def language_of(locale: str) -> Language:
    """The language of a locale as Slack writes it, such as `de-DE`; English where there is no catalogue for it."""
    code = Language(locale.replace("_", "-").partition("-")[0].lower())
    return code if code in available() else ENGLISH


def accepted_language(header: str) -> Language:
    """The language that a browser prefers by its `Accept-Language` (RFC 9110, section 12.5.4); English where it accepts none of ours."""
    ranges = [_parse_range(each) for each in header[:_MAX_HEADER_LENGTH].split(",")]
    wanted = sorted((each for each in ranges if each[1] > 0), key=lambda each: -each[1])  # stable: as they stand
    codes = [Language(tag.partition("-")[0]) for tag, _ in wanted]
    return next((code for code in codes if code in available()), ENGLISH)


def _parse_range(text: str) -> tuple[str, float]:
    """A language tag in lower case and its weight; 0 where that is none."""
    tag, _, parameter = text.strip().lower().partition(";")
    name, _, value = parameter.strip().partition("=")
    if name != "q":
        return tag.strip(), 1.0
    try:
        return tag.strip(), float(value)
    except ValueError:
        return tag.strip(), 0.0
