"""onrecord show: a record opened in the browser."""

from __future__ import annotations

import contextlib
import socket
import threading
import webbrowser
from collections.abc import Callable

from onrecord.errors import InputError
from onrecord.store import Store
from onrecord.viewer.application import application

DEFAULT_PORT = 8448
_PORTS_TRIED = 20


def serve(
    store: Store,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    reviewer: str | None = None,
    read_only: bool = False,
    browser: bool = True,
    on_start: Callable[[int], None] | None = None,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Nothing; shows the store until it is stopped.

    Without a ``port``, the first free one from 8448 on. ``on_ready`` is told the address. Raises InputError where the
    address or port can't be had, StoreError where the store is damaged.
    """
    import uvicorn

    listening = _listening(host, port)
    try:
        app = application(store, host=host, read_only=read_only, reviewer=reviewer, on_start=on_start)
        address = _address(host, listening.getsockname()[1])
        if on_ready:
            on_ready(address)
        if browser:
            threading.Thread(target=_open, args=(address,), daemon=True).start()
        config = uvicorn.Config(
            app, log_level="error", access_log=False, server_header=False, date_header=False, ws="none"
        )
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()


def _listening(host: str, port: int | None) -> socket.socket:
    ports = [port] if port is not None else range(DEFAULT_PORT, DEFAULT_PORT + _PORTS_TRIED)
    problem = ""
    for each in ports:
        listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, each))
            listening.listen()  # so that the address answers as soon as it is told
        except (OSError, OverflowError) as error:
            listening.close()
            problem = getattr(error, "strerror", None) or str(error)
            continue
        listening.set_inheritable(True)
        return listening
    raise InputError(
        f"{host}:{port if port is not None else DEFAULT_PORT}",
        f"can't be listened on ({problem})",
        "Name another port: --port N, or none and a free one is taken.",
    )


def _address(host: str, port: int) -> str:
    shown_host = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host  # noqa: S104
    return f"http://{shown_host}:{port}/"


def _open(address: str) -> None:
    with contextlib.suppress(Exception):  # no browser is no reason to stop; the address is on the screen
        webbrowser.open(address)
