"""Who somebody is and what that lets them have: accounts and people, roles, plans and licenses as plain values (section 1)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.policy.ids import AccountId, PersonId, TeamId, UserId
from bot.policy.values.results import Allowed, Denied


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
    """A person's role, read from Slack (spec section 1)."""

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
    """A person as Slack's directory describes them at one instant. `zone` is an IANA name, empty where unknown."""

    team: TeamId
    user: UserId
    name: str
    zone: str
    role: Role
    active: bool


@dataclass(frozen=True, slots=True)
class Account:
    """One organisation: a Slack workspace. `approvals_channel` is empty until chosen; `set_up_at`: when an owner finished the setup.

    `default_license` is what new people get (ROLE-3).
    """

    id: AccountId
    team: TeamId
    plan: Plan
    default_license: License
    approvals_channel: str
    set_up_at: datetime | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody we know. `greeted_at` is when the bot introduced itself to them.

    `unreachable_at` is since when messages do not reach them (REM-5), until they change or act themselves.
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


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role, and when Slack confirmed it (ROLE-1). `role_confirmed_at` is none for what one does to one's own room."""

    user: UserId
    role: Role
    role_confirmed_at: datetime | None

    @classmethod
    def acting_on_own(cls, user: UserId) -> "Actor":
        """Somebody acting on what is theirs, where no role matters."""
        return cls(user, Role.MEMBER, None)

    @property
    def is_admin(self) -> bool:
        """Whether an owner or admin acts."""
        return self.role in ADMIN_ROLES


def may_have_room(role: Role, *, active: bool) -> Allowed | Denied:
    """Whether somebody may have a room at all (PMI-11, ROLE-1)."""
    if not active:
        return Denied("This Slack account is deactivated, so it has no personal meeting room.")
    match role:
        case Role.GUEST:
            return Denied(
                "Guests have no personal meeting room of their own. You can join any meeting you are invited to;"
                " to have a room, ask an admin to make you a full member."
            )
        case Role.EXTERNAL:
            return Denied(
                "Personal meeting rooms are for people of this workspace. You can join any meeting you are invited to."
            )
        case Role.BOT:
            return Denied("Apps have no personal meeting room.")
        case _:
            return Allowed()


def may_choose_number(person: Person) -> Allowed | Denied:
    """Only licensed people choose their own PMI (spec section 4, ROLE-2)."""
    if person.license is License.LICENSED:
        return Allowed()
    return Denied("Only licensed people can choose their number.")


def may_choose_link(person: Person, plan: Plan) -> Allowed | Denied:
    """Licensed people on business, education and enterprise plans choose their personal link (spec section 4)."""
    if person.license is not License.LICENSED:
        return Denied("Only licensed people can choose their personal link.")
    if plan not in (Plan.BUSINESS, Plan.EDUCATION, Plan.ENTERPRISE):
        return Denied(f"Choosing a personal link is not part of the {plan} plan.")
    return Allowed()


UNKNOWN_PERSON = Denied("I do not know this person yet.")

NO_ACCOUNT = Denied("I do not know this workspace yet. Use /pmi once, then try again.")
