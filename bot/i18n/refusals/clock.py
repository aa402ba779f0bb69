"""Why an act waits for a believed clock (CLOCK-1)."""

from bot.i18n.messages import Message
from bot.i18n.messages import gettext_noop as N_

REFUSALS: dict[str, Message] = {
    "clock.doubted": N_(
        "My clock may be wrong just now, so I cannot tell whether it is too late for this. Nothing is changed; please try again in a minute."
    ),
}
