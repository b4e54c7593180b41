"""Measures of how well the records agree with annotated gold.

One module a kind of gold. Each offers ``load_gold(path)``, ``load_predictions(path)`` and
``score(gold, predictions)``, which returns a nested mapping of plain figures. ``report`` shows such a
mapping to people (a table, headline figures first) and to machines (JSON).
"""
