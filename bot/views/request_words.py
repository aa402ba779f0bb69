"""Changes and requests in words: what, before → after, whom it hits, how it ended. All of it is mrkdwn, and escaped."""

from collections.abc import Mapping
from typing import assert_never

from bot.policy.approvals import Impact, Request, RequestState
from bot.policy.changes import Base, ChangeMembers, CreateGroup, DeleteGroup, OrderGroups, SetStand
from bot.policy.groups import GroupId
from bot.policy.resolution import Stand
from bot.policy.settings import CATALOGUE, Setting
from bot.views.blocks import escaped, moment, strong
from bot.views.setting_words import short_stand

Names = Mapping[GroupId, str]
"""What the groups of an account are called now."""

WHEN = "{date_short_pretty} at {time}"
NO_LONGER = "a deleted group"
MOST_NAMED = 20


def many(count: int, one: str, more: str) -> str:
    """A count with its noun."""
    return f"{count or 'no'} {one if count == 1 else more}"


def title(request: Request) -> str:
    """What it is about, in one line."""
    change, group = request.wish.change, escaped(request.wish.group_name) or NO_LONGER
    match change:
        case SetStand(None, setting):
            return f"“{CATALOGUE[setting].label}” for everybody"
        case SetStand(_, setting):
            return f"“{CATALOGUE[setting].label}” for the group *{group}*"
        case OrderGroups():
            return "The order of the groups"
        case ChangeMembers():
            return f"The members of the group *{group}*"
        case CreateGroup(name):
            return f"A new group {strong(name)}"
        case DeleteGroup():
            return f"Deleting the group *{group}*"
    assert_never(change)


def before_after(request: Request, names: Names) -> str:
    """What would be different, from → to."""
    change, base = request.wish.change, request.wish.base
    match change:
        case SetStand(group, setting, stand):
            said, becomes = (short_stand(setting, each, of_group=group is not None) for each in (_stand(base), stand))
            return f"{said} → *{becomes}*"
        case OrderGroups(order):
            was = base if isinstance(base, tuple) else ()
            return f"{_in_order(was, names)}\n→ *{_in_order(order, names)}*"
        case ChangeMembers(_, add, remove):
            parts = [
                *([f"*{_people(len(add))}* in"] if add else []),
                *([f"*{_people(len(remove))}* out"] if remove else []),
            ]
            return ", ".join(parts)
        case CreateGroup(_, place, stands, members):
            return f"at place *{place}*, with {_people(len(members))}{_says(stands)}"
        case DeleteGroup():
            return f"it no longer says anything{_says(base if isinstance(base, Mapping) else {})}"
    assert_never(change)


def impact(hit: Impact) -> str:
    """How many change effective value, and how many upcoming meetings stop working (APP-2)."""
    people = (
        f"*{_people(hit.people)}* {'gets' if hit.people == 1 else 'get'} another value"
        if hit.people
        else ("nobody’s present value changes")
    )
    if not hit.meetings:
        return f"{people}; no upcoming meeting stops working"
    meetings = many(hit.meetings, "upcoming meeting", "upcoming meetings")
    return f"{people}; *{meetings}* on a Personal Meeting ID {'stops' if hit.meetings == 1 else 'stop'} working"


def ending(request: Request) -> str:
    """How it stands: open until when, or ended by whom, when and why."""
    at = f" {moment(request.decided_at, WHEN)}" if request.decided_at else ""
    by, why = f"<@{request.decided_by}>", escaped(request.answer)
    match request.state:
        case RequestState.PENDING:
            return f":hourglass_flowing_sand: Waits for a decision until {moment(request.expires_at, WHEN)}"
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


def _people(count: int) -> str:
    return many(count, "person", "people")


def _stand(base: Base) -> Stand:
    return base if isinstance(base, Stand) else Stand()


def _in_order(groups: tuple[GroupId, ...], names: Names) -> str:
    named = [escaped(names.get(group, NO_LONGER)) for group in groups[:MOST_NAMED]]
    return ", ".join(named) + (" …" if len(groups) > MOST_NAMED else "")


def _says(stands: Mapping[Setting, Stand]) -> str:
    return "".join(
        f"\n• “{CATALOGUE[setting].label}”: {short_stand(setting, stand, of_group=True)}"
        for setting, stand in stands.items()
    )
