"""The store: a folder of Parquet files, one table a record type, read through DuckDB views."""

from onrecord.store.finding import Found, find_events, find_statements
from onrecord.store.reading import Store
from onrecord.store.verify import Fault, verify

__all__ = ["Fault", "Found", "Store", "find_events", "find_statements", "verify"]
