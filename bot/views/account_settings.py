"""The console's page **“Account settings”**: plan, license of new people, approvals channel, and what holds for everybody."""

from collections.abc import Collection, Sequence

from bot.exchange import Block, View
from bot.policy.accounts import License, Plan
from bot.policy.people import Account, UserId
from bot.policy.resolution import Layout, Situation, has_effect, resolve_all
from bot.policy.settings import CATALOGUE, Setting
from bot.views.blocks import button, divider, header, modal, section
from bot.views.consoles import LICENSE, MENU, PLAN, back, channel_field, page
from bot.views.forms import field, option, radio, select
from bot.views.setting_words import NO_EFFECT, WAITS, account_stand, ask

EDIT_SETTING = "admin_account_setting"
EDIT_PLAN, EDIT_LICENSE, EDIT_CHANNEL = "admin_edit_plan", "admin_edit_license", "admin_edit_channel"
SAVE_PLAN, SAVE_LICENSE, SAVE_CHANNEL = "admin_save_plan", "admin_save_license", "admin_save_channel"


def account_page(
    account: Account,
    layout: Layout,
    waiting: Collection[Setting],
    *,
    owner: bool,
    owners: Sequence[UserId],
    notice: str = "",
) -> View:
    """What the account is and says; of the settings in `waiting` another admin has to approve a change."""
    locked_out = f"\n🔒 Only owners can change this. {ask(owners)}"
    channel = f"<#{account.approvals_channel}>" if account.approvals_channel else ":warning: none yet"
    blocks = [
        _fact("Plan", account.plan.capitalize(), EDIT_PLAN if owner else "", locked_out),
        _fact("License of new people", account.default_license.capitalize(), EDIT_LICENSE, ""),
        _fact("Approvals channel", channel, EDIT_CHANNEL if owner else "", locked_out),
        divider(),
        header("Settings for everybody"),
        *(_setting(setting, layout, waits=setting in waiting) for setting in CATALOGUE),
    ]
    return page("Account settings", blocks, back=back(MENU), notice=notice)


def plan_form(account: Account) -> View:
    """Another plan."""
    plans = [option(plan.capitalize(), plan) for plan in Plan]
    hint = "Choosing a personal link belongs to business, education and enterprise. What was chosen before stays."
    return modal(
        "Plan",
        [field(PLAN, "Plan", select(plans, account.plan), hint=hint)],
        callback=SAVE_PLAN,
        submit="Save",
        close="Cancel",
    )


def license_form(account: Account) -> View:
    """What new people get."""
    licenses = [option(license_.capitalize(), license_) for license_ in (License.LICENSED, License.BASIC)]
    hint = "Only licensed people choose their own number. People who are here already keep what they have."
    return modal(
        "License of new people",
        [field(LICENSE, "License", radio(licenses, account.default_license), hint=hint)],
        callback=SAVE_LICENSE,
        submit="Save",
        close="Cancel",
    )


def channel_form(account: Account) -> View:
    """Where requests are posted."""
    blocks = [channel_field(account.approvals_channel, optional=False)]
    return modal("Approvals channel", blocks, callback=SAVE_CHANNEL, submit="Save", close="Cancel")


def _fact(name: str, value: str, change: str, locked_out: str) -> Block:
    """One with its button, or with the reason why there is none (UX-7)."""
    if change:
        return section(f"*{name}*\n{value}", button("Change", change))
    return section(f"*{name}*\n{value}{locked_out}")


def _setting(setting: Setting, layout: Layout, *, waits: bool) -> Block:
    idle = f"\n_{NO_EFFECT}_" if _is_idle(setting, layout) else ""
    text = (
        f"*{CATALOGUE[setting].label}*\n{account_stand(setting, layout.stand(setting))}{idle}{WAITS if waits else ''}"
    )
    return section(text, button("Change", EDIT_SETTING, value=setting))


def _is_idle(setting: Setting, layout: Layout) -> bool:
    """Without effect for whoever follows the account (LOCK-4)."""
    resolved = resolve_all(layout, Situation())
    return not has_effect(setting, resolved)
