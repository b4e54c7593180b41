"""What stands between the network and the pages: refused hosts, origins and writes, and what a page may load."""

from __future__ import annotations

import hmac
import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER = "x-onrecord-token"  # noqa: S105  the header's name, not a token
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_READING = frozenset({"GET", "HEAD"})
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
    " require-trusted-types-for 'script'; trusted-types 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


@dataclass(frozen=True)
class Guard:
    """An ASGI app that lets through to ``app`` what comes from this machine's own pages, and nothing else."""

    app: ASGIApp
    host: str
    """Address the server listens on."""
    token: str
    """What a write must carry in its TOKEN_HEADER."""
    read_only: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a refused request; passes others on and adds the headers that limit the page."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self.refusal(scope["method"], Headers(scope=scope))

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-cache")
            await send(message)

        await (refusal or self.app)(scope, receive, send_guarded)

    def refusal(self, method: str, headers: Headers) -> Response | None:
        """The answer to a request that is not let through; None where it is."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not _is_own(hosts[0], self.host):
            return _refused(
                400, "This reader answers only under its own address; a page of another name may not ask it."
            )
        origin = headers.get("origin")
        if origin is not None and _authority(origin) != hosts[0].lower():
            return _refused(403, "The request comes from a page of another site.")
        if method in _READING:
            return None
        if self.read_only:
            return _refused(403, "This reader was opened with --read-only; nothing can be changed.")
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return _refused(403, "The request comes from a page of another site.")
        if not hmac.compare_digest(headers.get(TOKEN_HEADER, "").encode(), self.token.encode()):
            return _refused(403, "The token is missing or of an earlier run. Reload the page and do it again.")
        return None


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server on this address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_own(given: str, host: str) -> bool:
    """Whether a Host header names this machine.

    On an open address an IP number is let through: a page of another site that points its own name here (DNS
    rebinding) comes with its name.
    """
    try:
        name = (urlsplit(f"//{given}").hostname or "").lower()
    except ValueError:
        return False
    if name in _LOOPBACK or name == host.lower():
        return True
    if is_loopback(host):
        return False
    return _is_address(name) or name in _own_names()


@cache
def _own_names() -> Iterable[str]:
    return (socket.gethostname().lower(), socket.getfqdn().lower())


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _authority(origin: str) -> str | None:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return None
    return parts.netloc.lower() if parts.scheme == "http" else None


def _refused(status: int, reason: str) -> Response:
    return PlainTextResponse(reason + "\n", status_code=status)
