"""The deployment's own values, as plain values; it does not know where they were configured."""

from dataclasses import dataclass

from bot.policy.people.people import License, Plan


@dataclass(frozen=True, slots=True)
class Options:
    """Passcode length in characters (PASS-1), reminder days before expiry (REM-1), addresses, and seeds (ROLE-3).

    `room_url_template` has one `{name}` for a session's random name (GATE-1). `default_plan`,
    `default_license` and `approvals_channel` only seed a new account. An empty `support_contact` shows none.
    """

    passcode_min_length: int = 6
    reminder_days: tuple[int, ...] = (30, 7, 1)
    room_url_template: str = "https://meet.jit.si/{name}"
    public_url: str = "http://127.0.0.1:3000"
    default_plan: Plan = Plan.BUSINESS
    default_license: License = License.LICENSED
    approvals_channel: str = ""
    support_contact: str = ""
