"""The admin console: its frame, its menu, and the first steps of an owner; each page has a file of its own."""

from collections.abc import Sequence

from bot.exchange import Block, View
from bot.policy.accounts import License, Plan
from bot.policy.people import Account
from bot.views.blocks import actions, button, context, divider, modal, section
from bot.views.forms import input_block, option, radio, select, with_note

MENU = "admin_menu"
ACCOUNT = "admin_account"
GROUPS = "admin_groups"
PEOPLE = "admin_people"
REQUESTS = "admin_requests"
AUDIT = "admin_audit"
REPORT = "admin_report"
OPEN_CONSOLE = "admin_open"
PREVIOUS, NEXT = ":before", ":after"
"""What the action of a page is followed by where it leads to its neighbours."""

SAVE_SET_UP = "admin_set_up"
PLAN_BLOCK, LICENSE_BLOCK, APPROVALS_CHANNEL_BLOCK = "plan", "license", "channel"
TITLE = "Admin console"


def console_page(
    title: str, blocks: list[Block], *, back: Block | None = None, page_actions: Sequence[Block] = (), notice: str = ""
) -> View:
    """A view of the console, with **“Back”** and what can be done on the whole page on top."""
    row = [*([back] if back else []), *page_actions]
    view = modal(title, [*([actions(*row)] if row else []), *blocks])
    return with_note(view, notice) if notice else view


def back_button(action: str, value: str = "") -> Block:
    """The way back to another page."""
    return button("Back", action, value=value)


def page_buttons(action: str, before: str | None, after: str | None, *, older: bool = False) -> list[Block]:
    """The ways to a page's neighbours, as far as there are any; their values say where each begins."""
    names = ("Newer", "Older") if older else ("Previous", "Next")
    buttons = [
        *([button(names[0], action + PREVIOUS, value=before)] if before is not None else []),
        *([button(names[1], action + NEXT, value=after)] if after is not None else []),
    ]
    return [actions(*buttons)] if buttons else []


def neighbour_offsets(skip: int, size: int, total: int) -> tuple[str | None, str | None]:
    """Where the pages before and after one begin, of a list that is counted."""
    return (str(max(0, skip - size)) if skip else None, str(skip + size) if skip + size < total else None)


def menu(account: Account, *, groups: int, pending: int, notice: str = "") -> View:
    """Where everything is."""
    open_requests = f"*{pending}* {'waits' if pending == 1 else 'wait'} for a decision" if pending else "none is open"
    blocks = [
        *([] if account.approvals_channel else [_no_channel()]),
        section("Plan, licenses, and the settings that hold for everybody.", button("Account settings", ACCOUNT)),
        section(f"Settings and locks for some people: {_group_count(groups)}.", button("Groups", GROUPS)),
        section("One person’s room, license and settings.", button("People", PEOPLE)),
        section(
            f"Changes that need a second pair of eyes: {open_requests}.",
            button("Requests", REQUESTS, style="primary" if pending else ""),
        ),
        section("Who changed what, and when.", button("Audit log", AUDIT)),
        section("What expires soon, who uses their room, which locks hold.", button("Report", REPORT)),
        divider(),
        context(f"*{account.plan.capitalize()}* plan · new people get a *{account.default_license}* license"),
    ]
    return console_page(TITLE, blocks, notice=notice)


def _group_count(count: int) -> str:
    return "no groups yet" if not count else "one group" if count == 1 else f"{count} groups"


def _no_channel() -> Block:
    return section(
        ":warning: There is no approvals channel yet, so nobody can ask for a lock. An owner chooses it under"
        " *Account settings*."
    )


def set_up_form(account: Account) -> View:
    """The first owner's three decisions; each can be changed later."""
    plans = [option(plan.capitalize(), plan) for plan in Plan]
    licenses = [
        option("Licensed", License.LICENSED, "They can choose their own number, and on larger plans their link."),
        option("Basic", License.BASIC, "They get a room; its number and link are generated."),
    ]
    return modal(
        "Set up PMI Bot",
        [
            section(
                ":wave: *Welcome.* Three decisions, and your organisation is ready. You can change each of them later."
            ),
            input_block(PLAN_BLOCK, "Plan", select(plans, account.plan), hint="What your organisation has bought."),
            input_block(LICENSE_BLOCK, "License of new people", radio(licenses, account.default_license)),
            approvals_channel_input(account.approvals_channel),
        ],
        callback=SAVE_SET_UP,
        submit="Save and continue",
        close="Not now",
    )


def approvals_channel_input(channel: str, *, optional: bool = True) -> Block:
    """Where requests are posted (APP-2, APP-7)."""
    element: Block = {
        "type": "conversations_select",
        "filter": {
            "include": ["public", "private"],
            "exclude_bot_users": True,
            "exclude_external_shared_channels": True,
        },
        **({"initial_conversation": channel} if channel else {}),
    }
    hint = (
        "A lock needs a second admin’s approval. Requests are posted here: a channel where your admins are, and I am too"
        " (/invite @PMI Bot)."
    )
    return input_block(APPROVALS_CHANNEL_BLOCK, "Approvals channel", element, hint=hint, optional=optional)
