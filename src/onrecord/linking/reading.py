"""The links of a record folder, opened for reading; what the commands print and Python gets.

The keys of these dictionaries are fixed, because other programs read them: they may be added to, never changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from onrecord.errors import StoreError
from onrecord.linking.layout import LinksManifest, links_folder, read_links_manifest, sound_shards, tables_name
from onrecord.linking.linking import link
from onrecord.linking.outlets import Tables
from onrecord.store.layout import shard_folders


class Links:
    """The links of a record folder. Each table is a view: ``links.sql("select * from incidents")``."""

    def __init__(self, record: str | Path) -> None:
        """Opens the links; makes or renews them first where they are missing or don't cover every shard.

        Where they can't be renewed (a build is writing, the disk is full), older ones are read; ``faults`` says so.
        """
        self.record = Path(record)
        manifest = read_links_manifest(self.record)
        self.faults: list[str] = []
        if manifest is None or manifest.folder != tables_name(self.record, shard_folders(self.record)):
            # Only where the shards are not the linked ones are their files looked at: there may be thousands.
            shards, self.faults = sound_shards(self.record)
            self.linked_now = manifest is None or manifest.folder != tables_name(self.record, shards)
        else:
            self.linked_now = False
        if self.linked_now or manifest is None:
            try:
                manifest = link(self.record).manifest
            except StoreError as error:
                if manifest is None:
                    raise
                self.linked_now = False
                self.faults.append(f"{self.record}: these links are older than the record. {error}")
        self.manifest: LinksManifest = manifest
        self.connection = duckdb.connect()
        folder = links_folder(self.record) / manifest.folder
        for table in manifest.counts:
            path = str(folder / f"{table}.parquet").replace("'", "''")
            try:
                self.connection.execute(f"create view \"{table}\" as select * from read_parquet('{path}')")
            except duckdb.Error:
                raise StoreError(
                    f"{folder / f'{table}.parquet'}: is damaged or missing."
                    f" Make the links anew with: onrecord link {self.record} --again"
                ) from None

    def sql(self, query: str, parameters: Mapping[str, Any] | None = None) -> duckdb.DuckDBPyRelation:
        """The answer to a query over the tables of the links; raises StoreError with DuckDB's message."""
        try:
            return self.connection.sql(query, params=parameters)
        except duckdb.Error as error:
            raise StoreError(f"{self.record}: the query failed. {error}") from None

    def rows(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of the answer, days as ISO text."""
        answer = self.sql(query, parameters)
        columns = answer.columns
        return [
            {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in zip(columns, row, strict=True)
            }
            for row in answer.fetchall()
        ]

    def close(self) -> None:
        """Closes the connection."""
        self.connection.close()

    def __enter__(self) -> Links:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def copies(links: Links) -> list[list[str]]:
    """The groups of articles that print one text, the one printed first at the head of its group."""
    groups: dict[str, list[str]] = {}
    for row in links.rows(
        """
        select c.first_printed, l.label
        from copies c
        join linked_articles l on l.id = c.article
        join linked_articles f on f.id = c.first_printed
        order by f.place, c.article <> c.first_printed, l.place
        """
    ):
        groups.setdefault(row["first_printed"], []).append(row["label"])
    return list(groups.values())


def incidents(links: Links) -> list[dict[str, Any]]:
    """The incidents in order of time, each with its mentions, conflicts, denials and witnesses."""
    mentions: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in links.rows("select * from incident_reports order by incident, printed, start"):
        mentions[row["incident"]].append(
            {
                "article": row["label"],
                "publisher": row["publisher"],
                "start": row["start"],
                "end": row["end"],
                "quote": row["quote"],
                "voice": list(row["voice"]),
                "factuality": {name: row[name] for name in ("polarity", "mode", "certainty")},
                "type": row["type"],
                "copy": row["copy"],
            }
        )
    denials: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in links.rows("select * from incident_denials order by incident, printed, start"):
        denials[row["incident"]].append(
            {
                "article": row["label"],
                **{name: row[name] for name in ("start", "end", "quote")},
                "voice": list(row["voice"]),
            }
        )
    corrections: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in links.rows("select * from incident_corrections"):
        corrected = {name: row[f"corrects_{name}"] for name in ("start", "end", "quote", "value")}
        corrections[row["incident"]].append(
            {
                "field": row["field"],
                "article": row["label"],
                **{name: row[name] for name in ("start", "end", "quote", "value")},
                "voice": list(row["voice"]),
                "corrects": {"article": row["corrects_label"], **corrected},
                "rule": row["rule"],
            }
        )
    decided: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in links.rows(
        """
        select distinct r.incident, d.number, d.verdict, d.reviewer, d.at
        from incident_decisions d join incident_reports r using (event) order by r.incident, d.number
        """
    ):
        decided[row["incident"]].append({name: row[name] for name in ("verdict", "reviewer", "at")})
    found = conflicts(links)
    in_conflict: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for conflict in found:
        in_conflict[conflict["incident"]].append({"field": conflict["field"], "sides": conflict["sides"]})
    return [
        {
            **{name: row[name] for name in ("id", "type", "start", "end", "place", "actors", "recipients")},
            "mentions": mentions[row["id"]],
            "conflicts": in_conflict[row["id"]],
            "denials": denials[row["id"]],
            "corrections": corrections[row["id"]],
            "witnesses": row["witnesses"],
            "voices": row["voices"],
            "first_hand": row["first_hand"],
            "summary": row["summary"],
            "decided": decided[row["id"]],
        }
        for row in links.rows("select * from incidents")
    ]


def conflicts(links: Links) -> list[dict[str, Any]]:
    """Each field of each incident on which reports contradict each other, with all sides."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in links.rows(
        "select c.*, i.type, i.start as day from incident_conflicts c join incidents i on i.id = c.incident"
    ):
        conflict = found.setdefault(
            (row["incident"], row["field"]),
            {"incident": row["incident"], "type": row["type"], "start": row["day"], "field": row["field"], "sides": []},
        )
        conflict["sides"].append(
            {
                "article": row["label"],
                **{name: row[name] for name in ("start", "end", "quote", "value")},
                "voice": list(row["voice"]),
            }
        )
    return list(found.values())


PERIODS = ("day", "week", "month", "year")
"""What relations may be counted by."""


def relations(
    links: Links, *, start: str | None = None, end: str | None = None, by: str = "month", rifts: bool = False
) -> list[dict[str, Any]]:
    """Who acted towards whom in each period, counted in incidents, by sign and by on whose word it stands.

    ``start`` and ``end`` are ISO dates, both days included; a period is named by its first day, null where the day is
    not known (left out where a ``start`` or ``end`` is given). ``rifts`` keeps only pairs within one state's elite.
    ``voice`` is author, actor (says so of himself), target (his opponents say so), unnamed or other; reports that deny
    the incident are counted in ``denied``, not in ``incidents``. Raises StoreError for an unknown period or date.
    """
    if by not in PERIODS:
        raise StoreError(f"relations can't be counted by {by!r}; there are: {', '.join(PERIODS)}")
    return links.rows(
        f"""
        select
            cast(date_trunc('{by}', day) as date) as period,
            actor, actor_identity, target, target_identity, sign, voice,
            count(distinct incident) filter (where not denied) as incidents,
            count(distinct incident) filter (where denied) as denied,
            bool_or(rift) as rift,
            list_sort(list_distinct(list(incident))) as incident_ids
        from dyads
        where (day >= cast($start as date) or $start is null) and (day <= cast($end as date) or $end is null)
          and (rift or not $rifts)
        group by all
        order by period nulls last, actor, target, actor_identity, target_identity, sign, voice
        """,
        {"start": _day(start), "end": _day(end), "rifts": rifts},
    )


def turns(links: Links) -> list[dict[str, Any]]:
    """Who moved from cooperation to conflict with whom, or back: with the incidents before and after."""
    return links.rows("select * from turns")


def statement_series(
    links: Tables,
    *,
    speaker: str | None = None,
    about: str | None = None,
    start: str | None = None,
    end: str | None = None,
) -> list[dict[str, Any]]:
    """What was said in order of printing, by a speaker, about somebody, or both; names may be given in part.

    The same words in several articles are one row: that of the article printed first, with every other that carries
    them, and with the versions in which they are cut or changed.
    """
    return links.rows(
        """
        with said as (
            select *, row_number() over (partition by speaker_identity, same_words order by printed, start) as carrier
            from (
                select * exclude (about, about_identity),
                    list(about order by about) filter (where about is not null) as about
                from statement_series group by all
            )
            where ($speaker is null or speaker ilike '%' || $speaker || '%')
              and ($about is null or len(list_filter(about, lambda name: name ilike '%' || $about || '%')) > 0)
              and (published >= cast($start as date) or $start is null)
              and (published <= cast($end as date) or $end is null)
        ),
        carried as (
            select speaker_identity, same_words,
                list({article: label, publisher: publisher} order by printed) as carried_by
            from said where carrier > 1 group by all
        ),
        changed as (
            select other, list({article: label, publisher: outlet, quote: quote, change: change}) as changed_to
            from changed_words group by other
        )
        select s.published as date, s.speaker, coalesce(s.about, []) as about, s.kind, s.polarity, s.label as article,
            s.publisher, s.start, s."end", s.quote, s.voice,
            coalesce(c.carried_by, []) as carried_by, coalesce(h.changed_to, []) as changed_to
        from said s
        left join carried c using (speaker_identity, same_words)
        left join changed h on h.other = s.statement
        where s.carrier = 1
        order by s.published nulls last, s.printed, s.start
        """,
        {"speaker": speaker, "about": about, "start": _day(start), "end": _day(end)},
    )


def timeline(links: Links, *, start: str | None = None, end: str | None = None) -> list[dict[str, Any]]:
    """The incidents of the days from ``start`` to ``end`` in order, in few words; those of unknown day come last."""
    return links.rows(
        """
        select i.start as date, i."end" as until, i.day_rule, i.type, i.place, i.actors, i.recipients, i.witnesses,
            coalesce(c.fields, []) as in_conflict, i.summary, i.summary_article as article, i.id
        from incidents i
        left join (
            select incident, list(distinct field order by field) as fields from incident_conflicts group by all
        ) c on c.incident = i.id
        where (i."end" >= cast($start as date) or $start is null) and (i.start <= cast($end as date) or $end is null)
        order by i.start nulls last, i.first_printed_on, i.id
        """,
        {"start": _day(start), "end": _day(end)},
    )


def _day(written: str | None) -> str | None:
    if written is not None:
        try:
            date.fromisoformat(written)
        except ValueError:
            raise StoreError(f"{written!r} is no date; write it as 1991-08-19") from None
    return written
