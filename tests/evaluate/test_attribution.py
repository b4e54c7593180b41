from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.evaluate import attribution
from tests.evaluate.official import (
    as_json,
    jittered,
    official_figures,
    seeded,
    shared_folder,
    span_of,
    written,
)

HARBOUR = (
    "Mayor Lena Okoro said the harbour would reopen on Monday. “We have cleared every wreck,” she added.\n"
    "The port authority disagreed: two ships remain. Nothing is settled, the pilots warned and the captains feared.\n"
    "Subscribe to our newsletter, editors say."
)
VOTE = 'Vote "No, never again" said the banner.\n\nThe minister: a recount is under way.'

Rows = list[tuple[str, str]]
Link = dict[str, Any]


def brat(text: str, spans: dict[str, tuple[str, list[tuple[int, int]]]], links: list[str]) -> str:
    """A brat file of spans by id (kind, pieces) and links."""
    lines = [
        f"{key}\t{kind} {';'.join(f'{a} {b}' for a, b in pieces)}\t{' '.join(text[a:b] for a, b in pieces)}"
        for key, (kind, pieces) in spans.items()
    ]
    return "\n".join([*lines, *links]) + "\n"


def harbour(words: str, occurrence: int = 1) -> tuple[int, int]:
    return span_of(HARBOUR, words, occurrence)


def vote(words: str) -> tuple[int, int]:
    return span_of(VOTE, words)


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    texts, annotations = folder / "dev" / "text", folder / "dev" / "attributions"
    texts.mkdir(parents=True)
    annotations.mkdir()
    (texts / "harbour.txt").write_text(HARBOUR, encoding="utf-8", newline="")
    (texts / "vote.txt").write_text(VOTE, encoding="utf-8", newline="")
    (texts / "vote_later.txt").write_text("Not annotated by anyone.", encoding="utf-8")
    spans = {
        "T1": ("Source", [harbour("Mayor Lena Okoro")]),
        "T2": ("Cue", [harbour("said")]),
        "T3": ("Content", [harbour("the harbour would reopen")]),
        "T4": ("Content", [harbour("on Monday")]),
        "T5": ("Source", [harbour("she")]),
        "T6": ("Cue", [harbour("added")]),
        "T7": ("Content", [harbour("“We have cleared every wreck,”")]),
        "T8": ("Source", [harbour("The port authority")]),
        "T9": ("Cue", [harbour("disagreed")]),
        "T10": ("Content", [harbour("two ships remain")]),
        "T11": ("Source", [harbour("the pilots"), harbour("the captains")]),
        "T12": ("Cue", [harbour("warned")]),
        "T13": ("Cue", [harbour("feared")]),
        "T14": ("Content", [harbour("Nothing is settled")]),
        "T15": ("Discard", [harbour("Subscribe to our newsletter, editors say.")]),
        "T16": ("Discuss", [harbour("settled")]),
    }
    links = [
        "E1\tAttribution:T2 Cue:T2 Content:T3 Content2:T4 Source:T1",
        "E2\tAttribution:T6 Cue:T6 Content:T7 Source:T5",
        "E3\tAttribution:T9 Cue:T9 Content:T10 Source:T8",
        "E4\tAttribution:T12 Cue:T12 Content:T14 Source:T11",
        "E5\tAttribution:T13 Cue:T13 Content:T14 Source:T11",
        "E6\tAttribution:T13 Cue:T13 Source:T11",
    ]
    (annotations / "harbour_anna.ann").write_text(brat(HARBOUR, spans, links), encoding="utf-8")
    one = {
        "T1": ("Cue", [vote("said")]),
        "T2": ("Content", [vote('"No, never again"')]),
        "T3": ("Source", [vote("the banner")]),
        "T4": ("Cue", [vote(":")]),
        "T5": ("Content", [vote("a recount is under way")]),
    }
    links = ["E1\tAttribution:T1 Cue:T1 Content:T2 Source:T3", "E2\tAttribution:T4 Cue:T4 Content:T5"]
    (annotations / "vote_anna.ann").write_text(brat(VOTE, one, links), encoding="utf-8")
    (annotations / "vote_bert.ann").write_text(brat(VOTE, one, links[:1]), encoding="utf-8")
    return folder


PREDICTIONS: list[Any] = [
    {
        "id": "harbour",
        "attributions": [
            {
                "source": [harbour("Lena Okoro")],
                "cue": [harbour("said")],
                "content": [harbour("the harbour would reopen on Monday")],
            },
            {
                "source": [harbour("Mayor Lena Okoro")],
                "cue": [harbour("added")],
                "content": [harbour("We have cleared every wreck")],
            },
            {"source": None, "cue": [harbour("warned")], "content": [harbour("Nothing is settled")]},
            {
                "source": [harbour("editors")],
                "cue": [harbour("say")],
                "content": [harbour("Subscribe to our newsletter")],
            },
        ],
    },
    {
        "id": "vote",
        "attributions": [
            {"source": [vote("the banner")], "cue": [vote("said")], "content": [vote("never again")]},
            {"source": [], "cue": [vote(":")], "content": [vote("a recount is under way")]},
        ],
    },
    {"id": "elsewhere", "attributions": []},
]


def scores_of(gold_folder: Path, tmp_path: Path, **options: int) -> Any:
    path = written(tmp_path / "predictions.jsonl", PREDICTIONS)
    return attribution.score(attribution.load_gold(gold_folder), attribution.load_predictions(path), **options)


def test_articles_without_annotation_are_not_scored(gold_folder: Path) -> None:
    assert [article.id for article in attribution.load_gold(gold_folder)] == ["harbour", "vote"]


def test_a_link_without_content_is_an_annotators_slip_and_left_out(gold_folder: Path) -> None:
    article = attribution.load_gold(gold_folder)[0]
    assert len(article.annotations["anna"].attributions) == 5


def test_a_second_content_argument_belongs_to_the_same_content(gold_folder: Path) -> None:
    first = attribution.load_gold(gold_folder)[0].annotations["anna"].attributions[0]
    assert first.content == (harbour("the harbour would reopen"), harbour("on Monday"))


def test_links_need_the_cue_the_content_and_the_source(gold_folder: Path, tmp_path: Path) -> None:
    scores = scores_of(gold_folder, tmp_path)
    # Of the harbour's five one is right in all, two more but for the source; of the vote's both are.
    assert scores["link"] == {"p": 50.0, "r": 38.5, "f": 43.5, "n_pred": 5.0, "n_gold": 6.5}
    assert scores["link.nosrc"]["r"] == pytest.approx(100 * 4.5 / 6.5, abs=0.05)
    assert scores["link.strict"]["n_gold"] == 6.5


def test_discarded_boilerplate_counts_for_nobody(gold_folder: Path, tmp_path: Path) -> None:
    scores = scores_of(gold_folder, tmp_path)
    assert scores["link"]["n_pred"] == 3 + 2


def test_a_source_shared_by_two_attributions_counts_once(gold_folder: Path, tmp_path: Path) -> None:
    scores = scores_of(gold_folder, tmp_path)
    assert scores["exact.source"]["n_gold"] == 4 + 1


def test_quotation_marks_at_the_edge_do_not_matter(gold_folder: Path, tmp_path: Path) -> None:
    gold = attribution.load_gold(gold_folder)
    inner = attribution.Attribution(
        source=(harbour("she"),),
        cue=(harbour("added"),),
        content=(harbour("We have cleared every wreck"),),
    )
    scores = attribution.score(gold[:1], [attribution.ArticlePrediction("harbour", (inner,))])
    assert scores["exact.content"]["p"] == 100
    assert scores["dq.right"]["p"] == scores["dq.right"]["r"] == 100


def test_a_direct_quote_given_to_another_speaker_is_found_but_not_right(gold_folder: Path, tmp_path: Path) -> None:
    gold = attribution.load_gold(gold_folder)[:1]
    path = written(tmp_path / "predictions.jsonl", PREDICTIONS)
    scores = attribution.score(gold, attribution.load_predictions(path))
    assert (scores["dq.found"]["r"], scores["dq.right"]["r"]) == (100, 0)


def test_a_colon_is_a_cue(gold_folder: Path, tmp_path: Path) -> None:
    gold = attribution.load_gold(gold_folder)[1:]
    colon = attribution.Attribution(cue=(vote(":"),), content=(vote("a recount is under way"),))
    scores = attribution.score(gold, [attribution.ArticlePrediction("vote", (colon,))])
    assert scores["link"]["n_gold"] == 1.5
    assert scores["link"]["r"] == pytest.approx(100 * 0.5 / 1.5, abs=0.05)
    assert scores["tok.cue"]["n_pred"] == 0


def test_annotators_are_scored_against_each_other_on_shared_articles(gold_folder: Path) -> None:
    scores = attribution.score_annotators(attribution.load_gold(gold_folder))
    assert scores["articles"] == 1
    assert scores["link"]["p"] == scores["link"]["r"] == scores["link"]["f"] == 66.7


def test_intervals_hold_the_figure(gold_folder: Path, tmp_path: Path) -> None:
    scores = scores_of(gold_folder, tmp_path, bootstrap=50)
    low, high = scores["link"]["ci"]
    assert low <= scores["link"]["f"] <= high


def test_verdicts_name_the_missed_attributions(gold_folder: Path, tmp_path: Path) -> None:
    article = attribution.load_gold(gold_folder)[0]
    path = written(tmp_path / "predictions.jsonl", PREDICTIONS)
    verdicts = attribution.verdicts(article, attribution.load_predictions(path)[0].attributions)
    assert [each.found for each in verdicts] == [True, False, False, False, False]
    assert verdicts[3].source == "the pilots ... the captains"


def test_a_broken_annotation_is_named_with_its_line(gold_folder: Path) -> None:
    path = gold_folder / "dev" / "attributions" / "vote_anna.ann"
    path.write_text("T1\tCue eight twelve\tsaid\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"vote_anna\.ann, line 1: not brat"):
        attribution.load_gold(gold_folder)


def test_a_missing_split_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        attribution.load_gold(tmp_path)


def test_a_broken_prediction_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "predictions.jsonl"
    path.write_text('{"id": "a"}\n{"id": "b", "attributions": [{"cue": [[1, "x"]]}]}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"predictions\.jsonl, line 2: .*A line looks like"):
        attribution.load_predictions(path)


def test_the_figures_are_the_official_ones(gold_folder: Path, tmp_path: Path) -> None:
    scores = scores_of(gold_folder, tmp_path, bootstrap=40)
    official = official_figures(
        "attribution", tmp_path / "predictions.jsonl", "--gold", gold_folder, "--split", "dev", "--boot", "40"
    )
    assert as_json(scores) == official


def spoiled(article: attribution.GoldArticle, seed: int) -> dict[str, Any]:
    """The first annotation of an article with attributions dropped, moved, stripped and invented."""
    draw = seeded(seed)
    attributions = []
    for each in next(iter(article.annotations.values())).attributions:
        if draw.random() < 0.2:
            continue
        roles: dict[str, Any] = {
            role: [jittered(draw, *span) for span in getattr(each, role)] for role in attribution.ROLES
        }
        if draw.random() < 0.15:
            roles[draw.choice(attribution.ROLES)] = []
        attributions.append(roles)
    for _ in range(3):
        start = draw.randrange(max(1, len(article.text) - 120))
        attributions.append(
            {"source": [[start, start + 12]], "cue": [[start + 13, start + 20]], "content": [[start + 21, start + 90]]}
        )
    return {"id": article.id, "attributions": attributions}


@pytest.mark.parametrize("seed", [1, 2])
def test_spoiled_gold_has_the_official_figures(tmp_path: Path, seed: int) -> None:
    source = shared_folder() / "data" / "polnear"
    gold = attribution.load_gold(source)
    several = [article for article in gold if len(article.annotations) > 1]
    chosen = several[:4] + seeded(seed).sample(gold, 12)
    for folder, pattern in (("text", "{}.txt"), ("attributions", "{}_*.ann")):
        (tmp_path / "dev" / folder).mkdir(parents=True)
        for article in chosen:
            for path in (source / "dev" / folder).glob(pattern.format(article.id)):
                shutil.copy(path, tmp_path / "dev" / folder)
    predictions = written(tmp_path / "predictions.jsonl", [spoiled(article, seed) for article in chosen])
    own = attribution.score(attribution.load_gold(tmp_path), attribution.load_predictions(predictions), bootstrap=20)
    assert as_json(own) == official_figures("attribution", predictions, "--gold", tmp_path, "--boot", "20")


def test_annotators_have_the_official_figures() -> None:
    folder = shared_folder() / "data" / "polnear"
    own = attribution.score_annotators(attribution.load_gold(folder))
    # "dev" alone would be read as every split; named twice it is read as it stands.
    assert as_json(own) == official_figures("attribution", "--human", "--gold", folder, "--split", "dev,dev")
