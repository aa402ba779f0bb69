"""The admin console's menu and the first steps of an owner."""

from bot.i18n.spoken import spoken
from bot.policy.people.people import Account, License, Plan
from bot.protocol import Block, View
from bot.views.admin.language import language_input
from bot.views.approvals.approval_step import approvals_channel_input
from bot.views.components.blocks import button, context, divider, modal, section
from bot.views.components.console_page import ACCOUNT, AUDIT, GROUPS, PEOPLE, REPORT, REQUESTS, console_page
from bot.views.components.inputs import input_block, option, radio, select

SAVE_SET_UP = "admin_set_up"
PLAN_BLOCK, LICENSE_BLOCK = "plan", "license"
TITLE = "Admin console"
NO_CHANNEL = (
    ":warning: There is no approvals channel yet, so nobody can ask for a lock. An owner chooses it under"
    " *Account settings*."
)


def menu(account: Account, *, groups: int, pending: int, notice: str = "") -> View:
    """The first page of the console, with a button to each other one."""
    open_requests = f"*{pending}* {'waits' if pending == 1 else 'wait'} for a decision" if pending else "none is open"
    blocks = [
        *([] if account.approvals_channel else [section(NO_CHANNEL)]),
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


def plan_input(account: Account, hint: str) -> Block:
    """Which plan the organisation has."""
    menu = select([option(plan.capitalize(), plan) for plan in Plan], account.plan)
    return input_block(PLAN_BLOCK, "Plan", menu, hint=hint)


def set_up_form(account: Account) -> View:
    """The first owner's four decisions; each can be changed later. The language is theirs, unless one was chosen."""
    welcome = ":wave: *Welcome.* Four decisions, and your organisation is ready. You can change each of them later."
    licenses = [
        option("Licensed", License.LICENSED, "They can choose their own number, and on larger plans their link."),
        option("Basic", License.BASIC, "They get a room; its number and link are generated."),
    ]
    blocks = [
        section(welcome),
        plan_input(account, "What your organisation has bought."),
        input_block(LICENSE_BLOCK, "License of new people", radio(licenses, account.default_license)),
        approvals_channel_input(account.approvals_channel),
        language_input(account.language or spoken()),
    ]
    return modal("Set up PMI Bot", blocks, callback=SAVE_SET_UP, submit="Save and continue", close="Not now")
