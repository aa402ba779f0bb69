"""The people of the workspace with their roles and zones, and their user objects."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.errors import Json

TEAM = "T0SANDBOX"
OTHER_TEAM = "T0PARTNER"
BOT_USER = "U0BOT"
LOCALES = {"en-GB": "English", "de-DE": "Deutsch", "fr-FR": "Français", "es-ES": "Español"}
"""Some of the languages in which people can have Slack, by its names for them."""
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Person:
    """One account. `tz` is an IANA zone; the flags are those of Slack's user object.

    `is_restricted`: any guest; `is_ultra_restricted`: a guest of a single channel; `deleted`: deactivated;
    `is_stranger`: of another company (Slack Connect), with a `team_id` of their own.
    """

    id: str
    name: str
    real_name: str
    tz: str = "Europe/London"
    is_owner: bool = False
    is_primary_owner: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_bot: bool = False
    deleted: bool = False
    team_id: str = TEAM
    is_stranger: bool = False
    email: str = ""
    locale: str = "en-GB"
    display_name: str = ""

    @property
    def shown_name(self) -> str:
        """The name that Slack shows to others."""
        return self.display_name or self.real_name or self.name

    def to_slack(self, now: datetime, *, with_email: bool = False, with_locale: bool = False) -> Json:
        """The whole user object. Deactivated and external people lack the fields that Slack leaves out for them."""
        user: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "real_name": self.real_name,
            "profile": self._profile(with_email=with_email),
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 1_700_000_000,
        }
        if self.is_stranger:
            user["is_stranger"] = True
        elif not self.deleted:
            user |= self._member_fields(now)
        if with_locale:
            user["locale"] = self.locale
        return user

    def _profile(self, *, with_email: bool) -> Json:
        profile: Json = {
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.display_name,
            "display_name_normalized": self.display_name,
            "team": self.team_id,
        }
        return profile | {"email": self.email or f"{self.name}@example.com"} if with_email else profile

    def _member_fields(self, now: datetime) -> Json:
        local = now.astimezone(ZoneInfo(self.tz))
        offset = local.utcoffset()
        return {
            "color": "4bbe2e",
            "tz": self.tz,
            "tz_label": local.tzname(),
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": self.is_admin,
            "is_owner": self.is_owner,
            "is_primary_owner": self.is_primary_owner,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_email_confirmed": True,
            "who_can_share_contact_card": "EVERYONE",
        }


CAST: tuple[Person, ...] = (
    Person("U0OLIVIA", "olivia", "Olivia", tz="Europe/London", is_owner=True, is_primary_owner=True, is_admin=True),
    Person("U0ADA", "ada", "Ada", tz="Europe/Berlin", is_admin=True),
    Person("U0ADAM", "adam", "Adam", tz="America/New_York", is_admin=True),
    Person("U0MIA", "mia", "Mia", tz="Europe/Berlin"),
    Person("U0MAX", "max", "Max", tz="America/Los_Angeles"),
    Person("U0NOOR", "noor", "Noor", tz="Asia/Kolkata"),
    Person("U0GUS", "gus", "Gus", tz="Europe/Paris", is_restricted=True),
    Person("U0SOL", "sol", "Sol", tz="Europe/Madrid", is_restricted=True, is_ultra_restricted=True),
    Person("U0DANA", "dana", "Dana", tz="Europe/Rome", deleted=True),
    Person("U0XENIA", "xenia", "Xenia", tz="Asia/Tokyo", team_id=OTHER_TEAM, is_stranger=True),
)
"""An owner, two admins, three members in three zones, two kinds of guest, one deactivated, one of another company."""
