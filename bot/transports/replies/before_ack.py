"""What may be asked of Slack before an acknowledgement, and why (UX-9): the answer itself is made of it. Nothing else is."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import structlog

from bot.protocol import RequestKind
from bot.transports.replies.deadline import PendingAck

ASKED_BEFORE_ACK: Mapping[tuple[RequestKind, str], str] = {
    (RequestKind.COMMAND, "users.info"): "the role, for a command of admins (ROLE-1); who somebody is (PMI-11)",
    (RequestKind.SUBMISSION, "users.info"): (
        "the role of whoever sends an admin's form, asked for what it decides about, or could approve it"
        " (ROLE-1, APP-4, APP-5); who somebody is, also those whom the form names (PMI-11)"
    ),
    (RequestKind.SUBMISSION, "users.list"): "whether anybody else could approve (APP-4)",
    (RequestKind.SUBMISSION, "conversations.info"): "what kind of channel the approvals channel would be (APP-7)",
    (RequestKind.SUBMISSION, "usergroups.users.list"): "who is in the user group that the form names",
    (RequestKind.SUBMISSION, "views.update"): "the view under a form, which closes with its acknowledgement",
}
"""By kind of request and method of the Web API. Menus of choices ask nothing; requests of other kinds are acknowledged before they are handled."""

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class _Unanswered(threading.local):
    kind: RequestKind | None = None
    pending: PendingAck | None = None


_unanswered = _Unanswered()


@contextmanager
def watched(kind: RequestKind, pending: PendingAck) -> Iterator[None]:
    """Meanwhile `note_call` knows that this thread works on a request of this kind."""
    _unanswered.kind, _unanswered.pending = kind, pending
    try:
        yield
    finally:
        _unanswered.kind = _unanswered.pending = None


def note_call(method: str) -> None:
    """Log a call that the table does not name and that the acknowledgement of this thread's request waits for."""
    kind, pending = _unanswered.kind, _unanswered.pending
    if kind is None or pending is None or pending.settled or (kind, method) in ASKED_BEFORE_ACK:
        return
    log.warning("slack_called_before_ack", kind=kind, method=method)
