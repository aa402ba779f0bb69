"""The report as a picture, drawn for whoever asks and in their language.

matplotlib is large, so it is only loaded when a picture is drawn (decision 7).
"""

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.i18n import formats
from bot.i18n.messages import Message, ngettext, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.setting_labels import setting_label
from bot.policy.reports.report import LockInForce, RoomUsage, Week
from bot.policy.settings.lock_resolution import Origin
from bot.views.components.text import truncate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, WEEKS_HEIGHT, USE_HEIGHT, LOCK_HEIGHT = 9.0, 4.2, 1.6, 0.48  # inches
MAX_LOCKS = 12
NAME_LIMIT = 24
FIRST_UNDRAWABLE = 0x0590
"""Latin, Greek, Cyrillic and Armenian come before; the library's own font has little of what follows."""
DPI = 130
PADDING = 0.15  # inches
BLUE, GREEN, AMBER, GREY = "#1d3c6e", "#2f7d5b", "#c98a1b", "#8a8f98"
_LOCKS_BY_ACCOUNT: Mapping[bool, Message] = {
    True: N_("{setting}: on, by the account"),
    False: N_("{setting}: off, by the account"),
}
_LOCKS_BY_GROUP: Mapping[bool, Message] = {
    True: N_("{setting}: on, by the group {group}"),
    False: N_("{setting}: off, by the group {group}"),
}


def report_chart(weeks: Sequence[Week], use: RoomUsage, locks: Sequence[LockInForce]) -> bytes:
    """A PNG: numbers that expire, week by week, who starts their room, and what each lock hides."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - loaded when a picture is drawn
    from matplotlib.layout_engine import ConstrainedLayoutEngine  # noqa: PLC0415 - loaded when a picture is drawn

    heights = (WEEKS_HEIGHT, USE_HEIGHT, LOCK_HEIGHT * (1 + max(1, min(len(locks), MAX_LOCKS))))
    figure = Figure(figsize=(WIDTH, sum(heights)), layout=ConstrainedLayoutEngine(h_pad=PADDING, w_pad=PADDING))
    above, middle, below = figure.subplots(3, 1, height_ratios=heights)
    _draw_weeks(above, weeks)
    _draw_use(middle, use)
    _draw_locks(below, locks)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=DPI)
    return picture.getvalue()


def alt_text(weeks: Sequence[Week], use: RoomUsage, locks: Sequence[LockInForce]) -> str:
    """The figures of the picture in one text, for a screen reader."""
    sentences = [
        ngettext(
            "Charts: {count} personal meeting ID expires within 90 days.",
            "Charts: {count} personal meeting IDs expire within 90 days.",
            sum(week.count for week in weeks),
        ),
        ngettext("{count} person has a room.", "{count} people have a room.", use.rooms),
        _(
            "Started in the last 90 days: {lately}. Started longer ago: {long_ago}. Never started: {never}.",
            lately=use.lately,
            long_ago=use.long_ago,
            never=use.never,
        ),
        _(
            "Locks in force: {locks}. Settings of people and groups that they override: {overridden}.",
            locks=len(locks),
            overridden=sum(map(_hidden_count, locks)),
        ),
    ]
    return " ".join(sentences)


def _draw_weeks(axes: "Axes", weeks: Sequence[Week]) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - loaded when a picture is drawn

    labels = [formats.short_day_of_year(week.begins) for week in weeks]
    bars = axes.bar(range(len(weeks)), [week.count for week in weeks], color=BLUE, width=0.7)
    axes.bar_label(
        bars, labels=[formats.number(week.count) if week.count else "" for week in weeks], padding=2, fontsize=9
    )
    axes.set_xticks(range(len(weeks)), labels, fontsize=9)
    axes.set_title(_("Personal meeting IDs that expire, by week"), loc="left", fontsize=12, fontweight="bold")
    axes.set_ylim(0, max(1, *(week.count for week in weeks)) * 1.15)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.tick_params(axis="y", labelsize=9)
    axes.grid(axis="y", color="#e4e6ea")
    axes.set_axisbelow(True)
    if not any(week.count for week in weeks):
        _draw_text(axes, _("No number expires within 90 days."))
    _hide_spines(axes)


def _draw_use(axes: "Axes", use: RoomUsage) -> None:
    uses = (
        (use.lately, _("in the last 90 days: {count}", count=use.lately), GREEN),
        (use.long_ago, _("longer ago: {count}", count=use.long_ago), AMBER),
        (use.never, _("never: {count}", count=use.never), GREY),
    )
    left = 0
    for count, label, color in uses:
        axes.barh([0], [count], left=left, color=color, height=0.5, label=label)
        left += count
    title = _("Last start of the room ({count} in all)", count=use.rooms)
    axes.set_title(title, loc="left", fontsize=12, fontweight="bold")
    axes.set_xlim(0, max(1, left))
    axes.set_yticks([])
    axes.set_xticks([])
    axes.set_ylim(-0.3, 0.3)
    axes.legend(loc="upper left", bbox_to_anchor=(0, 0), ncols=len(uses), frameon=False, borderaxespad=0.2)
    _hide_spines(axes, "bottom")


def _draw_locks(axes: "Axes", locks: Sequence[LockInForce]) -> None:
    """One bar a lock: how many choices of people and settings of groups it hides (LOCK-3)."""
    shown = locks[:MAX_LOCKS]
    counts = [_hidden_count(lock) for lock in shown]
    bars = axes.barh(range(len(shown)), counts, color=BLUE, height=0.3)
    axes.bar_label(bars, labels=[_overridden(count) for count in counts], padding=3, fontsize=9)
    for row, lock in enumerate(shown):
        axes.text(0, row - 0.25, _lock_label(lock), va="bottom", fontsize=9)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_xlim(0, max(1, *counts, 1) * 1.15)
    axes.set_ylim(max(1, len(shown)) - 0.7, -0.7)
    axes.set_title(_locks_title(len(locks)), loc="left", fontsize=12, fontweight="bold")
    if not locks:
        _draw_text(axes, _("Nothing is locked."))
    _hide_spines(axes, "bottom")


def _hidden_count(lock: LockInForce) -> int:
    return lock.people + lock.groups


def _lock_label(lock: LockInForce) -> str:
    """One line: the setting, its locked value and who locked it."""
    setting = setting_label(lock.setting)
    if lock.by.origin is Origin.ACCOUNT:
        return say(_LOCKS_BY_ACCOUNT[lock.value], setting=setting)
    return say(_LOCKS_BY_GROUP[lock.value], setting=setting, group=_drawable(truncate(lock.by.name, NAME_LIMIT)))


def _locks_title(locks: int) -> str:
    if locks <= MAX_LOCKS:
        return _("Locks, and how many settings each overrides")
    return _("Locks, and how many settings each overrides: the first {shown} of {locks}", shown=MAX_LOCKS, locks=locks)


def _overridden(count: int) -> str:
    return formats.number(count) if count else _("overrides nobody")


def _drawable(name: str) -> str:
    """A group's name as the font can draw it, with `$` escaped, which would begin a formula; the page has it in full."""
    return "".join(sign if ord(sign) < FIRST_UNDRAWABLE or sign == "…" else "?" for sign in name).replace("$", r"\$")


def _draw_text(axes: "Axes", text: str) -> None:
    axes.text(0.5, 0.5, text, ha="center", va="center", transform=axes.transAxes, fontsize=10, color=GREY)


def _hide_spines(axes: "Axes", *more: str) -> None:
    for side in ("top", "right", "left", *more):
        axes.spines[side].set_visible(False)
