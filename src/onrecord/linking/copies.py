"""Which articles are printings of one text, and which of them came first."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from onrecord.linking.tables_made import make_table

_COPIES = pa.schema(
    [
        ("article", pa.string()),
        ("first_printed", pa.string()),
        ("kind", pa.string()),
        ("compared_with", pa.string()),
        ("share_of_shorter", pa.float64()),
        ("first_printed_rule", pa.string()),
    ]
)


def group_copies(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the table ``copies``: each article that has copies, or is one, with the article printed first.

    In order of printing, each article joins the group of the earlier one it shares most words with. It is compared to
    that one, not to all of the group: a round-up that quotes two wire reports joins one of them and never makes them
    copies of each other.
    """
    order: dict[str, int] = {}
    published: dict[str, object] = {}
    for article, place, day in connection.execute("select id, place, published from linked_articles").fetchall():
        order[article] = place
        published[article] = day
    best: dict[str, tuple[float, int, str, str, float]] = {}
    pairs = connection.execute(
        "select article, other, kind, share_of_shorter, share_of_both from copy_pairs"
    ).fetchall()
    for one, two, kind, share, both in pairs:
        later, earlier = (one, two) if order[one] > order[two] else (two, one)
        candidate = (both, -order[earlier], earlier, kind, share)
        if later not in best or candidate > best[later]:
            best[later] = candidate
    first: dict[str, str] = {}
    rows: dict[str, tuple[str, str, str, str | None, float | None, str]] = {}
    for later in sorted(best, key=order.__getitem__):
        _, _, earlier, kind, share = best[later]
        lead = first.setdefault(later, first.get(earlier, earlier))
        rows[later] = (later, lead, kind, earlier, share, _rule(published[later], published[lead]))
    same = connection.execute(
        """
        select s.article, first_value(s.article) over (partition by s.text_hash order by l.place)
        from signatures s join linked_articles l on l.id = s.article
        where s.words > 0
        qualify count(*) over (partition by s.text_hash) > 1
        """
    ).fetchall()
    for article, of_same_words in same:
        if article != of_same_words:
            lead = first.get(of_same_words, of_same_words)
            rule = _rule(published[article], published[lead])
            rows[article] = (article, lead, "same words", of_same_words, 1.0, rule)
    for lead in {row[1] for row in rows.values()}:
        rows[lead] = (lead, lead, "first", None, None, "")
    ordered = sorted(rows.values(), key=lambda row: (order[row[1]], order[row[0]]))
    make_table(connection, "copies", _COPIES, ordered)


def _rule(day: object, first_day: object) -> str:
    if day is None or first_day is None:
        return "no date known: the order is not known"
    return "printed later" if day != first_day else "same day: the fuller text is taken to be first"
