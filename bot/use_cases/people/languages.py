"""In which language a person's screens are (LANG-1): their Slack locale, remembered for a minute, so that hardly a request asks for it."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import Any

from bot.i18n.languages import ENGLISH, Language, language_of
from bot.i18n.spoken import speak, speaking
from bot.policy.ids import TeamId, UserId
from bot.policy.people.people import Identity
from bot.use_cases.ports import ReadIdentity
from storage import Database
from storage.people import people as people_store

TTL = 60.0
"""Seconds after which the database is asked again: another replica may have heard of a change."""
MAX_KNOWN = 10_000
"""People whose language is remembered; those who acted longest ago are forgotten first."""

_Key = tuple[TeamId, UserId]
_spoken_to: ContextVar[_Key | None] = ContextVar("spoken_to", default=None)


@dataclass(frozen=True, slots=True)
class _Known:
    language: Language
    until: float  # by the monotonic clock


class Languages:
    """The languages of people who acted lately, in this process. What Slack says of a locale counts at once.

    `monotonic`: a clock in seconds that nobody sets. `of_locale`: as `language_of`.
    """

    def __init__(
        self,
        db: Database,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        of_locale: Callable[[str], Language] = language_of,
        max_known: int = MAX_KNOWN,
    ) -> None:
        self._db = db
        self._monotonic = monotonic
        self._of_locale = of_locale
        self._max_known = max_known
        self._known: OrderedDict[_Key, _Known] = OrderedDict()
        self._lock = Lock()

    def known(self, team: TeamId, user: UserId) -> Language:
        """The person's language as far as it is remembered, however long ago; else English. It asks nobody."""
        found = self._known.get((team, user))
        return ENGLISH if found is None else found.language

    @contextmanager
    def speaking_to(self, team: TeamId, user: UserId) -> Iterator[None]:
        """Inside, texts are in the language of this person: as far as it is known, and better as soon as it is."""
        token = _spoken_to.set((team, user))
        try:
            with speaking(self.known(team, user)):
                yield
        finally:
            _spoken_to.reset(token)

    def look_up(self) -> None:
        """Inside of `speaking_to`: read the person's language, if what is remembered is too old. One point read at most.

        Nothing is remembered of somebody whom the bot has not met: Slack is about to be asked who they are.
        """
        key = _spoken_to.get()
        if key is None or not key[1] or self._is_fresh(key):
            return
        with self._db.read() as tx:
            locale = people_store.locale_of(tx, *key)
        if locale is not None:
            self._learn(key, self._of_locale(locale))

    def hear(self, identity: Identity) -> None:
        """Slack has just said who somebody is. A person who was not there before is remembered where they are spoken to."""
        key = (identity.team, identity.user)
        if identity.locale and (key in self._known or key == _spoken_to.get()):
            self._learn(key, self._of_locale(identity.locale))

    def hearing(self, read: ReadIdentity) -> ReadIdentity:
        """The same reader, whose every identity is heard."""

        def read_and_hear(team: TeamId, user: Mapping[str, Any]) -> Identity:
            identity = read(team, user)
            self.hear(identity)
            return identity

        return read_and_hear

    def _is_fresh(self, key: _Key) -> bool:
        found = self._known.get(key)
        return found is not None and self._monotonic() < found.until

    def _learn(self, key: _Key, language: Language) -> None:
        with self._lock:
            self._known[key] = _Known(language, self._monotonic() + TTL)
            self._known.move_to_end(key)
            while len(self._known) > self._max_known:
                self._known.popitem(last=False)
        if key == _spoken_to.get():
            speak(language)
