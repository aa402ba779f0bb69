"""Who somebody is: accounts and people, roles, plans and licenses as plain values (section 1 of the rules)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.policy.ids import AccountId, PersonId, TeamId, UserId
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied


class Plan(StrEnum):
    """What the account has bought; stored and configured by these words."""

    FREE = "free"
    PRO = "pro"
    BUSINESS = "business"
    EDUCATION = "education"
    ENTERPRISE = "enterprise"


class License(StrEnum):
    """What one person was given; stored and configured by these words."""

    BASIC = "basic"
    LICENSED = "licensed"


class Role(StrEnum):
    """A person's role, read from Slack (section 1 of the rules)."""

    PRIMARY_OWNER = "primary_owner"
    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"
    GUEST = "guest"
    BOT = "bot"
    EXTERNAL = "external"  # of another company, met in a shared channel


ADMIN_ROLES = (Role.PRIMARY_OWNER, Role.OWNER, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as Slack's directory describes them at one instant. `zone` is an IANA name, empty where unknown.

    `locale` is as Slack writes it (`de-DE`), empty where Slack did not say: that takes nothing back.
    """

    team: TeamId
    user: UserId
    name: str
    zone: str
    role: Role
    active: bool
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """One organisation: a Slack workspace. `approvals_channel` is empty until chosen; `set_up_at`: when an owner finished the setup.

    `default_license` is what new people get (ROLE-3), `language` that of channel posts: a code, empty until an owner has chosen one.
    """

    id: AccountId
    team: TeamId
    plan: Plan
    default_license: License
    approvals_channel: str
    set_up_at: datetime | None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody we know. `greeted_at` is when the bot introduced itself to them.

    `unreachable_at` is since when messages do not reach them (REM-5), until they change or act themselves. `locale` is Slack's, empty
    where unknown (LANG-1).
    """

    id: PersonId
    user: UserId
    name: str
    zone: str
    role: Role
    active: bool
    license: License
    greeted_at: datetime | None
    unreachable_at: datetime | None = None
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role, and when Slack confirmed it (ROLE-1). `role_confirmed_at` is none for what one does to one's own room."""

    user: UserId
    role: Role
    role_confirmed_at: datetime | None

    @property
    def is_admin(self) -> bool:
        """Whether an owner or admin acts."""
        return self.role in ADMIN_ROLES


UNKNOWN_PERSON = Denied(reason("people.unknown"))

NO_ACCOUNT = Denied(reason("people.unknown_workspace"))
