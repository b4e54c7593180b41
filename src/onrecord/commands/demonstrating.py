"""onrecord demo: the sample corpus coded, and what its record answers that a list of events can't."""

from __future__ import annotations

import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from rich.rule import Rule
from rich.table import Table

from onrecord.api import open as open_store
from onrecord.commands.building import build_with_progress, print_summary
from onrecord.commands.reading import article_on_screen
from onrecord.commands.screen import output, plain
from onrecord.readers import ReadOptions
from onrecord.store import Store, verify

SHOWN_ARTICLE = "wire-garden-ring"
"""The dispatch that is shown whole: claims, a denial and conflicting tolls in 300 words."""

QUESTIONS: tuple[tuple[str, str], ...] = (
    (
        "Who is quoted most?",
        """select speaker, speaker_kind as kind, count(*) as statements, count(distinct article) as articles
           from statements where speaker is not null group by all order by statements desc, speaker limit 8""",
    ),
    (
        "What is asserted by the author, and what only claimed, denied, demanded or threatened by somebody?",
        """select case when len(voice) = 0 then 'the author' else 'a source' end as voice,
                  mode, polarity, count(*) as events
           from events group by all order by voice desc, events desc""",
    ),
    (
        "Who denies what?",
        """select s.speaker, s.content[1].quote as content, a.publisher from statements s
           join articles a on a.id = s.article where s.kind = 'denies' order by a.published, s.id limit 8""",
    ),
    (
        "How many, on whose word?",
        """select f.spans[1].quote as figure, f.low, f.high, f.role,
                  coalesce(nullif(array_to_string(f.voice, ' > '), ''), 'the author') as voice, a.publisher
           from figures f join articles a on a.id = f.article
           where f.role in ('killed', 'wounded', 'protesters', 'arrested', 'troops')
           order by f.role, a.published, f.id""",
    ),
    (
        "Who attacks whom in words or deeds?",
        """select actor, target, count(distinct article) as articles, sum(len(events)) as events
           from relations where sign = 'conflictual' group by all order by events desc, actor, target limit 10""",
    ),
)
"""Question and the query that answers it; the screen shows both, so that the reader can go on from there."""


def print_demo(folder: Path | None) -> int:
    """The exit code: 0 if every article was coded and every record's evidence holds, else 1."""
    if folder is not None:
        return _demonstrate(folder)
    with tempfile.TemporaryDirectory() as temporary:
        return _demonstrate(Path(temporary) / "august-1991.record")


def _demonstrate(folder: Path) -> int:
    with as_file(files("onrecord") / "sample" / "articles") as articles:
        report = build_with_progress([str(articles)], folder, options=ReadOptions())
    screen = output()
    with open_store(folder) as store:
        found = store.sql("select id from articles where contains(key, $key)", {"key": SHOWN_ARTICLE}).fetchall()
        for (article,) in found[:1]:
            for part in article_on_screen(store.article(article)):
                screen.print(part)
        screen.print(Rule("the whole corpus"))
        print_summary(report)
        for question, query in QUESTIONS:
            screen.print(Rule(question, align="left"))
            screen.print(f"[dim]{plain(' '.join(query.split()))}[/]", highlight=False)
            screen.print(_answer(store, query))
        faults = verify(store)
    screen.print(
        f"evidence: {'every quote stands in its text' if not faults else f'{len(faults)} faults'}", highlight=False
    )
    screen.print("next: onrecord read YOUR-ARTICLE, or onrecord build YOUR-FOLDER -o NAME.record", highlight=False)
    return 1 if faults or report.failed else 0


def _answer(store: Store, query: str) -> Table:
    answer = store.sql(query)
    table = Table(box=None, header_style="dim")
    for column in answer.columns:
        table.add_column(column, overflow="fold")
    for row in answer.fetchall():
        table.add_row(
            *(plain("" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell)) for cell in row)
        )
    return table
