"""A request as people see it: the message in the approvals channel and the same in the console, always as it stands (APP-2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.exchange import Block, View
from bot.policy.approvals import MOST_REASON, Request, RequestState
from bot.policy.people import Person, PersonId, UserId
from bot.views.blocks import actions, button, confirm, context, escaped, modal, section
from bot.views.consoles import GROUPS, MENU, REQUESTS, back, neighbours, page, pager
from bot.views.forms import field, remember
from bot.views.group_members import mentions
from bot.views.request_words import Names, before_after, ending, impact, many, title

APPROVE, REJECT, WITHDRAW = "request_approve", "request_reject", "request_withdraw"
AFFECTED, REMIND, POST_AGAIN = "request_affected", "request_remind", "request_post_again"
SAVE_REJECTION = "request_save_rejection"
ALL_ACTS = (APPROVE, REJECT, AFFECTED, WITHDRAW, REMIND)
OWN = "You asked for this, so another owner or admin decides."
SHOW = "admin_request"
ALL = "admin_requests_all"
REASON = "reason"
A_PAGE = 10
PEOPLE_A_PAGE = 50
SHARED = "shared with another company"
"""The reason with which a post is dropped (APP-7)."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever looks at a request in the console: whether they asked for it, and whether they are an owner or admin."""

    asked: bool
    admin: bool


def text(request: Request) -> str:
    """The message as a notification says it."""
    if request.state is RequestState.PENDING:
        return f"<@{request.wish.asked_by}> asks for approval: {title(request)}"
    return f"{title(request)}: {request.state}"


def message(request: Request, names: Names) -> list[Block]:
    """The message in the approvals channel, without live buttons once it is decided (APP-5)."""
    return [*_about(request, names), *_buttons(request, ALL_ACTS), context(ending(request))]


def request_page(request: Request, names: Names, reader: Reader, trouble: str, notice: str = "") -> View:
    """The same in the console, with what its reader may do of it (UX-7); `trouble`: why it stands in no channel."""
    again = button("Post again", POST_AGAIN, value=str(request.id))
    shown = [
        *_about(request, names),
        *([section(f":warning: {trouble}", again)] if trouble and request.state is RequestState.PENDING else []),
        *_buttons(request, _for(reader)),
        *([context(OWN)] if reader.asked and request.state is RequestState.PENDING else []),
        context(ending(request)),
    ]
    return page("Request", shown, back=back(REQUESTS), notice=notice)


def open_page(requests: Sequence[Request], *, skip: int, total: int, admin: bool, notice: str = "") -> View:
    """Those that wait."""
    acts = [button("All requests", ALL)] if admin else []
    blocks = [
        *(map(_line, requests)),
        *([] if requests else [section("Nothing waits for a decision.")]),
        *pager(REQUESTS, *neighbours(skip, A_PAGE, total)),
    ]
    return page("Requests", blocks, back=back(MENU if admin else GROUPS), acts=acts, notice=notice)


def all_page(requests: Sequence[Request], *, first: bool) -> View:
    """Those of all states, the newest first."""
    older = str(requests[-1].id) if len(requests) == A_PAGE else None
    blocks = [
        *(map(_line, requests)),
        *([] if requests else [section("There are no more requests.")]),
        *pager(ALL, None if first else "", older, older=True),
    ]
    return page("All requests", blocks, back=back(REQUESTS))


def counts_moved(request: Request) -> list[Block]:
    """It would hit others by now than its approver was told (APP-3)."""
    again = button("Approve", APPROVE, value=_value(request), style="primary")
    return [
        section(
            f":warning: *Not approved yet:* this has changed since it was shown to you. By now, {impact(request.impact)}."
        ),
        actions(again),
    ]


def rejection_form(request: Request, names: Names) -> View:
    """Why not: whoever asked reads it."""
    element = {"type": "plain_text_input", "multiline": True, "max_length": MOST_REASON}
    return modal(
        "Reject",
        [
            section(f"<@{request.wish.asked_by}> asks for a change: {title(request)}\n{before_after(request, names)}"),
            field(REASON, "Reason", element, hint="They read it, and so does everybody in the approvals channel."),
        ],
        callback=SAVE_REJECTION,
        submit="Reject",
        close="Cancel",
        metadata=remember(request=request.id),
    )


def affected_page(
    request: Request, people: Sequence[Person], stopping: Mapping[PersonId, int], total: int, skip: int
) -> View:
    """**“Who is affected?”**, a page of them; `stopping`: how many upcoming meetings of each stop working."""
    shown = f" · {skip + 1} to {skip + len(people)}" if total > len(people) else ""
    before, after = neighbours(skip, PEOPLE_A_PAGE, total)
    who = many(total, "person gets another value", "people get another value")
    blocks = [
        section(f"{title(request)}\n*{who}*{shown}" if total else f"{title(request)}\nNobody’s present value changes."),
        *mentions(people, {person: _stop(count) for person, count in stopping.items()}),
        *pager(AFFECTED, _at(request, before), _at(request, after)),
    ]
    return modal("Who is affected?", blocks)


def _stop(count: int) -> str:
    return many(count, "upcoming meeting stops working", "upcoming meetings stop working")


def unposted(request: Request, trouble: str) -> list[Block]:
    """What whoever asked is told where the request could not be posted: the fix, and that nothing is lost (APP-7)."""
    return [
        section(f":warning: I could not post your request.\n{title(request)}"),
        section(f"{trouble} Your request is kept: admins can decide it with `/pmi admin` under *Requests*."),
        actions(button("Post again", POST_AGAIN, value=str(request.id), style="primary")),
    ]


def decided(request: Request, names: Names) -> list[Block]:
    """What whoever asked is told at the end."""
    return [section(f"Your request: {title(request)}\n{before_after(request, names)}"), section(ending(request))]


def nudge(request: Request) -> str:
    """The one nudge in its thread (APP-5)."""
    return f":bell: This still waits for an owner or admin other than <@{request.wish.asked_by}>. {ending(request)}."


def reminder(request: Request, approvers: Sequence[UserId]) -> str:
    """**“Remind approvers”**: they are mentioned."""
    named = " ".join(f"<@{user}>" for user in approvers)
    return f":bell: {named} – <@{request.wish.asked_by}> asks you to look at this. {ending(request)}."


def trouble_words(channel: str, reason: str) -> str:
    """Why it stands in no channel, with the fix; empty where it does."""
    place = f"<#{channel}>" if channel else "The approvals channel"
    fixes = {
        "": "",
        "not_in_channel": f"I am not in {place}: invite me there with `/invite @PMI Bot`.",
        "channel_not_found": f"I am not in {place}: invite me there with `/invite @PMI Bot`.",
        "is_archived": f"{place} is archived: unarchive it, or an owner chooses another one.",
        SHARED: f"{place} is shared with another company: an owner has to choose one that is your own.",
    }
    return fixes.get(reason, f"Slack did not take it in {place} ({escaped(reason)}).")


def _about(request: Request, names: Names) -> list[Block]:
    reason = escaped(request.wish.reason).replace("\n", "\n> ")
    return [
        section(f"<@{request.wish.asked_by}> asks for a change: {title(request)}\n{before_after(request, names)}"),
        section(f"*Why*\n> {reason}" if reason else "*Why*\n_no reason given_"),
        section(f"*What it does*\n{impact(request.impact)[:1].upper()}{impact(request.impact)[1:]}."),
    ]


def _for(reader: Reader) -> list[str]:
    """Deciding is for other admins (APP-4), the list of people for all admins (APP-7), taking back for whoever asked."""
    decide = [APPROVE, REJECT] if reader.admin and not reader.asked else []
    return [*decide, *([AFFECTED] if reader.admin else []), *([WITHDRAW, REMIND] if reader.asked else [])]


def _buttons(request: Request, acts: Sequence[str]) -> list[Block]:
    """Those of its buttons whose actions are in `acts`; none once it is decided."""
    if request.state is not RequestState.PENDING:
        return []
    value, id_ = _value(request), str(request.id)
    sure = confirm("Approve this?", f"It holds at once: {impact(request.impact)}.", "Approve", "Not yet")
    gone = confirm("Withdraw this?", "Nobody can approve it any more. You can ask again.", "Withdraw", "Keep it")
    every = [
        button("Approve", APPROVE, value=value, style="primary", confirm=sure),
        button("Reject", REJECT, value=value, style="danger"),
        button("Who is affected?", AFFECTED, value=id_),
        button("Withdraw", WITHDRAW, value=id_, confirm=gone),
        button("Remind approvers", REMIND, value=id_),
    ]
    shown = [each for each in every if each["action_id"] in acts]
    return [actions(*shown)] if shown else []


def _value(request: Request) -> str:
    """The request, and the counts that its reader is shown: at the click they are counted again (APP-3)."""
    return f"{request.id}.{request.impact.people}.{request.impact.meetings}"


def _line(request: Request) -> Block:
    about = f"{title(request)}\nby <@{request.wish.asked_by}> · {ending(request)}"
    return section(about, button("Open", SHOW, value=str(request.id)))


def _at(request: Request, skip: str | None) -> str | None:
    return None if skip is None else f"{request.id}.{skip}"
