"""Handlers of **“Audit log”**: its pages, its filters, and its export as a file in the admin's messages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.handlers.request.admin_context import AdminContext, refusal_reply, requires
from bot.handlers.request.csv_files import csv_document, not_sent
from bot.handlers.request.payloads import value_id
from bot.handlers.request.routing import action
from bot.i18n.messages import gettext as _
from bot.policy.audit.events import AuditEntry
from bot.policy.ids import AuditEntryId, TeamId, UserId
from bot.policy.people.caller import Caller
from bot.policy.settings.catalogue import Setting
from bot.policy.values.results import Denied
from bot.protocol import PrivateReply, Replies, Request, UpdateModal
from bot.use_cases import inbound_requests
from bot.use_cases.audit import log as audit_log
from bot.use_cases.ports import NotPostedError
from bot.views.admin import audit_log as audit_views
from bot.views.admin import audit_text
from bot.views.components.console_page import AUDIT, NEXT, PREVIOUS

BATCH_SIZE = 500


@dataclass(frozen=True, slots=True)
class AuditHandlers:
    """Handles the audit log's pages, filters and export (AUDIT-1)."""

    admin: AdminContext

    @action(AUDIT, AUDIT + PREVIOUS, AUDIT + NEXT)
    @action(audit_views.BY_PERSON, audit_views.BY_SETTING)
    @requires(AdminContext.require_admin)
    def show(self, request: Request, caller: Caller) -> Replies:
        """A page by the filters of the present one."""
        user, setting = audit_views.read_filter(request.body.get("view") or {})
        return self._page(caller, user, setting, AuditEntryId(value_id(request)))

    @action(audit_views.CLEAR)
    @requires(AdminContext.require_admin)
    def show_all(self, _request: Request, caller: Caller) -> Replies:
        """**“Show all”**."""
        return self._page(caller, UserId(""), None, AuditEntryId(0))

    @action(audit_views.EXPORT)
    @requires(AdminContext.require_admin)
    def export(self, request: Request, caller: Caller) -> Replies:
        """**“Export as CSV”**: what the filters choose, all of it, read while it is written and sent."""
        user, setting = audit_views.read_filter(request.body.get("view") or {})
        log_filter = audit_log.filter_for(self.admin.context.db, caller.team, user or None, setting)
        entries = audit_log.export(self.admin.context, caller, log_filter)
        if isinstance(entries, Denied):
            return refusal_reply(entries)
        inbound_requests.record_now(self.admin.context.db, caller.team)
        name = f"audit-{caller.now:%Y-%m-%d}.csv"
        try:
            with csv_document(
                name, _("Audit log"), audit_text.CSV_COLUMNS, self._rows(caller.team, entries)
            ) as document:
                self.admin.context.messenger.send_document(caller.team, caller.user, document)
        except NotPostedError:
            return [PrivateReply(not_sent())]
        sent = _(":white_check_mark: I sent you the audit log as a CSV file, in your messages with me.")
        return self._page(caller, user, setting, AuditEntryId(0), sent)

    def _page(
        self, caller: Caller, user: UserId, setting: Setting | None, before: AuditEntryId, notice: str = ""
    ) -> Replies:
        log_filter = audit_log.filter_for(self.admin.context.db, caller.team, user or None, setting)
        entries = audit_log.read_page(self.admin.context, caller, log_filter, before or None, audit_views.PAGE_SIZE)
        if isinstance(entries, Denied):
            return refusal_reply(entries)
        names = audit_log.names_in(self.admin.context.db, caller.team, entries)
        view = audit_views.audit_page(
            entries, names.people, names.groups, user=user, setting=setting, first=not before, notice=notice
        )
        return [UpdateModal(view)]

    def _rows(self, team: TeamId, entries: Iterable[AuditEntry]) -> Iterator[list[str]]:
        """In batches, so that names are asked for together and nothing is held in memory."""
        remaining = iter(entries)
        while batch := list(islice(remaining, BATCH_SIZE)):
            names = audit_log.names_in(self.admin.context.db, team, batch)
            yield from (audit_text.csv_row(entry, names.actors, names.people, names.groups) for entry in batch)
