"""What Slack's answer to a message means for that message, its person and its workspace (REM-4, REM-5)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """Slack took the message: it is `ts` in `channel`."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack answered that it did not take it. `retry_after` is in seconds, where Slack names them."""

    error: str
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class NotTaken:
    """The request never left as a whole: Slack cannot have taken it."""

    why: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The request left, and nothing tells whether Slack took it: a time-out, a broken connection, a 5xx."""

    why: str


Answer = Taken | Refused | NotTaken | Unanswered


@dataclass(frozen=True, slots=True)
class Sent:
    """It is in Slack."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Again:
    """Not in Slack, to be tried again. `counts`: a fault of this message or person; `after`: in seconds, Slack's own wish."""

    reason: str
    counts: bool
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """It will never arrive. `unreachable`: nor will anything else for this person, until something about them changes."""

    reason: str
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Stopped:
    """A fault of the workspace: nothing arrives until somebody mends it, and nothing fails meanwhile."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """It may be in Slack: that has to be found out before it is sent again."""

    reason: str


Outcome = Sent | Again | Failed | Stopped | Unclear

BUSY = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
IN_DOUBT = frozenset({"internal_error", "fatal_error", "service_unavailable"})
"""Slack's documentation of these: “it is possible some aspect of the operation succeeded before the error was raised”."""
TOKEN = frozenset(
    {
        *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "org_login_required"),
        *("not_allowed_token_type", "two_factor_setup_required", "team_access_not_granted", "access_denied"),
    }
)
"""Faults of the workspace that are over as soon as `auth.test` answers well."""
WORKSPACE = TOKEN | frozenset(
    {
        *("missing_scope", "no_permission", "messages_tab_disabled", "ekm_access_denied", "accesslimited"),
        *("enterprise_is_restricted", "team_added_to_org", "method_deprecated", "deprecated_endpoint"),
    }
)
PERSON = frozenset({"user_disabled", "user_not_found", "user_not_visible", "cannot_dm_bot", "channel_not_found"})
FINAL = PERSON | frozenset(
    {
        *("not_in_channel", "is_archived", "restricted_action", "restricted_action_read_only_channel"),
        *("restricted_action_thread_only_channel", "restricted_action_non_threadable_channel"),
        *("cannot_reply_to_message", "thread_not_found", "slack_connect_file_link_sharing_blocked"),
        *("no_text", "msg_too_long", "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"),
        *("too_many_attachments", "invalid_arguments", "invalid_arg_name", "invalid_array_arg", "invalid_charset"),
        *("invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large", "metadata_must_be_sent_from_app"),
    }
)
"""The same message would be refused for the same reason at each further try."""


def meaning(answer: Answer, *, to_person: bool) -> Outcome:
    """What follows from an answer to a message, for a person or for a channel."""
    match answer:
        case Taken(channel, ts):
            return Sent(channel, ts)
        case NotTaken(why):
            return Again(why, counts=False)
        case Unanswered(why):
            return Unclear(why)
        case Refused(error, retry_after):
            return _refusal(error, retry_after, to_person=to_person)


def _refusal(error: str, retry_after: float | None, *, to_person: bool) -> Outcome:
    if error in BUSY:
        return Again(error, counts=False, after=retry_after)
    if error in IN_DOUBT:
        return Unclear(error)
    if error in WORKSPACE:
        return Stopped(error)
    if error in FINAL:
        return Failed(error, unreachable=to_person and error in PERSON)
    return Again(error, counts=True)


@dataclass(frozen=True, slots=True)
class NotThere:
    """Looked for, and not found: Slack did not take it."""


@dataclass(frozen=True, slots=True)
class LookLater:
    """Slack could not be asked now. `after`: in seconds, Slack's own wish."""

    reason: str
    after: float | None = None


@dataclass(frozen=True, slots=True)
class CannotLook:
    """The bot may not look there: an admin must decide what became of the message."""

    reason: str


LookUp = Taken | NotThere | Refused | Unanswered
Finding = Sent | NotThere | LookLater | CannotLook | Stopped


def finding(answer: LookUp, *, to_person: bool) -> Finding:
    """What follows from looking for a message. Channels take a scope that a workspace need not grant."""
    match answer:
        case Taken(channel, ts):
            return Sent(channel, ts)
        case NotThere():
            return answer
        case Unanswered(why):
            return LookLater(why)
        case Refused(error, retry_after):
            return _no_sight(error, retry_after, to_person=to_person)


def _no_sight(error: str, retry_after: float | None, *, to_person: bool) -> Finding:
    if error == "missing_scope" and not to_person:
        return CannotLook(error)
    if error in WORKSPACE:
        return Stopped(error)
    if error in FINAL:
        return CannotLook(error)
    return LookLater(error, retry_after)
