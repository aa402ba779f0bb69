"""In which language a page is: what its reader's browser asks for (LANG-1). It depends on nothing else, so that it tells nothing."""

from starlette.requests import Request

from bot.i18n import languages
from bot.i18n.languages import Language
from bot.i18n.spoken import spoken
from bot.web.security_headers import SECURITY_HEADERS


def accepted_language(request: Request) -> Language:
    """The language that the reader prefers of those that there are."""
    return languages.accepted_language(", ".join(request.headers.getlist("Accept-Language")))


def page_headers() -> dict[str, str]:
    """The headers of a page with words in the spoken language."""
    return {**SECURITY_HEADERS, "Content-Language": spoken(), "Vary": "Accept-Language"}
