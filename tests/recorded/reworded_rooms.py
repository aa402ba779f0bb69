"""Words of 0.1.0 about rooms, help and the door that read otherwise today, because the new ones are plainer (LANG-1)."""

REWORDED_ROOMS: dict[str, str] = {
    # one word for one thing: “Start” opens what is shut, “Enter” enters what is open, “Save” saves
    '"text":"Enter the room"': '"text":"Enter"',
    '"text":"Enter again"': '"text":"Enter"',
    '"text":"Start my meeting room"': '"text":"Start"',
    '"submit":"Save changes","title":"Edit my PMI"': '"submit":"Save","title":"Edit my PMI"',
    "Your room is open since <": "Your room has been open since <",
    "Your room is open for *Planning* since <": "Your room has been open for *Planning* since <",
    "Your room is open for *Quick talk* since <": "Your room has been open for *Quick talk* since <",
    # help
    "` – open your room, with": "` – start your room, with",
    "` – the way into a colleague's room": "` – join a colleague's room",
    "` – what holds for you, what you can choose, reminders, your calendar feed": "` – your settings, reminders and calendar feed",
    "` – plan a meeting": "` – schedule a meeting",
    # number, link and passcode
    "digits and periods, a letter first. Your room is at https://pmi.example.com/my/ and this name.": "digits and full stops,"
    " a letter first. Your room is at https://pmi.example.com/my/ followed by this name.",
    "Only you are ever shown it.": "Who sees it? You, and the people you invite.",
    "You get a fresh number": "You get a new number",
    "gives you a fresh number": "gives you a new number",
    " with all its links leads nowhere any more: you": " with all its links stops working: you",
    " leads nowhere any more, and you get": " stops working, and you get",
    "The old one leads nowhere any more.": "The old one does not work any more.",
    "links and invitations lead nowhere, and": "links and invitations stop working, and",
    "your number waits for you.": "your number is kept for you.",
    # invitations and calendars
    "The passcode is with <@U0MIA>.": "Ask <@U0MIA> for the passcode.",
    "<p>You find it in your invitation.": "<p>It&#39;s in your invitation.",
    "The present one is dead from then on:": "The present one stops working:",
    "It opens no door: the links": "It lets nobody into a meeting: the links",
    "Your calendar link is dead.": "Your calendar link no longer works.",
}
