"""What pages send when something is decided, read with its limits, and what they are answered."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from onrecord.review.changes import ChangeError

_LARGEST_BODY = 200_000
T = TypeVar("T")


async def sent_body(request: Request, kind: type[T]) -> T:
    """What was sent, as its type; raises ChangeError where it is too large or something else."""
    content = await request.body()
    if len(content) > _LARGEST_BODY:
        raise ChangeError("That is too much for one decision.")
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ChangeError(f"That is no decision: {error}.") from None


def json_response(content: object) -> Response:
    """The content as a JSON answer."""
    return Response(msgspec.json.encode(content), media_type="application/json")
