"""The reader as an ASGI application."""

from __future__ import annotations

import getpass
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from onrecord.errors import OnrecordError
from onrecord.review.changes import ChangeError
from onrecord.review.decisions import log_of
from onrecord.store import Store
from onrecord.viewer.catalogue import forget, made_catalogue, open_lists
from onrecord.viewer.compare import COMPARE_ROUTES
from onrecord.viewer.guards import Guard
from onrecord.viewer.incident_pages import INCIDENT_ROUTES
from onrecord.viewer.incident_review import INCIDENT_REVIEW_ROUTES
from onrecord.viewer.linked import AttachedLinks
from onrecord.viewer.overlay import Overlay
from onrecord.viewer.pages import READING_ROUTES
from onrecord.viewer.reader import Reader, environment, reader_of
from onrecord.viewer.review_pages import REVIEW_ROUTES, refused_change
from onrecord.viewer.reviewed import Reviewed
from onrecord.viewer.views import VIEW_ROUTES
from onrecord.viewer.wordings import WORDING_ROUTES


def application(
    store: Store,
    *,
    host: str = "127.0.0.1",
    read_only: bool = False,
    reviewer: str | None = None,
    on_start: Callable[[int], None] | None = None,
) -> Starlette:
    """The application that shows a store; it closes what it opened, not the store, when it shuts down.

    ``reviewer`` is the name that decisions are noted under, else that of the user. ``on_start`` is told how many
    articles are read where the catalogue has yet to be made. Raises StoreError if the store or its log is damaged.
    """
    catalogue = made_catalogue(store, on_start=on_start)
    lists = open_lists(catalogue)
    reader = Reader(
        store,
        catalogue,
        lists,
        read_only,
        token=secrets.token_urlsafe(24),
        environment=environment(),
        reviewed=Reviewed(store, log_of(store.path), lists, Overlay(lists)),
        default_reviewer=reviewer or _user(),
        links=AttachedLinks(lists, store.path),
    )
    reader.reviewed.refresh()
    reader.links.state()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        lists.close()
        forget(catalogue)

    app = Starlette(
        routes=[
            Mount("/static", StaticFiles(directory=str(files("onrecord.viewer") / "static"))),
            *REVIEW_ROUTES,
            *INCIDENT_REVIEW_ROUTES,
            *VIEW_ROUTES,
            *COMPARE_ROUTES,
            *WORDING_ROUTES,
            *INCIDENT_ROUTES,
            *READING_ROUTES,
        ],
        middleware=[Middleware(Guard, host=host, token=reader.token, read_only=read_only)],
        exception_handlers={HTTPException: _refusal, ChangeError: refused_change, OnrecordError: _failure},
        lifespan=lifespan,
    )
    app.state.reader = reader
    return app


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a user database
        return "reviewer"


def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    return reader_of(request).page(
        request, "error.html", status=error.status_code, title="Not here", message=error.detail
    )


def _failure(request: Request, error: Exception) -> Response:
    return reader_of(request).page(request, "error.html", status=500, title="This can't be shown", message=str(error))
