"""Tables as files to send: written to a file of the system's own, row by row, so that their length does not matter."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from bot.i18n.languages import ENGLISH
from bot.i18n.messages import gettext as _
from bot.i18n.spoken import speaking
from bot.use_cases.ports import Document


def not_sent() -> str:
    """The answer where the bot may not send files."""
    return _(
        "I could not send you the file: this workspace has not given me the permission for that. Ask an admin to install"
        " PMI Bot again."
    )


@contextmanager
def csv_document(name: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[Document]:
    """A CSV file with these rows, gone afterwards. It begins with a mark by which spreadsheets know that it is UTF-8."""
    with tempfile.TemporaryFile() as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        writer = csv.writer(text)
        with speaking(ENGLISH):  # a file has no language: programs and people of several read it (LANG-1)
            writer.writerow(columns)
            writer.writerows(rows)
        text.flush()
        length = file.tell()
        file.seek(0)
        yield Document(name, title, file, length)
        text.detach()
