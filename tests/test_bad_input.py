"""Bad input, given as its user gives it: one message with file, place and remedy, the others coded, nothing lost.

One folder holds an input of every bad kind among good ones and is built once; each test looks at one of them.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.api import open as open_store
from onrecord.api import read_bytes
from tests.readers.made_files import gzipped, page_of, pdf, warc_record

MINISTER = "The interior minister, Pavel Orlov, said on Monday that at least 12 protesters had been arrested in Tula. "
REBELS = "Rebels denied that they had shelled the town of Lyman. The army accused them of killing three civilians. "
STORY = (MINISTER + REBELS) * 2
GERMAN = "Der Innenminister sagte am Montag, dass mindestens zwölf Menschen in der Hauptstadt festgenommen wurden. " * 4
RUSSIAN = "Министр внутренних дел заявил в понедельник, что в столице арестованы двенадцать человек. " * 4
BIG = 50_000_000
LONG_LINE = 3_000_000


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body><article><h1>Unrest</h1>{body}</article></body></html>".encode()


def story(number: int) -> str:
    return json.dumps({"text": f"Report {number}. {STORY}", "date": "2020-01-01"})


def sound_pdf() -> bytes:
    return pdf([page_of([STORY], number=1)])


def three_pages() -> bytes:
    pages = [page(f"<p>{REBELS * 3} Number {number}.</p>") for number in range(3)]
    return gzipped([warc_record(f"https://example.org/{n}", each) for n, each in enumerate(pages)])


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "empty.txt": (b"", "is empty", "Give a file with an article"),
    "blank.txt": (b" \n\n\t\n", "nothing but white space", "Give a file with an article"),
    "photo.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "binary file", "Give text, Markdown"),
    "cyrillic.txt": (RUSSIAN.encode("cp1251"), "byte 0: is neither UTF-8 nor", "--encoding cp1251"),
    "mixed.txt": (f"“No,” he said. {STORY}".encode() + "Müller".encode("cp1252"), "mixes encodings", "as UTF-8"),
    "no-mark.txt": (STORY.encode("utf-16-le"), "looks like utf-16-le", "--encoding utf-16-le"),
    "long-line.txt": (((STORY * 8_000)[:LONG_LINE]).encode(), "3,000,000 characters long", "--max-characters"),
    "menu.html": (b"<html><body><nav><a href=x>Home</a></nav></body></html>", "without article text", "Save the page"),
    "locked.pdf": (pdf([page_of([STORY], number=1)], locked=True), "locked by a password", "qpdf --decrypt"),
    "cut.pdf": (sound_pdf()[: len(sound_pdf()) // 2], "damaged PDF or one that was cut short", "Get the whole file"),
    "scan.pdf": (pdf([[], []]), "no text layer: 2 pages", "ocrmypdf"),
    "cut.warc.gz": (three_pages()[:-200], "breaks off", "Get the whole file"),
    "junk.warc": (b"hello there", "is no WARC", "Get the whole file"),
    "cut.jsonl.gz": (gzip.compress("\n".join(map(story, range(10, 13))).encode())[:-9], "line", "Get the whole file"),
    "bad-line.jsonl": (f'{story(1)}\n{{"text": "brok\n{story(2)}\n'.encode(), "line 2, character 9: is not", "Repair"),
    "long-line.jsonl": (
        json.dumps({"text": (STORY * 8_000)[:LONG_LINE]}).encode() + f"\n{story(3)}\n".encode(),
        "line 1: is 3,000,000 characters long",
        "--max-characters",
    ),
    "no-lines.jsonl": (b"\n\n\n", "nothing but empty lines", "Give a file with articles"),
    "german.txt": (GERMAN.encode(), "another language than English (de)", "--language en"),
}
"""Name to content, what the message says (with the place where there is one), and its remedy."""

REMARKED: dict[str, tuple[bytes, str]] = {
    "no-date.txt": (STORY.encode() + b"No date.", "states no date of publication"),
    "two-dates.md": (
        f"---\ndate: 2020-02-03\n---\n# Unrest\n\nJane Roe\n\n5 March 2021\n\n{STORY}".encode(),
        "states two dates of publication: 2020-02-03 (front matter) and 2021-03-05 (byline)",
    ),
    "future.md": (f"---\ndate: 2150-02-03\n---\n# Unrest\n\n{STORY}".encode(), "dated in the future: 2150-02-03"),
    "no-day.md": (f"---\ndate: 31 February 2020\n---\n# Unrest\n\n{STORY}".encode(), "is no day of the calendar"),
    "accented.txt": (f"Müller’s café was shut. {STORY}".encode("cp1252"), "read as Windows-1252"),
    "cut.txt": (f"{STORY} A café".encode()[:-1], "cut short"),
}
"""Name to content and what is remarked on it; all of these are coded."""

CODED: dict[str, str] = {
    "quotes.txt": "“We will not leave.”\n\n“They fired on us.”\n\n“Nobody knows who gave the order,” “Not I.”\n\n" * 3,
    "unbalanced.txt": "“The army left. ‘They said “we stay”, he said. «No, said the mayor. ”He’ ‘no“ " * 5 + '"' * 40,
    "nested.txt": "“He told me, ‘She said, “I heard him say, ‘no’.”’” the officer said. " * 5,
    "emoji.txt": "The mayor \U0001f600 said \U0001f469\u200d\U0001f467 on Monday \U0001f1fa\U0001f1e6: 12 died. " * 4,
    "accents.txt": "E\u0301mile De\u0301sir sa\u0300id on Monday that the cafe\u0301 was shut by 12 soldiers. " * 4,
    "right-to-left.txt": "The \u202emayor\u202c said\u200f on \u2067Monday\u2069 that 12 died in Tehran\u200e. " * 4,
    "zero-width.txt": "The may\u200bor s\u200daid\ufeff on Mon\u00adday that 12 peo\u200cple were kil\u2060led. " * 4,
    "nul.txt": STORY * 25 + "\x00 The mayor\x00 said on Monday that 12 were killed.",
    "controls.txt": "The mayor\x0b said\x0c on Monday\x85 that\u2028 12 people\u2029 were killed in the capital. " * 4,
    "lone.jsonl": r'{"text": "The mayor \ud83d said on Monday that 12 people had died in the town.", "id": "a\ud83d"}',
    "broken.html": (
        f"<html><title>Riot</title><body><div><p>{STORY}<p>{STORY}<b>unclosed<table><tr><td>x</div></span>"
        f"<p>{REBELS}<!-- never closed"
    ),
}
"""Odd, but to be coded without a word about it (but for the missing date)."""


@dataclass(frozen=True)
class Built:
    """The one store that most tests look at, and what the command said."""

    folder: Path
    store: Path
    ended: subprocess.CompletedProcess[str]
    seconds: float

    def rows(self, query: str) -> list[dict[str, object]]:
        with open_store(self.store) as store:
            rows: list[dict[str, object]] = store.sql(query).to_arrow_table().to_pylist()
        return rows


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "onrecord", *map(str, arguments)]


def onrecord(
    *arguments: str | Path, given: bytes = b"", environment: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    ended = subprocess.run(
        command(*arguments),
        capture_output=True,
        input=given,
        check=False,
        cwd=cwd,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1", **(environment or {})},
    )
    return subprocess.CompletedProcess(
        ended.args, ended.returncode, ended.stdout.decode("utf-8", "replace"), ended.stderr.decode("utf-8", "replace")
    )


def assert_one_line(message: str, *parts: str) -> None:
    assert "Traceback" not in message
    assert len(message.strip().splitlines()) == 1, message
    for part in parts:
        assert part in message


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Built:
    folder = tmp_path_factory.mktemp("bad") / "in"
    folder.mkdir()
    contents = {name: content for name, (content, *_) in (REFUSED | REMARKED).items()}
    contents |= {name: text.encode("utf-8", "surrogatepass") for name, text in CODED.items()}
    contents |= {
        "good.txt": f"20 August 1991\n\n{MINISTER}".encode(),
        "good.md": f"# Rebels deny\n\n20 August 1991\n\n{REBELS}".encode(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    with (folder / "big.txt").open("wb") as file:
        file.write(STORY.encode())
        file.truncate(BIG)
    with open(os.fsencode(folder) + b"/caf\xe9.txt", "wb") as file:  # noqa: PTH123  a name that is no UTF-8
        file.write(f"20 August 1991\n\n{REBELS}{MINISTER}".encode())
    store = folder.parent / "x.record"
    start = time.monotonic()
    ended = onrecord("build", folder, folder / "nowhere.txt", "-o", store)
    return Built(folder, store, ended, time.monotonic() - start)


def test_a_build_over_all_of_them_ends_with_exit_code_1_and_without_a_traceback(built):
    assert built.ended.returncode == 1
    assert "Traceback" not in built.ended.stderr


def test_what_was_coded_among_bad_inputs_holds(built):
    verified = onrecord("verify", built.store)
    assert verified.returncode == 0, verified.stderr
    names = {Path(str(row["source"])).name for row in built.rows("select source from articles")}
    assert names >= {"good.txt", "good.md", *CODED, *REMARKED}
    assert any("caf" in name for name in names), "a file name that is no UTF-8"


@pytest.mark.parametrize("name", [*REFUSED, "big.txt", "nowhere.txt"])
def test_an_input_that_fails_is_told_once_with_its_remedy_and_kept_among_the_problems(built, name):
    whole = {"big.txt": (b"", "50,000,000 bytes large", "--max-characters"),
             "nowhere.txt": (b"", "does not exist", "Check the name")} | REFUSED  # fmt: skip
    _, problem, remedy = whole[name]
    (line,) = [line for line in built.ended.stderr.splitlines() if f"/{name}" in line and line.startswith("error")]
    assert problem in line
    assert remedy in line
    recorded = built.rows(f"select * from problems where severity = 'error' and contains(source, '/{name}')")
    assert len(recorded) == 1
    assert all(recorded[0][field] for field in ("problem", "remedy", "stage"))


@pytest.mark.parametrize("name", ["empty.txt", "photo.txt", "mixed.txt", "locked.pdf", "scan.pdf", "menu.html"])
def test_read_refuses_it_with_one_line_and_exit_code_1(built, name):
    _, problem, remedy = REFUSED[name]
    refused = onrecord("read", built.folder / name)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert_one_line(refused.stderr, name, problem, remedy)


@pytest.mark.parametrize("name", REMARKED)
def test_what_is_doubtful_about_an_article_is_a_warning_and_it_is_coded(built, name):
    _, remark = REMARKED[name]
    recorded = built.rows(f"select severity, problem from problems where contains(source, '/{name}')")
    assert "warning" in {row["severity"] for row in recorded if remark in str(row["problem"])}
    assert "error" not in {row["severity"] for row in recorded}


@pytest.mark.parametrize("name", [*CODED, *REMARKED])
def test_an_odd_article_gives_records(built, name):
    (row,) = built.rows(
        "select (select count(*) from dates where article = a.id) + (select count(*) from figures where article = a.id)"
        " + (select count(*) from mentions where article = a.id) as n, a.text"
        f" from articles a where contains(a.source, '/{name}')"
    )
    if name != "quotes.txt":
        assert row["n"], row["text"]


def test_a_remark_in_the_same_words_on_many_inputs_is_printed_once(built):
    lines = [line for line in built.ended.stderr.splitlines() if "states no date of publication" in line]
    assert len(lines) == 1
    assert "others" in lines[0]


def test_the_good_lines_of_a_file_with_a_bad_line_are_coded(built):
    kept = built.rows("select locator from articles where contains(source, '/bad-line.jsonl') order by locator")
    assert [row["locator"] for row in kept] == ["line 1", "line 3"]
    kept = built.rows("select locator from articles where contains(source, '/long-line.jsonl')")
    assert [row["locator"] for row in kept] == ["line 2"]


def test_what_stands_before_the_break_of_a_cut_archive_is_coded(built):
    pages = built.rows("select url from articles where contains(source, '/cut.warc.gz') order by url")
    assert [row["url"] for row in pages] == ["https://example.org/0", "https://example.org/1"]


def test_the_same_command_again_adds_nothing_and_still_says_what_fails(built):
    before = sorted(built.store.rglob("*.parquet"))
    again = onrecord("build", built.folder, built.folder / "nowhere.txt", "-o", built.store)
    assert again.returncode == 1
    assert sorted(built.store.rglob("*.parquet")) == before
    assert "0 articles coded" in again.stdout
    for name in (*REFUSED, "big.txt", "nowhere.txt"):
        assert any(f"/{name}" in line and line.startswith("error") for line in again.stderr.splitlines()), name


PEAK = """import resource, subprocess, sys
subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""


def test_a_file_of_50_million_bytes_and_a_line_of_3_million_characters_are_refused_without_much_time_or_memory(built):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for name in ("big.txt", "long-line.txt"):
        assert onrecord("read", built.folder / name).returncode == 1
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime - before.ru_utime < 10
    peak = subprocess.run(
        [
            sys.executable,
            "-c",
            PEAK,
            *command("read", built.folder / "big.txt"),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(peak.stdout) < 300 * 1024, "KiB: the file is not loaded"


@pytest.mark.parametrize("separator", ["\n\n", " "], ids=["paragraphs", "one line"])
def test_the_time_for_a_long_article_grows_with_its_length_and_not_faster(code, separator):
    def seconds(paragraphs: int) -> float:
        names = ("Orlov", "Silva", "Novak", "Haddad", "Braun", "Khan", "Rossi", "Lee")
        text = separator.join(
            f"The minister, Ivan {names[n % 8]}, said on Monday that {n + 2} protesters had been arrested in Tula."
            f" Anna {names[n % 7]} denied that her troops had fired on the crowd and killed {n + 3} people."
            for n in range(paragraphs)
        )
        start = time.process_time()
        assert code(text)["figures"]
        return time.process_time() - start

    seconds(10)
    # Quadratic cost would be a factor of 16; the margin is for noise.
    assert seconds(240) < 8 * seconds(60)


def test_a_damaged_store_is_told_with_the_file_and_the_remedy(built, tmp_path):
    store = tmp_path / "x.record"
    shutil.copytree(built.store, store)
    shard = sorted((store / "shards").iterdir())[0]
    whole = (shard / "events.parquet").read_bytes()
    (shard / "events.parquet").write_bytes(whole[:300])
    for arguments in (("query", store, "select count(type) from events"), ("verify", store)):
        told = onrecord(*arguments)
        assert told.returncode == 1
        assert_one_line(told.stderr, f"{shard.name}/events.parquet", "Delete this shard's folder and")
    (shard / "events.parquet").write_bytes(whole)
    (shard / "shard.json").unlink()
    for arguments in (("verify", store), ("build", built.folder / "good.txt", "-o", store)):
        told = onrecord(*arguments)
        assert told.returncode == 1
        assert_one_line(told.stderr, f"{shard.name}: shard.json can't be read", "Delete this shard's folder and")
    shutil.rmtree(shard)
    assert onrecord("build", built.folder / "good.txt", built.folder / "good.md", "-o", store).returncode == 0
    (store / "manifest.json").unlink()
    told = onrecord("build", built.folder / "good.txt", "-o", store)
    assert told.returncode == 1
    assert_one_line(told.stderr, "no manifest.json", "Restore it")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("selec 1", "syntax error"),
        ("select nothing from events", "nothing"),
        ("select cast(source as int) from articles", "Could not convert"),
        ("select cast(source as int) from articles --", "Could not convert"),
        ("select error('no such thing')", "no such thing"),
    ],
)
def test_a_wrong_query_gives_a_message_and_exit_code_1(built, query, message):
    form = "--csv" if query.endswith("--") else "--json"
    failed = onrecord("query", built.store, query, form)
    assert failed.returncode == 1
    assert "the query failed" in failed.stderr
    assert message in failed.stderr
    assert "Traceback" not in failed.stderr


def test_json_of_a_query_has_numbers_as_numbers_and_null_for_what_json_does_not_have(built):
    query = "select 1.5 as half, 'nan'::double as nan, date '2020-01-02' as day"
    (row,) = json.loads(onrecord("query", built.store, query, "--json").stdout)
    assert row == {"half": 1.5, "nan": None, "day": "2020-01-02"}


@pytest.mark.parametrize(
    "option",
    [
        ("--field", "nonsense"), ("--field", "nonsense=x"), ("--format", "docx"), ("--encoding", "klingon-8"),
        ("--language", "klingon"), ("--published", "2023-W01-1"),
    ],
)  # fmt: skip
def test_an_option_that_can_not_be_meant_ends_with_exit_code_2_and_nothing_is_made(built, tmp_path, option):
    refused = onrecord("build", built.folder / "good.txt", "-o", tmp_path / "x.record", *option)
    assert refused.returncode == 2
    assert option[0].removeprefix("--") in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "x.record").exists()


def test_an_empty_query_ends_with_exit_code_2(built):
    assert onrecord("query", built.store, " ; ").returncode == 2


@pytest.mark.parametrize("name", ["", "bad-line.jsonl", "cut.warc.gz"])
def test_read_on_many_articles_points_to_build(built, name):
    refused = onrecord("read", built.folder / name)
    assert refused.returncode == 1
    assert_one_line(refused.stderr, "onrecord build")


def test_an_output_folder_that_is_no_record_is_named_and_left_alone(built):
    refused = onrecord("build", built.folder / "good.txt", "-o", built.folder)
    assert refused.returncode == 1
    assert_one_line(refused.stderr.replace("\n\n", ""), "is not empty and not a record folder", "Name a new folder")
    assert not (built.folder / "shards").exists()


def test_an_output_folder_that_can_not_be_made_is_named(built):
    refused = onrecord("build", built.folder / "good.txt", "-o", built.folder / "good.md" / "x.record")
    assert refused.returncode == 1
    assert_one_line(refused.stderr, "good.md/x.record: can't be written", "Name a folder you may write to")


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MiB, where this machine lets us make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may make a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_fills_up_ends_the_run_with_one_message_and_what_is_recorded_stays(small_disk, tmp_path):
    (tmp_path / "many.jsonl").write_text("\n".join(map(story, range(30))), encoding="utf-8")
    build = ("build", tmp_path / "many.jsonl", "-o", small_disk / "x.record", "--shard-size", "2")
    full = onrecord(*build)
    assert full.returncode == 1
    assert_one_line(full.stderr, "the disk is full", "run the same command again")
    assert not list((small_disk / "x.record" / "shards").glob("tmp-*")), "no half shard is left"
    recorded = json.loads(onrecord("verify", small_disk / "x.record", "--json").stdout)
    assert recorded["faults"] == []
    assert recorded["records"] > 0
    with (small_disk / "filling").open("wb", buffering=0) as file:
        try:
            while file.write(b"0" * 512):
                pass
        except OSError:
            pass
    full = onrecord("build", tmp_path / "many.jsonl", "-o", small_disk / "y.record")
    assert full.returncode == 1
    assert_one_line(full.stderr, "y.record: the disk is full")
    printed = subprocess.run(
        command("query", small_disk / "x.record", "select * from articles", "--json"),
        stdout=(small_disk / "filling").open("ab"),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert printed.returncode == 1
    assert_one_line(printed.stderr, "the output: can't be written", "No space left")


def test_a_disk_that_may_only_be_read_is_told_and_its_records_are_read(small_disk, built, tmp_path):
    onrecord("build", built.folder / "empty.txt", "-o", small_disk / "x.record")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for name in ("x.record", "new.record"):
        refused = onrecord("build", built.folder / "good.md", "-o", small_disk / name)
        assert refused.returncode == 1
        assert_one_line(refused.stderr, f"{name}: can't be written (Read-only file system)", "Name a folder")
    assert onrecord("verify", small_disk / "x.record").returncode == 0


@pytest.fixture
def many(tmp_path) -> Path:
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(map(story, range(2_000))), encoding="utf-8")
    return path


def start_build(many: Path, store: Path) -> subprocess.Popen[str]:
    """A build with two workers in a process group of its own, as in a terminal, once its first shard is there."""
    process = subprocess.Popen(
        command("build", many, "-o", store, "--workers", "2", "--shard-size", "4"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while process.poll() is None and not list((store / "shards").glob("s-*")):
        time.sleep(0.02)
    return process


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            spawned = b"spawn_main" in (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == process.pid and spawned:
            found.append(int(folder.name))
    return found


def test_ctrl_c_with_two_workers_stops_them_all_with_one_line(many, tmp_path):
    process = start_build(many, tmp_path / "x.record")
    os.killpg(process.pid, signal.SIGINT)
    _, message = process.communicate(timeout=60)
    assert process.returncode == 130
    assert_one_line(message, "the same command goes on from here")
    assert not list((tmp_path / "x.record" / "shards").glob("tmp-*"))
    assert not workers_of(process)


def test_ctrl_c_while_the_workers_load_is_one_line_too(many, tmp_path):
    process = subprocess.Popen(
        command("build", many, "-o", tmp_path / "x.record", "--workers", "2"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while process.poll() is None and not workers_of(process):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, message = process.communicate(timeout=60)
    assert process.returncode == 130
    assert_one_line(message, "the same command goes on from here")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to find the workers")
def test_a_killed_worker_is_replaced_and_what_is_recorded_holds(many, tmp_path):
    process = start_build(many, tmp_path / "x.record")
    killed = workers_of(process)[0]
    os.kill(killed, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while len(set(workers_of(process)) - {killed}) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert process.poll() is None
    assert len(set(workers_of(process)) - {killed}) == 2
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=60)
    assert json.loads(onrecord("verify", tmp_path / "x.record", "--json").stdout)["faults"] == []


def test_a_script_that_builds_with_workers_need_not_guard_its_main(built, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        f"import onrecord\nprint('once')\nprint(onrecord.build([{str(built.folder / 'good.txt')!r}], 'x.record',"
        " workers=2).coded)\n"
    )
    ended = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, "once\n1\n"), ended.stderr


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_reader_that_has_seen_enough_ends_it_quietly(built, form):
    process = subprocess.Popen(
        command("query", built.store, "select text from articles, range(100)", "--csv") if form else command("schema"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0


def test_a_build_whose_summary_nobody_reads_still_says_what_failed(built, tmp_path):
    process = subprocess.Popen(
        command("build", built.folder / "empty.txt", "-o", tmp_path / "x.record"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    message = process.stderr.read()
    assert process.wait() == 1
    assert_one_line(message, "is empty")


@pytest.mark.parametrize(
    "arguments", ["query {0} 'select 1' --json", "query {0} 'select 1' --csv", "query {0} 'select 1'"]
)
def test_a_closed_output_is_no_fault(built, arguments):
    line = f"{sys.executable} -m onrecord {arguments.format(built.store)} >&-"
    ended = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}],
    ids=["C", "POSIX", "ascii"],
)
def test_a_poor_locale_costs_no_text_and_json_stays_what_it_is(built, environment):
    ask = "select text from articles where contains(source, '/emoji.txt')"
    assert onrecord("query", built.store, ask, environment=environment).returncode == 0
    (row,) = json.loads(onrecord("query", built.store, ask, "--json", environment=environment).stdout)
    assert "\U0001f600" in row["text"]


def test_no_colour_and_a_narrow_screen_are_kept_to(built):
    shown = onrecord("read", built.folder / "good.md", environment={"COLUMNS": "40"})
    assert "\x1b" not in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 40
    assert "on whose word: " in shown.stdout, "what is too wide for a table is a list"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00" * 40, "binary file"),
        (sound_pdf(), "is a PDF, which is read from files only"),
        (f"“No,” he said. {STORY}".encode() + b"M\xfcller", "mixes encodings"),
        (b"word " * 1_700_000, "more than 8,000,000 bytes"),
    ],
    ids=["empty", "binary", "pdf", "mixed", "large"],
)
def test_bad_standard_input_is_told_in_one_line(given, message):
    refused = onrecord("read", "-", given=given)
    assert refused.returncode == 1
    assert_one_line(refused.stderr, "standard input", message)


def test_standard_input_in_another_encoding_is_read_as_a_file_would_be():
    given = f"Müller’s café was shut on 3 May 1999. {STORY}".encode("cp1252")
    shown = onrecord("read", "-", "--json", given=given)
    assert shown.returncode == 0
    assert "Müller’s café" in json.loads(shown.stdout)["article"]["text"]
    assert "read as Windows-1252" in shown.stderr
    assert read_bytes(page(f"<p>{STORY}</p>"), source="standard input").article.format == "html"
