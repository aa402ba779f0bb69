"""The console's page **“Report”**, and its figures as rows of CSV files."""

from collections.abc import Iterator, Mapping, Sequence

from bot.i18n.messages import Message, ngettext, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.setting_labels import setting_label
from bot.policy.people.people import Person
from bot.policy.reports.report import LockInForce, RoomUsage, Unreachable, Week
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import Room, room_valid_until
from bot.policy.settings.lock_resolution import Origin
from bot.protocol import Block, View
from bot.views.admin.audit_text import FORMULA_SIGNS
from bot.views.components.blocks import button, context, divider, header, section
from bot.views.components.console_page import MENU, console_page
from bot.views.components.text import BAR_LENGTH, bar, bold, escaped, slack_date

SEND_REPORT = "admin_report_send"
DATE_FORMAT = "{date_short}"
MAX_LOCKS = 30
_UNREACHABLE: Mapping[str, Message] = {
    "user_disabled": N_("{person} since {date}: their account is deactivated"),
    "user_not_found": N_("{person} since {date}: Slack does not know them"),
    "user_not_visible": N_("{person} since {date}: Slack does not show them to me"),
    "cannot_dm_bot": N_("{person} since {date}: they are an app"),
    "channel_not_found": N_("{person} since {date}: Slack takes no messages for them"),
}
"""Why somebody is not reached, by Slack's error."""
_LOCKS_BY_ACCOUNT: Mapping[bool, Message] = {
    True: N_("🔒 “{setting}” is *on*, locked by the account."),
    False: N_("🔒 “{setting}” is *off*, locked by the account."),
}
_LOCKS_BY_GROUP: Mapping[bool, Message] = {
    True: N_("🔒 “{setting}” is *on*, locked by the group {group}."),
    False: N_("🔒 “{setting}” is *off*, locked by the group {group}."),
}
REPORT_COLUMNS = ("figure", "of", "count")
UNUSED_COLUMNS = ("person", "name", "license", "number", "assigned (UTC)", "valid until (UTC)")


def report_page(
    weeks: Sequence[Week],
    use: RoomUsage,
    locks: Sequence[LockInForce],
    unreachable: Sequence[Unreachable],
    notice: str = "",
) -> View:
    """The figures as text, with a button to get them as a chart and as files."""
    total = sum(week.count for week in weeks)
    blocks = [
        header(_("Expiring within 90 days")),
        section(_weeks(weeks) if total else _("No number expires within 90 days.")),
        header(_("Use of rooms")),
        section(_use(use)),
        header(_("Locks in force")),
        section("\n".join(map(_lock, locks[:MAX_LOCKS])) or _("Nothing is locked.")),
        *_more_locks(len(locks) - MAX_LOCKS),
        *([header(_("Not reached")), section("\n".join(map(_unreachable, unreachable)))] if unreachable else []),
        divider(),
        context(
            _(
                "People get a reminder before their number expires. What a lock overrides applies again once the lock is"
                " gone."
            )
        ),
    ]
    acts = [button(_("Send me chart and CSV"), SEND_REPORT, style="primary")]
    # Translators: at most 24 characters.
    return console_page(_("Report"), blocks, back=MENU, page_actions=acts, notice=notice)


def _more_locks(count: int) -> list[Block]:
    return [context(ngettext("and {count} more lock", "and {count} more locks", count))] if count > 0 else []


def _unreachable(person: Unreachable) -> str:
    who, since = f"<@{person.user}>", slack_date(person.since, DATE_FORMAT)
    if why := _UNREACHABLE.get(person.reason):
        return say(why, person=who, date=since)
    return _("{person} since {date}: {error}", person=who, date=since, error=escaped(person.reason))


def report_rows(weeks: Sequence[Week], use: RoomUsage, locks: Sequence[LockInForce]) -> Iterator[list[str]]:
    """The figures of the report as rows under `REPORT_COLUMNS`, in English as all CSV files (LANG-1)."""
    for week in weeks:
        yield ["expiring in the week from", f"{week.begins:%Y-%m-%d}", str(week.count)]
    yield ["people with a room", "", str(use.rooms)]
    yield ["started it in the last 90 days", "", str(use.lately)]
    yield ["started it longer ago", "", str(use.long_ago)]
    yield ["never started it", "", str(use.never)]
    for lock in locks:
        subject = f"{lock.setting} by {lock.by.name or 'the account'}: {'on' if lock.value else 'off'}"
        yield ["people’s choices hidden by a lock", subject, str(lock.people)]
        yield ["groups’ settings hidden by a lock", subject, str(lock.groups)]


def unused_row(person: Person, room: Room) -> list[str]:
    """A person who never started their room, as a row under `UNUSED_COLUMNS`."""
    name = f"'{person.name}" if person.name.startswith(FORMULA_SIGNS) else person.name
    until = room_valid_until(room)
    days = [f"{room.assigned_at:%Y-%m-%d}", f"{until:%Y-%m-%d}"]
    return [person.user, name, person.license, format_number(room.number), *days]


def _weeks(weeks: Sequence[Week]) -> str:
    highest = max(week.count for week in weeks)
    return "\n".join(f"{_bar(week.count, highest)} {_week(week)}" for week in weeks)


def _week(week: Week) -> str:
    return _("{date}: *{count}*", date=slack_date(week.begins, DATE_FORMAT), count=week.count)


def _bar(count: int, highest: int) -> str:
    """At least one black sign for any count above 0."""
    filled = round(BAR_LENGTH * count / highest) if highest else 0
    return bar(max(filled, min(count, 1)))


def _use(use: RoomUsage) -> str:
    lately = ngettext(
        "*{count}* started it in the last 90 days", "*{count}* started it in the last 90 days", use.lately
    )
    long_ago = ngettext("*{count}* started it longer ago", "*{count}* started it longer ago", use.long_ago)
    never = ngettext("*{count}* never started it", "*{count}* never started it", use.never)
    lines = [
        ngettext("*{count} person has* a room.", "*{count} people have* a room.", use.rooms)
        if use.rooms
        else _("*Nobody* has a room."),
        f"{_bar(use.lately, use.rooms)} {lately}",
        f"{_bar(use.long_ago, use.rooms)} {long_ago}",
        f"{_bar(use.never, use.rooms)} {never}",
    ]
    return "\n".join(lines)


def _lock(lock: LockInForce) -> str:
    """Sentences: who locked what, and whose values it overrides (LOCK-3)."""
    setting = setting_label(lock.setting)
    if lock.by.origin is Origin.ACCOUNT:
        sentences = [say(_LOCKS_BY_ACCOUNT[lock.value], setting=setting)]
    else:
        sentences = [say(_LOCKS_BY_GROUP[lock.value], setting=setting, group=bold(lock.by.name))]
    if lock.people:
        sentences.append(
            ngettext(
                "It overrides the choice of {count} person.", "It overrides the choices of {count} people.", lock.people
            )
        )
    if lock.groups:
        sentences.append(
            ngettext(
                "It overrides the setting of {count} group.",
                "It overrides the settings of {count} groups.",
                lock.groups,
            )
        )
    if not lock.people and not lock.groups:
        sentences.append(_("It overrides nobody."))
    return " ".join(sentences)
