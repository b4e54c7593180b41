from onrecord.readers.offset_map import MapBuilder, as_in_file, from_positions, joined, positions_of, without
from onrecord.schema import MapSegment


def test_what_was_put_in_by_the_reader_has_no_place_in_the_file() -> None:
    builder = MapBuilder()
    file = as_in_file("The mayor\nresigned.")
    builder.take(file, 0, 9)
    builder.put(" ")
    builder.take(file, 10)
    whole = builder.built()
    assert whole.text == "The mayor resigned."
    assert whole.segments == (MapSegment(0, 0, 9), MapSegment(10, 10, 9))


def test_neighbours_that_run_on_in_the_file_become_one_segment() -> None:
    file = as_in_file("The mayor resigned.")
    assert joined([file.cut(0, 4), file.cut(4, 19)], "").segments == (MapSegment(0, 0, 19),)


def test_maps_compose_when_a_text_is_cut_out_of_another() -> None:
    file = as_in_file("xx**Riga** fell.", file_start=100)
    bare = without(file, [(2, 4, ""), (8, 10, "")])
    assert bare.text == "xxRiga fell."
    inner = bare.cut(2, 8)
    assert inner.text == "Riga f"
    assert positions_of(inner) == [104, 105, 106, 107, 110, 111]


def test_positions_and_segments_say_the_same() -> None:
    mapped = from_positions("abcdef", [5, 6, -1, 9, 10, 3])
    assert mapped.segments == (MapSegment(0, 5, 2), MapSegment(3, 9, 2), MapSegment(5, 3, 1))
    assert positions_of(mapped) == [5, 6, -1, 9, 10, 3]
