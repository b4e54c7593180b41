"""The local web reader behind ``onrecord show``: articles with their layers, lists, search, review."""
