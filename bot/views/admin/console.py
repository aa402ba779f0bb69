"""The admin console's menu and the first steps of an owner."""

from bot.i18n.messages import gettext as _
from bot.i18n.messages import ngettext
from bot.i18n.people_labels import license_label, plan_label
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


def menu(account: Account, *, groups: int, pending: int, notice: str = "") -> View:
    """The first page of the console, with a button to each other one."""
    blocks = [
        *([] if account.approvals_channel else [section(_no_channel())]),
        section(_("Plan, licenses, and settings for everybody."), button(_("Account settings"), ACCOUNT)),
        section(_about_groups(groups), button(_("Groups"), GROUPS)),
        section(_("One person’s room, license and settings."), button(_("People"), PEOPLE)),
        section(_about_requests(pending), button(_("Requests"), REQUESTS, style="primary" if pending else "")),
        section(_("Who changed what, and when."), button(_("Audit log"), AUDIT)),
        section(_("What expires soon, who uses their room, which locks apply."), button(_("Report"), REPORT)),
        divider(),
        context(_plan_and_license(account)),
    ]
    # Translators: at most 24 characters.
    return console_page(_("Admin console"), blocks, notice=notice)


def _no_channel() -> str:
    return _(
        ":warning: There is no approvals channel yet, so nobody can ask for a lock. An owner can choose one under"
        " *Account settings*."
    )


def _about_groups(count: int) -> str:
    if not count:
        return _("Settings and locks for some people. There are no groups yet.")
    return ngettext(
        "Settings and locks for some people: {count} group.",
        "Settings and locks for some people: {count} groups.",
        count,
    )


def _about_requests(pending: int) -> str:
    if not pending:
        return _("Changes that need another admin’s approval. None is open.")
    return ngettext(
        "Changes that need another admin’s approval: *{count}* waits for a decision.",
        "Changes that need another admin’s approval: *{count}* wait for a decision.",
        pending,
    )


def _plan_and_license(account: Account) -> str:
    plan, license_ = plan_label(account.plan), license_label(account.default_license)
    return _("Plan: *{plan}* · New people: *{license}*", plan=plan, license=license_)


def plan_input(account: Account, hint: str) -> Block:
    """Which plan the organisation has."""
    menu = select([option(plan_label(plan), plan) for plan in Plan], account.plan)
    return input_block(PLAN_BLOCK, _("Plan"), menu, hint=hint)


def set_up_form(account: Account) -> View:
    """The first owner's decisions; each can be changed later. The language is theirs, unless one was chosen."""
    welcome = _(":wave: *Welcome.* A few decisions and your organisation is ready. You can change all of them later.")
    # Translators: at most 75 characters.
    licensed = _("They can choose their number and, on larger plans, their link.")
    # Translators: at most 75 characters.
    basic = _("Their number and link are generated.")
    licenses = [
        option(license_label(License.LICENSED), License.LICENSED, licensed),
        option(license_label(License.BASIC), License.BASIC, basic),
    ]
    blocks = [
        section(welcome),
        plan_input(account, _("What your organisation has bought.")),
        input_block(LICENSE_BLOCK, _("License of new people"), radio(licenses, account.default_license)),
        approvals_channel_input(account.approvals_channel),
        language_input(account.language or spoken()),
    ]
    # Translators: at most 24 characters.
    submit, close = _("Save and continue"), _("Not now")
    # Translators: at most 24 characters.
    return modal(_("Set up PMI Bot"), blocks, callback=SAVE_SET_UP, submit=submit, close=close)
