"""Words of 0.1.0 about meetings that read otherwise today, because the new ones are plainer (LANG-1)."""

_ANY = "‹any›"
REWORDED_MEETINGS: dict[str, str] = {
    # one word for what opens what is shut, “Start”, and one for what enters what is open
    '"text":"Enter the meeting"': '"text":"Enter"',
    '"text":"Enter again"': '"text":"Enter"',
    "Your meeting is open already": "Your meeting is already open",
    "Your meeting is open since <": "Your meeting has been open since <",
    "* is open since <": "* has been open since <",
    "Nobody is let in any more after this. People who are inside already stay": "Nobody else is let in after this. People who are"
    " already inside stay",
    # questions and hints
    "” does not take place then. Whoever was invited is told, and its link ends.": "” will not take place. Everybody who was"
    " invited is told, and its link stops working.",
    "gets an ID and a passcode of its own. You then decide when its invitees are told.": "gets its own ID and passcode. You then"
    " decide when to tell its invitees.",
    "`/schedule` plans one.": "Use `/schedule` to plan one.",
    "now. I have sent you a message through which you can tell the people you invited.": "now. Use the message I have sent you to"
    " tell the people you invited.",
    "`/pmi settings` switches these reminders off.": "Switch these reminders off in `/pmi settings`.",
    # invitations and their changes
    "The passcode is with <@U0MIA>.": "Ask <@U0MIA> for the passcode.",
    " UTC> does not take place": " UTC> is cancelled",
    "Your meetings are again as everybody knows them.": "Your meetings are as people know them again.",
    # when a meeting would have been stands in a line of its own below who has cancelled it
    "has cancelled *Roof garden*, <": "has cancelled *Roof garden*.\\n<",
    "07 February 2027 14:00 UTC> · 30 minutes.": "07 February 2027 14:00 UTC> · 30 minutes",
    # handing over: one clock a window, that of its reader, and its zone
    '"Handing in, 10 Feb 15:00"': f'"Handing in, 10 February 2027, {_ANY}:00"',
    '"Choir, 12 Feb 15:00"': f'"Choir, 12 February 2027, {_ANY}:00"',
    '"label":"Which meetings?"': f'"hint":"Times are in Europe/{_ANY}.","label":"Which meetings?"',
    "gets an ID of its own. The new host is told, and decides when the people who were invited hear of it.": "gets its own ID. The"
    " new host is told, and decides when to tell the people who were invited.",
}
