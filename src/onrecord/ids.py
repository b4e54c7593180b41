"""Content-addressed ids: the same bytes, coded by the same version, give the same ids."""

from __future__ import annotations

import hashlib

import msgspec

from onrecord.schema import AnyRecord, Problem

_ID_HEX_DIGITS = 16
"""64 bits: a collision among 20 million records has a chance of about 1 in 100,000."""


def article_id(sha256: str) -> str:
    """The id of the article whose bytes have this SHA-256 (hex)."""
    return "article-" + sha256[:_ID_HEX_DIGITS]


def sealed(record: AnyRecord) -> AnyRecord:
    """The record with its id, a hash over every other field (so over article, evidence, stage and stage version)."""
    blank = msgspec.structs.replace(record, id="")
    return msgspec.structs.replace(blank, id=_fingerprint(type(record).__name__.lower(), blank))


def sealed_problem(problem: Problem) -> Problem:
    """The problem with its id, a hash over every other field."""
    blank = msgspec.structs.replace(problem, id="")
    return msgspec.structs.replace(blank, id=_fingerprint("problem", blank))


def _fingerprint(prefix: str, content: msgspec.Struct) -> str:
    digest = hashlib.sha256(msgspec.json.encode(content)).hexdigest()
    return f"{prefix}-{digest[:_ID_HEX_DIGITS]}"
