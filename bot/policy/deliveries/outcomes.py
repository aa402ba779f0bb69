"""What Slack's answer to a message means for that message, its person and its workspace (REM-4, REM-5)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Accepted:
    """Slack took the message: it is `ts` in `channel`."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Slack answered that it did not take it. `retry_after` is in seconds, where Slack names them."""

    error: str
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class NotSent:
    """The request never left as a whole: Slack cannot have taken it."""

    reason: str


@dataclass(frozen=True, slots=True)
class TimedOut:
    """The request left, and nothing tells whether Slack took it: a time-out, a broken connection, a 5xx."""

    reason: str


PostResponse = Accepted | Rejected | NotSent | TimedOut


@dataclass(frozen=True, slots=True)
class Retry:
    """Not in Slack, to be tried again. `counts_as_failure`: a fault of this message or person; `retry_after`: in seconds, as Slack asked."""

    reason: str
    counts_as_failure: bool
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """It will never arrive. `unreachable`: nor will anything else for this person, until something about them changes."""

    reason: str
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class WorkspaceFault:
    """A fault of the workspace: nothing can be sent until somebody repairs it; deliveries wait and do not fail."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """It may be in Slack: that has to be found out before it is sent again."""

    reason: str


DeliveryOutcome = Accepted | Retry | Failed | WorkspaceFault | Ambiguous

RATE_LIMIT_ERRORS = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
AMBIGUOUS_ERRORS = frozenset({"internal_error", "fatal_error", "service_unavailable"})
"""Slack's documentation of these: “it is possible some aspect of the operation succeeded before the error was raised”."""
TOKEN_ERRORS = frozenset(
    {
        *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "org_login_required"),
        *("not_allowed_token_type", "two_factor_setup_required", "team_access_not_granted", "access_denied"),
    }
)
"""Faults of the workspace that are over as soon as `auth.test` answers well."""
WORKSPACE_ERRORS = TOKEN_ERRORS | frozenset(
    {
        *("missing_scope", "no_permission", "messages_tab_disabled", "ekm_access_denied", "accesslimited"),
        *("enterprise_is_restricted", "team_added_to_org", "method_deprecated", "deprecated_endpoint"),
    }
)
PERSON_ERRORS = frozenset({"user_disabled", "user_not_found", "user_not_visible", "cannot_dm_bot", "channel_not_found"})
PERMANENT_ERRORS = PERSON_ERRORS | frozenset(
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


def classify_response(response: PostResponse, *, to_person: bool) -> DeliveryOutcome:
    """What follows from an answer to a message, for a person or for a channel."""
    match response:
        case Accepted():
            return response
        case NotSent(reason):
            return Retry(reason, counts_as_failure=False)
        case TimedOut(reason):
            return Ambiguous(reason)
        case Rejected(error, retry_after):
            return _classify_error(error, retry_after, to_person=to_person)


def _classify_error(error: str, retry_after: float | None, *, to_person: bool) -> DeliveryOutcome:
    if error in RATE_LIMIT_ERRORS:
        return Retry(error, counts_as_failure=False, retry_after=retry_after)
    if error in AMBIGUOUS_ERRORS:
        return Ambiguous(error)
    if error in WORKSPACE_ERRORS:
        return WorkspaceFault(error)
    if error in PERMANENT_ERRORS:
        return Failed(error, unreachable=to_person and error in PERSON_ERRORS)
    return Retry(error, counts_as_failure=True)


@dataclass(frozen=True, slots=True)
class Absent:
    """Looked for, and not found: Slack did not take it."""


@dataclass(frozen=True, slots=True)
class MorePages:
    """Not found so far: there are more pages, from this position on."""

    position: str


@dataclass(frozen=True, slots=True)
class LookupDeferred:
    """Slack could not be asked now. `retry_after`: in seconds, as Slack asked. `from_start`: it has forgotten the position."""

    reason: str
    retry_after: float | None = None
    from_start: bool = False


@dataclass(frozen=True, slots=True)
class LookupImpossible:
    """The bot may not look there: an admin must decide what became of the message."""

    reason: str


INVALID_POSITION = "invalid_cursor"
"""Slack's error for a position that it does not know any more."""
LookupResponse = Accepted | Absent | MorePages | Rejected | TimedOut
LookupOutcome = Accepted | Absent | MorePages | LookupDeferred | LookupImpossible | WorkspaceFault


def classify_lookup(response: LookupResponse, *, to_person: bool) -> LookupOutcome:
    """What follows from the answer to a lookup of a message. Channels take a scope that a workspace need not grant."""
    match response:
        case Accepted() | Absent() | MorePages():
            return response
        case TimedOut(reason):
            return LookupDeferred(reason)
        case Rejected(error, retry_after):
            return _classify_lookup_error(error, retry_after, to_person=to_person)


def _classify_lookup_error(error: str, retry_after: float | None, *, to_person: bool) -> LookupOutcome:
    if error == "missing_scope" and not to_person:
        return LookupImpossible(error)
    if error in WORKSPACE_ERRORS:
        return WorkspaceFault(error)
    if error in PERMANENT_ERRORS:
        return LookupImpossible(error)
    return LookupDeferred(error, retry_after, from_start=error == INVALID_POSITION)
