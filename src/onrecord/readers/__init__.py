"""Readers: files to articles, each with the way back to the file."""

from onrecord.readers.files import read_articles, read_text
from onrecord.readers.options import ReadOptions
from onrecord.readers.publication_dates import parse_published
from onrecord.readers.sources import expand_sources

__all__ = ["ReadOptions", "expand_sources", "parse_published", "read_articles", "read_text"]
