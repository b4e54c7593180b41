"""Where the words of an extracted text stand in the page they were extracted from."""

from __future__ import annotations

from onrecord.readers.offset_map import MappedText, from_positions, positions_of

_WINDOW = 400
"""How far ahead a single word is looked for, in characters without white space."""
_SHORTEST_ANYWHERE = 25
"""A paragraph this long, without white space, is looked for in the whole page if it does not come next."""


class Alignment:
    """Finds extracted paragraphs, one after the other, in a page's visible text."""

    def __init__(self, page: MappedText) -> None:
        places = positions_of(page)
        kept = [index for index, character in enumerate(page.text) if not character.isspace()]
        self._page = page.text
        self._places = places
        self._kept = kept
        self._squeezed = "".join([page.text[index] for index in kept])
        self._reached = 0

    def mapped(self, paragraph: str) -> MappedText:
        """The paragraph with the place of each character that was found in the page; the rest is unmapped."""
        kept = [index for index, character in enumerate(paragraph) if not character.isspace()]
        squeezed = "".join([paragraph[index] for index in kept])
        if not squeezed:
            return MappedText(paragraph)
        found = self._whole(squeezed)
        indexes = list(range(found, found + len(squeezed))) if found is not None else self._word_by_word(paragraph)
        in_page = [-1] * len(paragraph)
        for at, index in zip(kept, indexes, strict=True):
            if index >= 0:
                in_page[at] = self._kept[index]
        self._add_white_space(paragraph, in_page)
        return from_positions(paragraph, [self._places[index] if index >= 0 else -1 for index in in_page])

    def _whole(self, squeezed: str) -> int | None:
        found = self._squeezed.find(squeezed, self._reached)
        near = found >= 0 and (len(squeezed) >= _SHORTEST_ANYWHERE or found - self._reached <= 20 * _WINDOW)
        if near:
            self._reached = found + len(squeezed)
            return found
        if len(squeezed) >= _SHORTEST_ANYWHERE:
            # Out of order, as a headline repeated further up: the reading position stays.
            found = self._squeezed.find(squeezed)
            return found if found >= 0 else None
        return None

    def _word_by_word(self, paragraph: str) -> list[int]:
        indexes: list[int] = []
        for word in paragraph.split():
            found = self._squeezed.find(word, self._reached, self._reached + _WINDOW)
            if found < 0:
                indexes.extend([-1] * len(word))
                continue
            indexes.extend(range(found, found + len(word)))
            self._reached = found + len(word)
        return indexes

    def _add_white_space(self, paragraph: str, in_page: list[int]) -> None:
        for at in range(1, len(paragraph) - 1):
            before = in_page[at - 1]
            if in_page[at] < 0 <= before and before + 1 < len(self._page):
                same = paragraph[at].isspace() and self._page[before + 1] == paragraph[at]
                if same:
                    in_page[at] = before + 1
