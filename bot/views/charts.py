"""The report as a picture. The plotting library is large, so it is only loaded when a picture is drawn."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.policy.reports import Use, Week

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZE = (9.0, 6.2)
DPI = 130
PAD = 0.15  # inches
BLUE, GREEN, AMBER, GREY = "#1d3c6e", "#2f7d5b", "#c98a1b", "#8a8f98"
USES = (("lately", "in the last 90 days", GREEN), ("long_ago", "longer ago", AMBER), ("never", "never", GREY))


def report_chart(weeks: Sequence[Week], use: Use) -> bytes:
    """A PNG: numbers that expire, week by week, and who starts their room."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - see the module's first sentence
    from matplotlib.figure import Figure  # noqa: PLC0415 - the same
    from matplotlib.layout_engine import ConstrainedLayoutEngine  # noqa: PLC0415 - the same

    figure = Figure(figsize=SIZE, layout=ConstrainedLayoutEngine(h_pad=PAD, w_pad=PAD))
    FigureCanvasAgg(figure)
    above, below = figure.subplots(2, 1, height_ratios=(5, 1))
    _draw_weeks(above, weeks)
    _draw_use(below, use)
    figure.legend(*below.get_legend_handles_labels(), loc="outside lower left", ncols=len(USES), frameon=False)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=DPI)
    return picture.getvalue()


def in_words(weeks: Sequence[Week], use: Use) -> str:
    """The same for a screen reader."""
    total = sum(week.count for week in weeks)
    return (
        f"Bar chart: {total} personal meeting IDs expire within 90 days. Of {use.rooms} people with a room, {use.lately}"
        f" started it in the last 90 days, {use.long_ago} longer ago, {use.never} never."
    )


def _draw_weeks(axes: "Axes", weeks: Sequence[Week]) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - the same

    labels = [f"{week.begins.day} {week.begins:%b}" for week in weeks]
    bars = axes.bar(range(len(weeks)), [week.count for week in weeks], color=BLUE, width=0.7)
    axes.bar_label(bars, labels=[str(week.count) if week.count else "" for week in weeks], padding=2, fontsize=9)
    axes.set_xticks(range(len(weeks)), labels, fontsize=9)
    axes.set_title("Personal meeting IDs that expire, by week", loc="left", fontsize=12, fontweight="bold")
    axes.set_ylim(0, max(1, *(week.count for week in weeks)) * 1.15)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.tick_params(axis="y", labelsize=9)
    axes.grid(axis="y", color="#e4e6ea")
    axes.set_axisbelow(True)
    _unframe(axes)


def _draw_use(axes: "Axes", use: Use) -> None:
    left = 0
    for name, label, color in USES:
        count: int = getattr(use, name)
        axes.barh([0], [count], left=left, color=color, height=0.5, label=f"{label}: {count}")
        left += count
    axes.set_title(f"Last start of the room ({use.rooms} in all)", loc="left", fontsize=12, fontweight="bold")
    axes.set_xlim(0, max(1, left))
    axes.set_yticks([])
    axes.set_xticks([])
    axes.set_ylim(-0.3, 0.3)
    _unframe(axes, "bottom")


def _unframe(axes: "Axes", *more: str) -> None:
    for side in ("top", "right", "left", *more):
        axes.spines[side].set_visible(False)
