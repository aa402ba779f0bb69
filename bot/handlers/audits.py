"""What Slack sends about **“Audit log”**: its pages, its filters, and its export as a file in the admin's messages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.exchange import Kind, Replies, Request, Routes, Say, Update
from bot.handlers.admin_desk import AdminDesk, said
from bot.handlers.documents import NOT_SENT, written
from bot.handlers.payloads import id_in
from bot.policy.answers import Denied
from bot.policy.audit import Entry, EntryId
from bot.policy.people import Actor, TeamId, UserId
from bot.policy.settings import Setting
from bot.use_cases import audit
from bot.use_cases.ports import NotPostedError
from bot.views import audit_words
from bot.views import audits as views
from bot.views.consoles import AFTER, AUDIT, BEFORE

SENT = ":white_check_mark: I sent the audit log to your messages with me, as a CSV file."
PORTION = 500


@dataclass(frozen=True, slots=True)
class AuditHandlers:
    """Reading what was written down."""

    office: AdminDesk

    def routes(self) -> Routes:
        """Buttons and filters."""
        return {
            **{(Kind.ACTION, AUDIT + way): self.show for way in ("", BEFORE, AFTER)},
            (Kind.ACTION, views.BY_PERSON): self.show,
            (Kind.ACTION, views.BY_SETTING): self.show,
            (Kind.ACTION, views.CLEAR): self.show_all,
            (Kind.ACTION, views.EXPORT): self.export,
        }

    def show(self, request: Request) -> Replies:
        """A page by the filters of the present one."""
        user, setting = views.read_filter(request.body.get("view") or {})
        return self._page(request, user, setting, EntryId(id_in(request)))

    def show_all(self, request: Request) -> Replies:
        """**“Show all”**."""
        return self._page(request, UserId(""), None, EntryId(0))

    def export(self, request: Request) -> Replies:
        """**“Export as CSV”**: what the filters choose, all of it, read while it is written and sent."""
        actor = self.office.administrator(request)
        if isinstance(actor, Denied):
            return said(actor)
        db, (user, setting) = self.office.desk.db, views.read_filter(request.body.get("view") or {})
        only = audit.filter_for(db, request.team, user or None, setting)
        entries = audit.export(db, request.team, actor, only, request.now)
        if isinstance(entries, Denied):
            return said(entries)
        name = f"audit-{request.now:%Y-%m-%d}.csv"
        try:
            with written(name, "Audit log", audit_words.COLUMNS, self._rows(request.team, entries)) as document:
                self.office.desk.messenger.send_document(request.team, request.user, document)
        except NotPostedError:
            return [Say(NOT_SENT)]
        return self._page(request, user, setting, EntryId(0), SENT)

    def _page(
        self, request: Request, user: UserId, setting: Setting | None, before: EntryId, notice: str = ""
    ) -> Replies:
        actor = self.office.administrator(request)
        if isinstance(actor, Denied):
            return said(actor)
        entries = self._read(request, actor, user, setting, before)
        if isinstance(entries, Denied):
            return said(entries)
        named = audit.names_in(self.office.desk.db, request.team, entries)
        view = views.audit_page(
            entries, named.people, named.groups, user=user, setting=setting, first=not before, notice=notice
        )
        return [Update(view)]

    def _read(
        self, request: Request, actor: Actor, user: UserId, setting: Setting | None, before: EntryId
    ) -> list[Entry] | Denied:
        db = self.office.desk.db
        only = audit.filter_for(db, request.team, user or None, setting)
        return audit.read(db, request.team, actor, only, before or None, views.A_PAGE, request.now)

    def _rows(self, team: TeamId, entries: Iterable[Entry]) -> Iterator[list[str]]:
        """In portions, so that names are asked for together and nothing is held in memory."""
        left = iter(entries)
        while portion := list(islice(left, PORTION)):
            named = audit.names_in(self.office.desk.db, team, portion)
            yield from (audit_words.row(entry, named.actors, named.people, named.groups) for entry in portion)
