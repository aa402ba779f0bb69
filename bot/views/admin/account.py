"""The console's page **“Account settings”**: plan, license of new people, approvals channel, language, settings for everybody."""

from collections.abc import Collection, Sequence

from bot.i18n.messages import gettext as _
from bot.i18n.people_labels import license_label, plan_label
from bot.i18n.setting_labels import setting_label
from bot.policy.ids import UserId
from bot.policy.people.people import Account, License
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.lock_resolution import PersonSettings, SettingsTree, has_effect, resolve_all
from bot.protocol import Block, View
from bot.views.admin.console import LICENSE_BLOCK, plan_input
from bot.views.admin.language import EDIT_LANGUAGE, language_text
from bot.views.approvals.approval_step import approvals_channel_input
from bot.views.components.blocks import button, divider, header, modal, section
from bot.views.components.console_page import MENU, console_page
from bot.views.components.inputs import input_block, option, radio
from bot.views.components.setting_text import account_state_text, awaits_approval_text, no_effect_text, whom_to_ask

EDIT_SETTING = "admin_account_setting"
EDIT_PLAN, EDIT_LICENSE, EDIT_CHANNEL = "admin_edit_plan", "admin_edit_license", "admin_edit_channel"
SAVE_PLAN, SAVE_LICENSE, SAVE_CHANNEL = "admin_save_plan", "admin_save_license", "admin_save_channel"


def account_page(
    account: Account,
    tree: SettingsTree,
    waiting: Collection[Setting],
    *,
    owner: bool,
    owners: Sequence[UserId],
    notice: str = "",
) -> View:
    """Plan, license, channel, language and settings of the account; `waiting`: settings with a pending request."""
    reason = _("🔒 Only owners can change this.")
    owners_only = f"\n{reason} {whom_to_ask(owners)}"
    channel = f"<#{account.approvals_channel}>" if account.approvals_channel else _(":warning: None yet")
    blocks = [
        _row(_("Plan"), plan_label(account.plan), EDIT_PLAN if owner else "", owners_only),
        _row(_("License of new people"), license_label(account.default_license), EDIT_LICENSE, ""),
        _row(_("Approvals channel"), channel, EDIT_CHANNEL if owner else "", owners_only),
        _row(_("Language of channel posts"), language_text(account), EDIT_LANGUAGE if owner else "", owners_only),
        divider(),
        header(_("Settings for everybody")),
        *(_setting(setting, tree, waits=setting in waiting) for setting in CATALOGUE),
    ]
    # Translators: at most 24 characters.
    return console_page(_("Account settings"), blocks, back=MENU, notice=notice)


def plan_form(account: Account) -> View:
    """The form to change the plan."""
    hint = _("On Business, Education and Enterprise, people can choose their personal link. Links chosen before stay.")
    # Translators: at most 24 characters.
    return modal(_("Plan"), [plan_input(account, hint)], callback=SAVE_PLAN, submit=_("Save"))


def license_form(account: Account) -> View:
    """The form to change the license of new people."""
    licenses = [option(license_label(license_), license_) for license_ in (License.LICENSED, License.BASIC)]
    hint = _("Only licensed people can choose their number. People who are here already keep their license.")
    blocks = [input_block(LICENSE_BLOCK, _("License"), radio(licenses, account.default_license), hint=hint)]
    # Translators: at most 24 characters.
    return modal(_("License of new people"), blocks, callback=SAVE_LICENSE, submit=_("Save"))


def channel_form(account: Account) -> View:
    """The form to change the channel in which requests are posted."""
    blocks = [approvals_channel_input(account.approvals_channel, optional=False)]
    # Translators: at most 24 characters.
    return modal(_("Approvals channel"), blocks, callback=SAVE_CHANNEL, submit=_("Save"))


def _row(name: str, value: str, edit_action: str, owners_only: str) -> Block:
    """A value with its button, or with the reason why there is none (UX-7)."""
    if edit_action:
        return section(f"*{name}*\n{value}", button(_("Change"), edit_action))
    return section(f"*{name}*\n{value}{owners_only}")


def _setting(setting: Setting, tree: SettingsTree, *, waits: bool) -> Block:
    """A setting, whether it has no effect for people who follow the account (LOCK-4), and whether a request is pending."""
    no_effect = not has_effect(setting, resolve_all(tree, PersonSettings()))
    lines = [
        f"*{setting_label(setting)}*",
        account_state_text(setting, tree.state(setting)),
        *([f"_{no_effect_text()}_"] if no_effect else []),
        *([awaits_approval_text()] if waits else []),
    ]
    return section("\n".join(lines), button(_("Change"), EDIT_SETTING, value=setting))
