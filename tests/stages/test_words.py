"""The words of a parse say what its tokens say."""

from __future__ import annotations

from onrecord.document import TOKENS
from onrecord.stages.words import words_of
from tests.conftest import article_of
from tests.stages.parsing import parsed

TEXT = (
    "“We won’t go,” the minister’s spokesman told reporters in Ljubljana, who had waited since dawn.  He left."
    "\n\n\tÜberfällig – so it was said – are the 3.5 million naïve visitors’ forms."
)


def test_words_say_what_the_tokens_say() -> None:
    parse = parsed(article_of(TEXT))[TOKENS]
    for token, word in zip(parse, words_of(parse), strict=True):
        for name in ("i", "idx", "text", "lower_", "lemma_", "tag_", "pos_", "dep_"):
            assert getattr(word, name) == getattr(token, name)
        assert word.head.i == token.head.i
        assert [child.i for child in word.children] == [child.i for child in token.children]
        assert {below.i for below in word.subtree} == {below.i for below in token.subtree}
        assert [other.i for other in word.sentence] == [other.i for other in token.sent]


def test_of_a_text_without_words_there_are_none() -> None:
    assert words_of(parsed(article_of(""))[TOKENS]) == []
