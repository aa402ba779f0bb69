"""A request's subject, and why a channel will not do for it (APP-3, APP-7)."""

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import (
    MAX_REASON_LENGTH,
    NUDGE_AFTER,
    REQUEST_LIFETIME,
    ChannelInfo,
    RequestSubject,
    channel_refusal,
    subject_of,
)
from bot.policy.ids import GroupId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import SettingState
from bot.policy.values.results import Denied

ONE = GroupId(1)
LINK = Setting.PASSCODE_IN_LINK


@pytest.mark.parametrize(
    "change,scope,topic",
    [
        (ChangeSetting(None, LINK, SettingState(True)), "account", "passcode_in_link"),
        (ChangeSetting(ONE, LINK, SettingState(True)), "group 1", "passcode_in_link"),
        (ChangeMembers(ONE), "group 1", "members"),
        (DeleteGroup(ONE), "group 1", "deletion"),
        (OrderGroups((ONE,)), "account", "order"),
        (CreateGroup(" Field  SALES ", 1), "new field sales", "creation"),
    ],
)
def test_a_subject_is_stored_as_scope_and_topic(change: Change, scope: str, topic: str) -> None:
    """APP-3: at most one pending request per subject."""
    assert subject_of(change) == RequestSubject(scope, topic)


@pytest.mark.parametrize("found", [True, False])
@pytest.mark.parametrize("archived", [True, False])
@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("bot", [True, False])
def test_the_gravest_reason_against_a_channel_is_told(found: bool, archived: bool, shared: bool, bot: bool) -> None:
    """APP-7: another company first, an archived channel next; else the bot has to be invited."""
    denied = channel_refusal(ChannelInfo(found, archived, shared, bot))
    words = "another company" if shared else "archived" if archived else "" if found and bot else "/invite"
    assert denied is None if not words else isinstance(denied, Denied) and words in reason_text(denied.reason)


def test_a_request_lives_for_seven_days_and_is_nudged_once_after_one() -> None:
    """APP-2, APP-5."""
    assert (REQUEST_LIFETIME.days, NUDGE_AFTER.days) == (7, 1)
    assert MAX_REASON_LENGTH == 500
    assert Impact() == Impact(people=0, meetings=0)
