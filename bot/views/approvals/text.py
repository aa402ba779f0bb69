"""Changes and requests in words: subject, before → after, impact, state. All texts are escaped mrkdwn.

Each function gives whole lines or sentences, which may follow each other, but never stand within one another (LANG-1).
"""

from collections.abc import Mapping, Sequence
from typing import assert_never

from bot.i18n.messages import Message, ngettext, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.reasons import stored_reason_text
from bot.i18n.setting_labels import setting_label
from bot.policy.approvals.changes import ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import ApprovalRequest, RequestState
from bot.policy.ids import GroupId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import UNSET, SettingState
from bot.views.components.setting_text import short_state_text
from bot.views.components.text import bold, escaped, mention, short_date

GroupNames = Mapping[GroupId, str]
"""The present names of an account's groups."""

MAX_NAMED = 20
_ON, _ON_LOCKED = SettingState(value=True), SettingState(value=True, locked=True)
_OFF, _OFF_LOCKED = SettingState(value=False), SettingState(value=False, locked=True)
_STATES_OF_GROUP: Mapping[SettingState, Message] = {
    UNSET: N_("• “{setting}”: not managed"),
    _ON: N_("• “{setting}”: on"),
    _OFF: N_("• “{setting}”: off"),
    _ON_LOCKED: N_("• “{setting}”: on, 🔒 locked"),
    _OFF_LOCKED: N_("• “{setting}”: off, 🔒 locked"),
}
_ENDED: Mapping[RequestState, Message] = {
    RequestState.APPROVED: N_(":white_check_mark: Approved by {who} {time}"),
    RequestState.REJECTED: N_(":x: Rejected by {who} {time}"),
    RequestState.WITHDRAWN: N_(":leftwards_arrow_with_hook: Withdrawn by {who} {time}"),
    RequestState.EXPIRED: N_(":hourglass: Expired {time}: nobody decided within seven days"),
    RequestState.SUPERSEDED: N_(":arrows_counterclockwise: Closed {time}: it can no longer be approved."),
}


def deleted_group() -> str:
    """What stands where the name of a group would, once it is deleted."""
    # Translators: stands in place of the name of a group that was deleted.
    return _("(deleted)")


def title(request: ApprovalRequest) -> str:
    """The subject of a request in one line."""
    change, group = request.proposal.change, bold(request.proposal.group_name or deleted_group())
    match change:
        case ChangeSetting(scope, setting):
            return setting_topic(setting, "" if scope is None else group)
        case OrderGroups():
            return order_topic()
        case ChangeMembers():
            return members_topic(group)
        case CreateGroup(name):
            return _("A new group {group}", group=bold(name))
        case DeleteGroup():
            return deletion_topic(group)
    assert_never(change)


def setting_topic(setting: Setting, group: str) -> str:
    """A setting as the subject of a request; `group` is a name in bold, empty for everybody."""
    if group:
        return _("“{setting}” for the group {group}", setting=setting_label(setting), group=group)
    return _("“{setting}” for everybody", setting=setting_label(setting))


def order_topic() -> str:
    """The order of the groups as the subject of a request."""
    return _("The order of the groups")


def members_topic(group: str) -> str:
    """The members of a group as the subject of a request; `group` is a name in bold."""
    return _("The members of the group {group}", group=group)


def deletion_topic(group: str) -> str:
    """The end of a group as the subject of a request; `group` is a name in bold."""
    return _("Deleting the group {group}", group=group)


def before_after(request: ApprovalRequest, names: GroupNames) -> str:
    """The change that a request proposes, from → to."""
    change, precondition = request.proposal.change, request.proposal.precondition
    match change:
        case ChangeSetting(group, setting, state):
            old = precondition if isinstance(precondition, SettingState) else UNSET
            before, after = (short_state_text(setting, each, of_group=group is not None) for each in (old, state))
            return f"{before} → *{after}*"
        case OrderGroups(order):
            old_order = precondition if isinstance(precondition, tuple) else ()
            return f"{_group_list(old_order, names)}\n→ *{_group_list(order, names)}*"
        case ChangeMembers(_group, add, remove):
            return "\n".join([*_joining(len(add)), *_leaving(len(remove))])
        case CreateGroup(_name, place, states, members):
            lines = [_("Place in the order: *{place}*", place=place), _members(len(members)), *_state_lines(states)]
            return "\n".join(lines)
        case DeleteGroup():
            lines = _state_lines(precondition) if isinstance(precondition, Mapping) else []
            heading = _("Its settings no longer apply:") if lines else _("It has no settings of its own.")
            return "\n".join([heading, *lines])
    assert_never(change)


def impact_text(counts: Impact) -> str:
    """Two sentences: for how many the effective value changes, and how many upcoming meetings stop working (APP-2)."""
    return f"{_changed_values(counts.people)} {_stopping_meetings(counts.meetings)}"


def status_text(request: ApprovalRequest) -> str:
    """The state of a request: pending until when, or ended by whom, when and why."""
    if request.state is RequestState.PENDING:
        return _(":hourglass_flowing_sand: Waits for a decision until {time}", time=short_date(request.expires_at))
    who, stored = mention(request.decided_by), request.closing_reason
    time = short_date(request.decided_at) if request.decided_at else ""
    if request.state is RequestState.REJECTED and stored:
        return _(":x: Rejected by {who} {time}: {reason}", who=who, time=time, reason=escaped(stored))
    ended = say(_ENDED[request.state], who=who, time=time)
    return f"{ended} {obstacle_text(stored)}" if request.state is RequestState.SUPERSEDED and stored else ended


def obstacle_text(stored: str) -> str:
    """Why a request can no longer be approved: a stored reason, before LANG-1 a sentence."""
    return stored_reason_text(stored, typed=escaped) or escaped(stored)


def name_list(names: Sequence[str]) -> str:
    """The first names, escaped, and “…” where there are more."""
    return ", ".join(map(escaped, names[:MAX_NAMED])) + (" …" if len(names) > MAX_NAMED else "")


def _changed_values(people: int) -> str:
    if not people:
        return _("Nobody’s present value changes.")
    return ngettext("*{count} person* gets another value.", "*{count} people* get another value.", people)


def _stopping_meetings(meetings: int) -> str:
    if not meetings:
        return _("No upcoming meeting stops working.")
    return ngettext(
        "*{count} upcoming meeting* on a Personal Meeting ID stops working.",
        "*{count} upcoming meetings* on a Personal Meeting ID stop working.",
        meetings,
    )


def _joining(people: int) -> list[str]:
    return [ngettext("*{count} person* joins", "*{count} people* join", people)] if people else []


def _leaving(people: int) -> list[str]:
    return [ngettext("*{count} person* leaves", "*{count} people* leave", people)] if people else []


def _members(count: int) -> str:
    return ngettext("{count} member", "{count} members", count) if count else _("No members")


def _group_list(groups: tuple[GroupId, ...], names: GroupNames) -> str:
    return name_list([names.get(group, deleted_group()) for group in groups])


def _state_lines(states: Mapping[Setting, SettingState]) -> list[str]:
    return [say(_state_line(state), setting=setting_label(setting)) for setting, state in states.items()]


def _state_line(state: SettingState) -> Message:
    return _STATES_OF_GROUP[UNSET if state.value is None else state]
