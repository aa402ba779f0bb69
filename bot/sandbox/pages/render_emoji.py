"""Replaces the emoji names that an app is likely to write; an unknown name is shown unchanged."""

import re

_EMOJI = {
    "+1": "👍", "-1": "👎", "alarm_clock": "⏰", "arrow_left": "⬅️", "arrow_right": "➡️", "arrows_counterclockwise": "🔄",
    "ballot_box_with_check": "☑️", "bar_chart": "📊", "bell": "🔔", "blue_book": "📘", "bookmark": "🔖", "boom": "💥",
    "bulb": "💡", "bust_in_silhouette": "👤", "busts_in_silhouette": "👥", "calendar": "📆",
    "calendar_spiral": "🗓️", "camera": "📷", "card_index_dividers": "🗂️", "chart_with_upwards_trend": "📈",
    "clap": "👏", "clipboard": "📋", "clock1": "🕐", "clock3": "🕒", "clock9": "🕘", "closed_lock_with_key": "🔐",
    "computer": "💻", "crown": "👑", "date": "📅", "door": "🚪", "eyes": "👀", "exclamation": "❗",
    "file_folder": "📁", "fire": "🔥", "gear": "⚙️", "globe_with_meridians": "🌐", "green_circle": "🟢",
    "grey_question": "❔", "hand": "✋", "heart": "❤️", "heavy_check_mark": "✔️", "heavy_minus_sign": "➖",
    "heavy_plus_sign": "➕", "hourglass": "⌛", "hourglass_flowing_sand": "⏳", "house": "🏠",
    "inbox_tray": "📥", "information_source": "ℹ️", "key": "🔑", "large_blue_circle": "🔵",
    "large_green_circle": "🟢", "large_red_circle": "🔴", "large_yellow_circle": "🟡", "leftwards_arrow_with_hook": "↩️", "link": "🔗", "lock": "🔒",
    "mag": "🔍", "mailbox": "📫", "mailbox_with_no_mail": "📭", "memo": "📝", "microphone": "🎤", "movie_camera": "🎥", "no_bell": "🔕",
    "no_entry": "⛔", "no_entry_sign": "🚫", "octagonal_sign": "🛑", "ok_hand": "👌", "outbox_tray": "📤",
    "paperclip": "📎", "party_popper": "🎉", "pencil": "📝", "pencil2": "✏️", "point_down": "👇",
    "point_right": "👉", "pray": "🙏", "pushpin": "📌", "question": "❓", "raised_hand": "✋", "red_circle": "🔴",
    "repeat": "🔁", "rocket": "🚀", "rotating_light": "🚨", "scroll": "📜", "see_no_evil": "🙈", "shield": "🛡️",
    "slightly_smiling_face": "🙂", "smile": "😄", "smiley": "😃", "sparkles": "✨", "speech_balloon": "💬",
    "spiral_calendar_pad": "🗓️", "star": "⭐", "stopwatch": "⏱️", "sunny": "☀️", "tada": "🎉",
    "telephone": "☎️", "telephone_receiver": "📞", "thinking_face": "🤔", "thumbsdown": "👎", "thumbsup": "👍",
    "timer_clock": "⏲️", "unlock": "🔓", "video_camera": "📹", "warning": "⚠️", "wastebasket": "🗑️", "wave": "👋",
    "white_check_mark": "✅", "white_circle": "⚪", "wrench": "🔧", "x": "❌", "zap": "⚡", "zzz": "💤",
}  # fmt: skip

_NAME = re.compile(r":([a-z0-9_+\-]{1,40}):(?::skin-tone-[2-6]:)?")


def with_emoji(text: str) -> str:
    """The text with each known `:name:` replaced by its character."""
    return _NAME.sub(lambda found: _EMOJI.get(found[1], found[0]), text)
