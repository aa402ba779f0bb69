"""What Slack's answers mean: what counts, what ends a message, what stops a workspace, what is unclear (REM-4, REM-5)."""

import pytest

from bot.policy.deliveries.outcomes import (
    Absent,
    Accepted,
    Ambiguous,
    Failed,
    LookupDeferred,
    LookupImpossible,
    NotSent,
    Rejected,
    Retry,
    TimedOut,
    WorkspaceFault,
    classify_lookup,
    classify_response,
)


def test_a_message_that_slack_took_is_sent() -> None:
    assert classify_response(Accepted("D1", "1.2"), to_person=True) == Accepted("D1", "1.2")


def test_a_request_that_never_left_is_no_attempt() -> None:
    assert classify_response(NotSent("refused"), to_person=True) == Retry("refused", counts_as_failure=False)


def test_a_request_without_an_answer_is_unclear() -> None:
    assert classify_response(TimedOut("TimeoutError"), to_person=True) == Ambiguous("TimeoutError")


@pytest.mark.parametrize("error", ["ratelimited", "rate_limited", "message_limit_exceeded"])
def test_being_asked_to_wait_is_no_attempt(error: str) -> None:
    assert classify_response(Rejected(error, 30), to_person=True) == Retry(
        error, counts_as_failure=False, retry_after=30
    )


@pytest.mark.parametrize("error", ["internal_error", "fatal_error", "service_unavailable"])
def test_an_error_after_which_it_may_have_been_taken_is_unclear(error: str) -> None:
    assert classify_response(Rejected(error), to_person=True) == Ambiguous(error)


@pytest.mark.parametrize(
    "error",
    [
        *("user_disabled", "user_not_found", "user_not_visible", "cannot_dm_bot", "channel_not_found"),
    ],
)
def test_a_person_who_is_not_there_ends_it_and_is_marked(error: str) -> None:
    assert classify_response(Rejected(error), to_person=True) == Failed(error, unreachable=True)
    assert classify_response(Rejected(error), to_person=False) == Failed(error, unreachable=False)


@pytest.mark.parametrize(
    "error", ["is_archived", "not_in_channel", "restricted_action", "invalid_blocks", "msg_too_long", "no_text"]
)
def test_what_will_be_refused_at_each_further_try_ends_at_once_and_marks_nobody(error: str) -> None:
    assert classify_response(Rejected(error), to_person=True) == Failed(error, unreachable=False)


@pytest.mark.parametrize(
    "error",
    [
        *("token_revoked", "token_expired", "invalid_auth", "account_inactive", "not_authed"),
        *("missing_scope", "messages_tab_disabled", "no_permission", "ekm_access_denied", "team_added_to_org"),
    ],
)
def test_a_fault_of_the_workspace_stops_it(error: str) -> None:
    assert classify_response(Rejected(error), to_person=True) == WorkspaceFault(error)


def test_an_error_that_nobody_knows_counts() -> None:
    assert classify_response(Rejected("of_tomorrow"), to_person=True) == Retry("of_tomorrow", counts_as_failure=True)


@pytest.mark.parametrize("to_person", [True, False])
def test_looking_finds_it_or_finds_that_it_is_not_there(to_person: bool) -> None:
    assert classify_lookup(Accepted("D1", "1.2"), to_person=to_person) == Accepted("D1", "1.2")
    assert classify_lookup(Absent(), to_person=to_person) == Absent()


def test_who_cannot_be_asked_is_asked_later() -> None:
    assert classify_lookup(TimedOut("TimeoutError"), to_person=True) == LookupDeferred("TimeoutError")
    assert classify_lookup(Rejected("ratelimited", 5), to_person=True) == LookupDeferred("ratelimited", 5)
    assert classify_lookup(Rejected("internal_error"), to_person=True) == LookupDeferred("internal_error")


def test_a_channel_that_may_not_be_read_leaves_the_decision_to_an_admin() -> None:
    assert classify_lookup(Rejected("missing_scope"), to_person=False) == LookupImpossible("missing_scope")
    assert classify_lookup(Rejected("not_in_channel"), to_person=False) == LookupImpossible("not_in_channel")


def test_a_direct_message_that_may_not_be_read_is_a_fault_of_the_workspace() -> None:
    """The manifest asks for `im:history`."""
    assert classify_lookup(Rejected("missing_scope"), to_person=True) == WorkspaceFault("missing_scope")
    assert classify_lookup(Rejected("token_revoked"), to_person=False) == WorkspaceFault("token_revoked")


def test_a_person_who_left_since_cannot_be_looked_at() -> None:
    assert classify_lookup(Rejected("user_disabled"), to_person=True) == LookupImpossible("user_disabled")
