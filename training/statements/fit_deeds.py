"""Fits the head of deeds again on the finished encoder, with news as the other side.

    python training/statements/fit_deeds.py TRAINED... --data POLNEAR --events corpus/gold/events/part-?.jsonl -o OUT

Our gold of events is dense: every passage was written to hold deeds, and a head that has seen nothing else finds them
everywhere in coverage of a campaign. Here the encoder and all other heads stay as they are, and the one linear map of
the head "deeds" is fitted by logistic regression on the gold passages (the gate left out) and on articles of PolNeAR,
where the deeds of the event lexicon count as deeds and everything else as none. OUT gets a ``tagger.pt`` that
``export.py`` takes; of several TRAINED the weights are averaged first, as ``export.py`` does.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import torch
from event_labels import examples_of, lexicon_types, training_passages
from export import load
from model import Tagger
from prepare import UNKNOWN, Example, example_of, read_split
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from train import collated, plain_tokenizer

from onrecord.encoder.encoder import TOKENIZER, WINDOW
from onrecord.encoder.labels import DEED, NO_DEED
from onrecord.encoder.pieces import windows
from onrecord.stages.language import load_model, parsed

HEAD = "deeds"
_EVERY = 12
"""One training article of PolNeAR in so many is read, about 100,000 pieces in all."""
_PENALTY = 1e-4
"""Weight of the squared weights in the loss."""
_STEPS = 60


def main() -> None:
    """Fits by the arguments and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path, nargs="+", help="folders with tagger.pt; of several the mean is taken")
    parser.add_argument("--data", type=Path, required=True, help="folder of PolNeAR, with train/")
    parser.add_argument("--events", type=Path, nargs="+", required=True, help="JSONL files of passages with events")
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--every", type=int, default=_EVERY, help="read one article of PolNeAR in so many")
    arguments = parser.parse_args()
    tokenizer = plain_tokenizer(arguments.trained[-1] / TOKENIZER)
    tagger = load(arguments.trained)
    examples = examples_of(tokenizer, training_passages(arguments.events), rounds=1)
    examples += news(tokenizer, arguments.data, every=arguments.every)
    head = tagger.heads[HEAD]
    hidden, labels = states(tagger, examples)
    say(f"{len(labels)} pieces, {int((labels == DEED).sum())} of deeds")
    fit(head, hidden, labels)
    tagger.heads[HEAD] = head
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.save(tagger.state_dict(), arguments.out / "tagger.pt")
    for name in (TOKENIZER, "settings.json"):
        shutil.copy(arguments.trained[-1] / name, arguments.out / name)


def say(line: str) -> None:
    """Writes a line."""
    sys.stdout.write(line + "\n")


def news(tokenizer: Tokenizer, folder: Path, *, every: int) -> Iterator[Example]:
    """Articles of PolNeAR with the lexicon's deeds as deeds and everything else as none."""
    parse = load_model(names=True)
    for article in list(read_split(folder, "train"))[::every]:
        example = example_of(tokenizer, article)
        types = lexicon_types(parsed(parse, article.text), example.pieces)["deed_types"]
        example.silver[HEAD] = (types != UNKNOWN) * (DEED - NO_DEED) + NO_DEED
        yield example


def states(tagger: Tagger, examples: list[Example]) -> tuple[Tensor, Tensor]:
    """The encoder's last hidden state of every piece, and its label."""
    # without its map the head returns the hidden states themselves
    tagger.heads[HEAD] = torch.nn.Identity()
    found, labels = [], []
    with torch.no_grad():
        for example in examples:
            for first, last in windows(example.pieces, longest=WINDOW) if len(example.pieces) else []:
                batch = collated([(example, first, last)], [0])
                found.append(tagger(*batch.inputs)[HEAD][0, 1:-1].half())
                labels.append(torch.from_numpy(example.silver[HEAD][first:last]))
    return torch.cat(found), torch.cat(labels)


def fit(head: torch.nn.Module, hidden: Tensor, labels: Tensor) -> None:
    """Fits the linear head in place, from where it stands."""
    hidden = hidden.float()
    optimizer = torch.optim.LBFGS(head.parameters(), lr=0.5, max_iter=_STEPS)

    def loss() -> Tensor:
        optimizer.zero_grad()
        found = functional.cross_entropy(head(hidden), labels)
        found = found + _PENALTY * sum((parameter**2).sum() for parameter in head.parameters())
        found.backward()  # type: ignore[no-untyped-call]
        return found

    say(f"loss before {loss().item():.4f}")
    optimizer.step(loss)  # type: ignore[arg-type]
    say(f"loss after {loss().item():.4f}")


if __name__ == "__main__":
    main()
