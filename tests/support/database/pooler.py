"""A real PgBouncer before the PostgreSQL server of the tests; where it is, and how it runs. It does not know the tests."""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from tests.support.machine import programs

SKIP_NOTICE = (
    "The tests behind a pooler were left out: no PgBouncer was found."
    " Install it (apt-get install pgbouncer) or set PGBOUNCER to its path."
)
_TIMEOUT = 10.0
_CONFIGURATION = """
[databases]
* = host={server} user=postgres
[pgbouncer]
listen_addr =
unix_socket_dir = {folder}
listen_port = 6432
auth_type = any
admin_users = postgres
pool_mode = {mode}
default_pool_size = {size}
query_wait_timeout = 5
log_connections = 0
log_disconnections = 0
"""


def find(environment: Mapping[str, str]) -> Path | None:
    """The program that `PGBOUNCER` names, or the one of that name; none where there is none."""
    return programs.find(environment, "PGBOUNCER", ["pgbouncer"], extra_folder="/usr/sbin")


@contextmanager
def behind_pooler(
    program: Path | None, url: str, *, mode: str = "transaction", size: int = 2, extra_config: str = ""
) -> Iterator[str]:
    """The URL of the same database behind a pooler of `size` connections that hands them on by `mode`.

    `extra_config`: further lines of its configuration, of which the last of each name counts.
    """
    assert program is not None
    direct = make_url(url)
    server = Path(str(direct.query["host"]))
    with tempfile.TemporaryDirectory(prefix="pmi", dir="/tmp") as folder:
        owner = server.stat().st_uid  # it alone may use the server's socket, and the pooler refuses to be root
        os.chown(folder, owner, -1)
        configuration = Path(folder) / "pgbouncer.ini"
        configuration.write_text(
            _CONFIGURATION.format(server=server, folder=folder, mode=mode, size=size) + extra_config
        )
        behind = f"postgresql://postgres@/{direct.database}?host={folder}&port=6432"
        with _running([str(program), "--quiet", str(configuration)], owner):
            _wait_for(behind)
            yield behind


@contextmanager
def _running(command: list[str], owner: int) -> Iterator[None]:
    user = owner if os.geteuid() == 0 else None
    with subprocess.Popen(command, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - our own command
        try:
            yield
        finally:
            process.kill()  # asked to end, newer ones wait until every client has left; nothing here is worth saving
            process.wait(_TIMEOUT)


def _wait_for(url: str) -> None:
    """Until it listens; its own database answers whatever the server does."""
    admin = make_url(url).set(database="pgbouncer").render_as_string()
    deadline, never = time.monotonic() + _TIMEOUT, threading.Event()
    while time.monotonic() < deadline:
        with suppress(psycopg.OperationalError):
            psycopg.connect(admin, autocommit=True).close()
            return
        never.wait(0.01)
    raise TimeoutError("the pooler does not listen")
