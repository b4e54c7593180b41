"""The record that the reader's tests use too."""

from __future__ import annotations

from tests.viewer.conftest import coded_once

__all__ = ["coded_once"]
