"""Changes and requests in words: subject, before → after, impact, state. All texts are escaped mrkdwn."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from bot.i18n.reasons import stored_reason_text
from bot.policy.approvals.changes import ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import ApprovalRequest, RequestState
from bot.policy.ids import GroupId
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.lock_resolution import SettingState
from bot.views.components.setting_text import short_state_text
from bot.views.components.text import bold, escaped, mention, pluralise, short_date

GroupNames = Mapping[GroupId, str]
"""The present names of an account's groups."""

DELETED_GROUP = "a deleted group"
MAX_NAMED = 20


def title(request: ApprovalRequest) -> str:
    """The subject of a request in one line."""
    change, group = request.proposal.change, escaped(request.proposal.group_name) or DELETED_GROUP
    match change:
        case ChangeSetting(None, setting):
            return f"“{CATALOGUE[setting].label}” for everybody"
        case ChangeSetting(_, setting):
            return f"“{CATALOGUE[setting].label}” for the group *{group}*"
        case OrderGroups():
            return "The order of the groups"
        case ChangeMembers():
            return f"The members of the group *{group}*"
        case CreateGroup(name):
            return f"A new group {bold(name)}"
        case DeleteGroup():
            return f"Deleting the group *{group}*"
    assert_never(change)


def before_after(request: ApprovalRequest, names: GroupNames) -> str:
    """The change that a request proposes, from → to."""
    change, precondition = request.proposal.change, request.proposal.precondition
    match change:
        case ChangeSetting(group, setting, state):
            old = precondition if isinstance(precondition, SettingState) else SettingState()
            before, after = (short_state_text(setting, each, of_group=group is not None) for each in (old, state))
            return f"{before} → *{after}*"
        case OrderGroups(order):
            old_order = precondition if isinstance(precondition, tuple) else ()
            return f"{_group_list(old_order, names)}\n→ *{_group_list(order, names)}*"
        case ChangeMembers(_, add, remove):
            moves = ((add, "in"), (remove, "out"))
            return ", ".join(f"*{_people_count(len(people))}* {way}" for people, way in moves if people)
        case CreateGroup(_, place, states, members):
            return f"at place *{place}*, with {_people_count(len(members))}{_settings_list(states)}"
        case DeleteGroup():
            states = precondition if isinstance(precondition, Mapping) else {}
            return f"it no longer says anything{_settings_list(states)}"
    assert_never(change)


def impact_text(counts: Impact) -> str:
    """How many change effective value, and how many upcoming meetings stop working (APP-2)."""
    people = f"*{_people_count(counts.people)}* {'gets' if counts.people == 1 else 'get'} another value"
    if not counts.people:
        people = "nobody’s present value changes"
    if not counts.meetings:
        return f"{people}; no upcoming meeting stops working"
    meetings = pluralise(counts.meetings, "upcoming meeting", "upcoming meetings")
    return f"{people}; *{meetings}* on a Personal Meeting ID {'stops' if counts.meetings == 1 else 'stop'} working"


def status_text(request: ApprovalRequest) -> str:
    """The state of a request: pending until when, or ended by whom, when and why."""
    at = f" {short_date(request.decided_at)}" if request.decided_at else ""
    by, why = mention(request.decided_by), _why(request)
    match request.state:
        case RequestState.PENDING:
            return f":hourglass_flowing_sand: Waits for a decision until {short_date(request.expires_at)}"
        case RequestState.APPROVED:
            return f":white_check_mark: Approved by {by}{at}"
        case RequestState.REJECTED:
            return f":x: Rejected by {by}{at}{f': {why}' if why else ''}"
        case RequestState.WITHDRAWN:
            return f":leftwards_arrow_with_hook: Withdrawn by {by}{at}"
        case RequestState.EXPIRED:
            return f":hourglass: Nobody decided within seven days, so it expired{at}"
        case RequestState.SUPERSEDED:
            return f":arrows_counterclockwise: Overtaken{at}, nobody can approve it any more{f': {why}' if why else ''}"
    assert_never(request.state)


def _why(request: ApprovalRequest) -> str:
    """Why it was rejected, as typed, or superseded: a stored reason, before LANG-1 a sentence."""
    stored = request.closing_reason
    superseded = stored_reason_text(stored, typed=escaped) if request.state is RequestState.SUPERSEDED else None
    return superseded or escaped(stored)


def _people_count(count: int) -> str:
    return pluralise(count, "person", "people")


def _group_list(groups: tuple[GroupId, ...], names: GroupNames) -> str:
    return name_list([names.get(group, DELETED_GROUP) for group in groups])


def name_list(names: Sequence[str]) -> str:
    """The first names, escaped, and “…” where there are more."""
    return ", ".join(map(escaped, names[:MAX_NAMED])) + (" …" if len(names) > MAX_NAMED else "")


def _settings_list(states: Mapping[Setting, SettingState]) -> str:
    return "".join(
        f"\n• “{CATALOGUE[setting].label}”: {short_state_text(setting, state, of_group=True)}"
        for setting, state in states.items()
    )
