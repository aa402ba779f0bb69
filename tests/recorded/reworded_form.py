"""What the scheduling form of 0.1.0 says otherwise today (LANG-1), and what it says only now (MEET-10)."""

REWORDED_FORM: dict[str, str] = {
    # which occurrences are meant
    "How much of it?": "Which occurrences?",
    '"submit":"Go on"': '"submit":"Continue"',
    "Of “This one” and “This and the following”.": "For “This one” and “This and the following”.",
    "Whoever was invited is told.": "Everyone who was invited is told.",
    # the passcode, and why an ID is proposed
    " – that of your room holds.": ", the one of your room.",
    "You can choose otherwise.": "You can choose the other one.",
    "- _ *. Empty: one is generated.": "- _ *. Leave it empty to have one generated.",
    "- _ *. Empty: none.": "- _ *. Leave it empty for none.",
    # fields
    "None: on the day of its date.": "Leave it empty for the weekday of the date.",
    "Or end after so many times": "Or end after this many times",
    "Neither: without end.": "Leave both empty for a series without end.",
    "Every month on the last such weekday": "Every month on the last of this weekday, such as the last Tuesday",
    "Whoever has the link or the number can come in.": "Anyone who has the link or the number can join.",
    "Without the passcode: whoever reads the channel asks you for it.": "The passcode is not posted: people in the channel ask you"
    " for it.",
    # a zone is found by its offset, too, and a change of it redraws the form
    '"placeholder":"Type a city"': '"placeholder":"Type a city or UTC+3"',
    '"block_id":"zone:‹any›","element"': '"block_id":"zone:‹any›","dispatch_action":true,"element"',
    # durations are written by CLDR
    **{
        f'"{hours} {minutes} minutes"': f'"{hours}, {minutes} minutes"'
        for hours in ("1 hour", "2 hours")
        for minutes in (15, 30, 45)
    },
}
