"""onrecord: news reporting as a sourced record. Who did and said what, in which words, and on whose word."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.api import build, open, read  # noqa: A004
    from onrecord.check import check_stage
    from onrecord.coded import CodedArticle
    from onrecord.document import Document
    from onrecord.pipeline import Pipeline
    from onrecord.store import Store

__all__ = ["CodedArticle", "Document", "Pipeline", "Store", "__version__", "build", "check_stage", "open", "read"]
__version__ = "0.1.0"

_HOMES = {
    "CodedArticle": "onrecord.coded",
    "Document": "onrecord.document",
    "Pipeline": "onrecord.pipeline",
    "Store": "onrecord.store",
    "build": "onrecord.api",
    "check_stage": "onrecord.check",
    "open": "onrecord.api",
    "read": "onrecord.api",
}
"""Public name to the module it lives in: imported on first use, so that ``import onrecord`` costs nothing."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
