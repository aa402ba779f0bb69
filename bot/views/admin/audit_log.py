"""The console's page **“Audit log”**: newest first, by person or setting, page by page (AUDIT-1)."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.i18n.messages import gettext as _
from bot.i18n.setting_labels import setting_label
from bot.policy.audit.events import AuditEntry
from bot.policy.ids import GroupId, PersonId, UserId
from bot.policy.people.people import Person
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.protocol import Block, View
from bot.views.admin.audit_text import entry_text
from bot.views.components.blocks import actions, button, section
from bot.views.components.console_page import AUDIT, MENU, console_page, page_buttons
from bot.views.components.inputs import element, option, select

BY_PERSON, BY_SETTING = "admin_audit_person", "admin_audit_setting"
CLEAR, EXPORT = "admin_audit_clear", "admin_audit_export"
FILTER_BLOCK = "audit_filter"
ANY = "any"
PAGE_SIZE = 12


def audit_page(
    entries: Sequence[AuditEntry],
    people: Mapping[PersonId, Person],
    groups: Mapping[GroupId, str],
    *,
    user: UserId,
    setting: Setting | None,
    first: bool,
    notice: str = "",
) -> View:
    """A page of entries, below the filters. `first`: it is the newest page."""
    older = str(entries[-1].id) if len(entries) == PAGE_SIZE else None
    empty_text = _("No entries match these filters.") if user or setting else _("There are no entries yet.")
    blocks = [
        _filters(user, setting),
        *(section(entry_text(entry, people, groups)) for entry in entries),
        *([] if entries else [section(empty_text if first else _("There are no older entries."))]),
        *page_buttons(AUDIT, None if first else "", older, older=True),
    ]
    page_actions = [button(_("Export as CSV"), EXPORT), *([button(_("Show all"), CLEAR)] if user or setting else [])]
    # Translators: at most 24 characters.
    return console_page(_("Audit log"), blocks, back=MENU, page_actions=page_actions, notice=notice)


def read_filter(view: Mapping[str, Any]) -> tuple[UserId, Setting | None]:
    """The person and the setting that the filters select, if any."""
    user, setting = "", ""
    for block_id, elements in view.get("state", {}).get("values", {}).items():
        if str(block_id).startswith(FILTER_BLOCK):
            user = str(elements.get(BY_PERSON, {}).get("selected_user") or "")
            setting = str((elements.get(BY_SETTING, {}).get("selected_option") or {}).get("value", ""))
    return UserId(user), Setting(setting) if setting in tuple(Setting) else None


def _filters(user: UserId, setting: Setting | None) -> Block:
    """The block id holds what is selected: Slack keeps what was chosen in a block of the same name."""
    options = [option(_("Any setting"), ANY), *(option(setting_label(each), each) for each in CATALOGUE)]
    people = element("users_select", action_id=BY_PERSON, placeholder=_("Anybody"), initial_user=user)
    settings = {**select(options, setting or "", _("Any setting")), "action_id": BY_SETTING}
    return {**actions(people, settings), "block_id": f"{FILTER_BLOCK}:{user}:{setting or ANY}"}
