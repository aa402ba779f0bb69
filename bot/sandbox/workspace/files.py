"""Files and their upload in steps: announced, uploaded, completed. It must not know where they are shown."""

import mimetypes
from dataclasses import dataclass, field

from bot.sandbox.errors import Json
from bot.sandbox.ids import IdGenerator


@dataclass(slots=True)
class StoredFile:
    """One file. `upload_id` is part of its upload URL; `complete`: the app has completed the upload."""

    id: str
    name: str
    length: int
    upload_id: str
    title: str = ""
    alt_text: str = ""
    content: bytes = b""
    complete: bool = False
    created: int = 0
    channels: list[str] = field(default_factory=list)

    @property
    def mimetype(self) -> str:
        """The type, guessed from the name."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def is_image(self) -> bool:
        """Whether an image block may show it (png, jpg, gif)."""
        return self.mimetype in {"image/png", "image/jpeg", "image/gif"}

    def to_slack(self, address: str) -> Json:
        """The file object."""
        url = f"{address}/files/{self.id}/{self.name}"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "filetype": self.name.rpartition(".")[2],
            "size": len(self.content),
            "created": self.created,
            "alt_txt": self.alt_text,
            "url_private": url,
            "url_private_download": url,
            "permalink": url,
            "channels": self.channels,
            "is_external": False,
        }


class Files:
    """All files of the workspace. Callers hold the workspace's lock."""

    def __init__(self, ids: IdGenerator) -> None:
        self._ids = ids
        self._all: dict[str, StoredFile] = {}

    def announce(self, name: str, length: int, alt_text: str, created: int) -> StoredFile:
        """Add a file that is not uploaded yet."""
        made = StoredFile(self._ids.new("F"), name, length, self._ids.new("UP"), alt_text=alt_text, created=created)
        self._all[made.id] = made
        return made

    def get(self, file_id: str) -> StoredFile | None:
        """The file with this id."""
        return self._all.get(file_id)

    def of_upload(self, upload_id: str) -> StoredFile | None:
        """The file of this upload URL."""
        return next((one for one in self._all.values() if one.upload_id == upload_id), None)

    def shown_by(self, reference: Json, address: str) -> StoredFile | None:
        """The complete file that a block's `slack_file` object names by `id` or `url`."""
        for one in self._all.values():
            named = one.id == reference.get("id") or one.to_slack(address)["url_private"] == reference.get("url")
            if named and one.complete:
                return one
        return None
