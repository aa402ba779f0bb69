"""The answers of policy: allowed, denied, in need of approval, and violations of a rule."""

from dataclasses import dataclass

from bot.policy.values.reasons import Reason


@dataclass(frozen=True, slots=True)
class Allowed:
    """The act may go ahead."""


@dataclass(frozen=True, slots=True)
class Denied:
    """The act may not go ahead; `reason` says to the person what is missing, who can help (ROLE-2)."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class NeedsApproval:
    """The act waits for a second pair of eyes: another owner or admin (APP-1)."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing wrong with what somebody typed: the rule's name in docs/rules.md (“PMI-4”) and what to do about it.

    A reason may quote one character of what was typed: whoever shows it in Slack's mrkdwn escapes it first.
    """

    rule: str
    reason: Reason
