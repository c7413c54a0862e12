"""Each command does what its name says: data on standard output, messages on standard error, 0, 1 or 2."""

import json
from pathlib import Path

import pytest

from smeeting.services.live import the_live
from tests.cli.conftest import Ran, Run

LISTING = [
    ["agenda", "list"],
    ["agenda", "show", "monthly"],
    ["glossary", "list"],
    ["glossary", "show", "MQL"],
    ["issue", "list"],
    ["issue", "show", "I5"],
    ["action", "list"],
    ["action", "show", "A112"],
    ["metric", "list"],
    ["metric", "show"],
    ["metric", "show", "cost", "per", "lead"],
    ["minutes", "list"],
    ["minutes", "show"],
    ["search", "phone"],
    ["status"],
    ["doctor"],
]
EACH = pytest.mark.parametrize("command", LISTING, ids=" ".join)


def lines(ran: Ran) -> list[str]:
    assert ran.code == 0, ran.err
    return ran.out.splitlines()


@EACH
def test_it_prints_something_to_read(run: Run, in_demo: Path, command: list[str]) -> None:
    ran = run(*command)
    assert ran.code == 0
    assert ran.out.strip()
    assert not any(line != line.rstrip() for line in ran.out.splitlines() if not line.startswith("-"))


@EACH
def test_it_prints_json_with_the_same_keys_in_each_record(
    run: Run, in_demo: Path, command: list[str]
) -> None:
    found = run(*command, "--json").json
    assert found
    records = found if isinstance(found, list) else [found]
    assert len({tuple(record) for record in records}) == 1


@EACH
def test_it_changes_nothing(run: Run, in_demo: Path, command: list[str]) -> None:
    before = {path: path.read_bytes() for path in in_demo.rglob("*") if path.is_file()}
    run(*command)
    assert {path: path.read_bytes() for path in in_demo.rglob("*") if path.is_file()} == before


def test_json_names_things_as_people_do(run: Run, in_demo: Path) -> None:
    issue = run("issue", "list", "--json").json[0]
    assert issue["ref"] == "I73"
    assert set(issue) == {
        *("ref", "number", "kind", "text", "side", "meeting", "item", "at", "after_room", "term_id"),
        *("state", "anonymous", "heard", "owner", "answer_by", "answer", "answered_on", "age"),
        *("understood", "helps", "merged_into", "times_raised", "me_too"),
    }
    promise = run("metric", "list", "--json").json[0]
    assert (promise["period"], promise["standing"]) == ("2026-10", "ahead")
    assert run("metric", "show", "mql", "--json").json[0]["period"] == "2026-10"
    found = run("status", "--json").json
    assert (found["period"], found["next_on"], found["live"]) == ("2026-10", "2026-11-03", None)
    assert found["missing"]
    assert run("glossary", "show", "persona", "--json").json["agreed"] is None
    assert run("minutes", "show", "--json").json["meeting"]["name"] == "2026-10-06-monthly"


# ---- agendas, glossary, doctor ----


def test_checks_exit_0_1_or_2(run: Run, in_new: Path) -> None:
    agenda = in_new / "agendas" / "monthly.yaml"
    assert run("agenda", "check").code == 0
    whole = agenda.read_text("utf-8")
    agenda.write_text(whole + "strange: key\n", "utf-8")
    warned = run("agenda", "check", "agendas/monthly.yaml")
    assert (warned.code, warned.out) == (1, "")
    assert "agendas/monthly.yaml:" in warned.err
    agenda.write_text("items: [", "utf-8")
    assert run("agenda", "check").code == 2
    faults = run("agenda", "check", "--json")
    assert (faults.code, faults.err) == (2, "")
    assert set(faults.json[0]) == {"file", "line", "column", "message", "fix", "level", "rule"}
    (in_new / "glossary.yaml").unlink()
    assert run("glossary", "check").code == 2
    assert "smeeting init" in run("glossary", "check").err


def test_files_can_be_checked_while_the_database_is_broken(run: Run, in_new: Path) -> None:
    (in_new / "smeeting.db").write_bytes(b"no database")
    assert run("agenda", "check").code == 0
    assert run("glossary", "check").code == 0
    assert run("glossary", "list").code == 0
    doctor = run("doctor")
    assert doctor.code == 1
    assert "FAULT  database" in doctor.out
    status = run("status")
    assert (status.code, status.out) == (2, "")
    assert "smeeting.db" in status.err


def test_a_named_file_is_checked_without_a_workspace(
    run: Run, in_new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    assert run("agenda", "check", str(in_new / "agendas" / "pulse.yaml")).out == "1 checked, no faults\n"
    assert run("glossary", "check", str(in_new / "glossary.yaml")).out == "no faults\n"
    assert run("glossary", "check").code == 2
    assert run("-C", "nowhere", "agenda", "check", str(in_new / "agendas" / "pulse.yaml")).code == 2
    assert list(empty.iterdir()) == []


def test_a_broken_agenda_is_told_beside_the_others(run: Run, in_new: Path) -> None:
    (in_new / "agendas" / "pulse.yaml").write_text("items: [", "utf-8")
    ran = run("agenda", "list")
    assert "monthly" in ran.out
    assert ran.err == "smeeting: agendas/pulse.yaml can't be read; smeeting agenda check says why\n"


def test_no_agenda_is_nothing_to_check(run: Run, in_new: Path) -> None:
    for path in (in_new / "agendas").iterdir():
        path.unlink()
    assert "smeeting init" in run("agenda", "check").err
    assert run("agenda", "list").out == "No agenda yet. smeeting init makes starter agendas.\n"


def test_schemas_are_printed(run: Run) -> None:
    for noun in ("agenda", "glossary"):
        assert run(noun, "schema").json["title"]


def test_a_term_is_shown_with_everything_that_is_known(run: Run, in_demo: Path) -> None:
    card = lines(run("glossary", "show", "MQL"))
    assert card[0] == "MQL  Marketing-qualified lead"
    assert "measured: marketing owes sales, target 120 leads, higher is better" in card
    assert any(line.startswith("agreed (Tue 7 Jul 2026, 2026-07-07-monthly): ") for line in card)
    assert "did you mean mql?" in run("glossary", "show", "mqll").err
    assert lines(run("glossary", "list", "--status", "draft"))[1].split() == ["Signal", "draft"]


def test_words_that_wait_are_written_when_the_file_is_whole_again(run: Run, in_new: Path) -> None:
    from smeeting.services import glossaries
    from smeeting.services.desk import open_desk

    assert run("glossary", "write").out == "Everything settled or disputed is in glossary.yaml.\n"
    path = in_new / "glossary.yaml"
    whole = path.read_text("utf-8")
    run("start")
    with open_desk(None) as desk:
        term = glossaries.find(desk, "persona")
        path.write_text("terms: [", "utf-8")
        meeting = the_live(desk, desk.now())
        glossaries.settle(desk, meeting, term, "Words.", {"marketing": "like", "sales": "like"}, desk.now())
    waits = run("glossary", "write")
    assert (waits.code, waits.out) == (1, "")
    assert waits.err.startswith("smeeting: Persona: ")
    path.write_text(whole, "utf-8")
    assert lines(run("glossary", "write")) == ["Persona  agreed, in glossary.yaml now"]
    assert "agreed" in run("glossary", "show", "persona").out


def test_a_dispute_that_waits_is_told_and_written_later(run: Run, in_new: Path) -> None:
    path = in_new / "glossary.yaml"
    whole = path.read_text("utf-8")
    run("start")
    # An entry that another one borrows from is not edited.
    path.write_text(
        "terms:\n  - &p\n    id: persona\n    term: Persona\n  - <<: *p\n    id: x\n    term: X\n"
    )
    said = run("note", "#dispute persona nobody has met one").out
    assert "Persona is disputed; glossary.yaml stays as it is" in said
    assert "the status disputed in glossary.yaml: Persona" in run("status").out
    assert run("glossary", "write").code == 1
    path.write_text(whole, "utf-8")
    assert lines(run("glossary", "write")) == ["Persona  disputed, in glossary.yaml now"]


# ---- a meeting from the shell ----


def test_a_whole_meeting_from_the_shell(run: Run, in_new: Path) -> None:
    assert "item 1 of 5, Opening, 0 of 5 min" in run("start", "monthly").out
    assert run("note", "#here Ben (Sales), Ann (Marketing)").out == "here: Ben, Ann\n"
    assert "item 2 of 5" in run("next").out
    assert run("note", "#metric", "MQL", "132").code == 0
    assert run("note", "#decision report MQLs weekly").out == "D1  report MQLs weekly\n"
    assert "item 1 of 5" in run("back").out
    assert "paused" in run("pause").out
    assert "running" in run("resume").out
    assert "of 7 min" in run("extend").out
    assert run("status").out.startswith("now        ")
    closed = run("close")
    assert "closed" in closed.out
    assert closed.err == "next: smeeting minutes export\n"
    exported = lines(run("minutes", "export"))[0]
    assert "report MQLs weekly" in Path(exported).read_text("utf-8")
    assert run("minutes", "export", "-o", "-").out == run("minutes", "show").out
    assert run("minutes", "export", "-o", "-").out == Path(exported).read_text("utf-8")


def test_a_move_without_a_meeting_says_how_to_start_one(run: Run, in_new: Path) -> None:
    for verb in ("next", "back", "pause", "resume", "extend", "close"):
        assert run(verb) == Ran(2, "", "smeeting: no meeting is running; smeeting start starts one\n")
    assert run("start", "nonsense").code == 2
    assert not (in_new / "smeeting.db").exists()


def test_a_clock_left_alone_is_mentioned(run: Run, in_new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from smeeting.services import meetings

    run("start")
    monkeypatch.setattr(meetings, "unattended_s", lambda *_: 3600)
    assert "the clock ran 60 min with nobody doing anything" in run("next").err


# ---- capture lines ----


def test_each_line_of_standard_input_gets_its_receipt_and_bad_ones_are_told(run: Run, in_new: Path) -> None:
    run("start")
    ran = run("note", "-", stdin="#note one\n\n#acton x\r\n#decision two\nthree\n")
    assert ran.code == 2
    assert ran.out == "N1  one\nD2  two\n"
    told = ran.err.splitlines()
    assert [line.partition(": ")[2].partition(":")[0] for line in told] == ["line 3", "line 5"]
    assert "did you mean #action?" in told[0]


def test_bytes_that_are_no_text_spoil_only_their_line(run: Run, in_new: Path) -> None:
    run("start")
    ran = run("note", "-", stdin=b"#note one\n#note \xff\xfe\n#note three\n")
    assert (ran.code, ran.out) == (2, "N1  one\nN2  three\n")
    assert "line 2" in ran.err


@pytest.mark.parametrize("line", ["", "  ", "hello", "#note"])
def test_a_refused_line_is_bad_input(run: Run, in_new: Path, line: str) -> None:
    run("start")
    ran = run("note", line)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("smeeting: ")


def test_without_a_meeting_a_file_of_lines_is_refused_once(run: Run, in_new: Path) -> None:
    ran = run("note", "-", stdin="#note one\n#note two\n")
    assert ran == Ran(2, "", "smeeting: no meeting is running; smeeting start starts one\n")


def test_an_anonymous_line_is_taken_from_standard_input_only(run: Run, in_new: Path) -> None:
    run("start")
    assert "shell's history" in run("note", "#issue anon secret").err
    receipt = lines(run("note", "-", stdin="#issue anon secret\n"))[0]
    assert receipt.startswith("anon-")
    assert run("issue", "list").err == "smeeting: 1 anonymous issue unread until the room opens them\n"
    assert lines(run("undo", receipt.split()[0])) == ["taken back: the anonymous issue, for good"]


def test_undo_works_between_meetings_and_says_what_it_took_back(run: Run, in_new: Path) -> None:
    run("issue", "add", "leads", "are", "cold")
    assert run("undo").out == "taken back: issue: leads are cold\n"
    assert run("undo").code == 2
    run("action", "add", "Ben", "bring the list")
    run("action", "done", "A2", "brought")
    run("undo")
    assert run("action", "show", "A2", "--json").json["state"] == "open"
    assert run("undo", "A2").out == "taken back: A2 bring the list\n"


def test_undo_leaves_alone_what_another_terminal_did(
    run: Run, in_new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getsid", lambda _: 1)
    run("issue", "add", "from here")
    monkeypatch.setattr("os.getsid", lambda _: 2)
    run("issue", "add", "from there")
    monkeypatch.setattr("os.getsid", lambda _: 1)
    assert run("undo").out == "taken back: issue: from here\n"
    assert "only what was done from here" in run("undo").err


# ---- issues and actions ----


def test_an_issue_is_aired_owned_answered_and_closed(run: Run, in_new: Path) -> None:
    assert run("issue", "add", "--side", "SALES", "leads", "are", "cold").out == "I1  sales: leads are cold\n"
    owned = run("issue", "own", "I1", "Ann", "--by", "2026-12-03").out
    assert owned == "I1  Ann answers it by Thu 3 Dec 2026\n"
    assert run("issue", "close", "I1").code == 2
    # Whether that is in time depends on the day the test runs.
    assert run("issue", "answer", "i1", "warm", "now").out.endswith(": warm now\n")
    assert run("issue", "close", "1").out == "I1  closed: leads are cold\n"
    shown = lines(run("issue", "show", "I1"))
    assert shown[:3] == ["I1  closed, new", "leads are cold", "raised: sales, between meetings"]
    assert "answer: warm now" in shown
    assert run("issue", "list").out == "No open issues.\n"


def test_an_issue_is_withdrawn_with_a_word(run: Run, in_new: Path) -> None:
    run("issue", "add", stdin="the form is long\n")
    assert run("issue", "withdraw", "I1").code == 2
    assert run("issue", "withdraw", "I1", "it", "was", "ours").out == "I1  withdrawn: it was ours\n"
    assert "withdrawn: it was ours" in run("issue", "show", "I1").out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["issue", "add", "--side", "legal", "x"], "teams are: marketing, sales"),
        (["issue", "add"], "there is no text"),
        (["issue", "add", "--anonymous", "x"], "shell's history"),
        (["issue", "add", "--anonymous", "--side", "sales"], "leave out --side"),
        (["issue", "show", "one"], "ids look like I14"),
        (["issue", "show", "I99"], "no issue I99"),
        (["issue", "own", "I99", "Ann"], "no issue I99"),
        (["action", "add", "Ben", "--by", "someday", "x"], "'someday' is no date"),
        (["action", "add", "Ben", " "], "there is no text"),
        (["action", "done", "A99"], "no action A99"),
        (["metric", "set", "MQL", "many"], "'many' is no number"),
        (["metric", "set", "MQL", "n/a"], "a missing value is left out"),
        (["metric", "set", "MQL", "5", "--period", "2026-13"], "no month"),
        (["metric", "set", "MQL", "5", "--period", ""], "no period"),
        (["metric", "set", "MQL", "5", "--target", "--note", "x"], "leave out --note"),
        (["metric", "set", "nonsense", "5"], "no metric 'nonsense'"),
        (["metric", "import", "none.csv"], "no such file"),
        (["minutes", "show"], "smeeting run holds the first"),
        (["minutes", "export", "2020-01-01-monthly"], "no meeting '2020-01-01-monthly'"),
        (["agenda", "show", "montly"], "did you mean monthly?"),
        (["-C", "nowhere", "status"], "no folder"),
    ],
)
def test_bad_input_says_what_would_be_right(run: Run, in_new: Path, typed: list[str], said: str) -> None:
    ran = run(*typed)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_an_action_is_added_assigned_done_or_dropped(run: Run, in_new: Path) -> None:
    assert run("action", "add", "?", "bring", "the", "list").out == "A1  nobody yet: bring the list\n"
    assert run("action", "assign", "A1", "Ben", "--by", "2026-12-03").out == (
        "A1  Ben does it by Thu 3 Dec 2026\n"
    )
    assert run("action", "assign", "A1", "Ann").out == "A1  Ann does it by Thu 3 Dec 2026\n"
    assert run("action", "done", "A1", "brought").out.endswith(": bring the list\n")
    run("action", "add", "Ben", "call")
    assert run("action", "drop", "A2", "fair is off").out == "A2  dropped: fair is off\n"
    assert "why: fair is off" in run("action", "show", "A2").out
    assert run("action", "list").out == "No open actions.\n"
    assert len(lines(run("action", "list", "--all"))) == 3


# ---- metrics, search, workspaces ----


def test_metrics_are_set_and_imported(run: Run, in_new: Path) -> None:
    assert run("metric", "set", "mql", "1,300", "--period", "2026-03").out == "MQL 2026-03: 1,300\n"
    assert (
        run("metric", "set", "mql", "-5", "--period", "2026-03", "--target").out == "MQL 2026-03: target -5\n"
    )
    Path("v.csv").write_text("period,metric,value\n2026-03,mql,7\n2026-04,mql,8\n")
    dry = lines(run("metric", "import", "v.csv", "--dry-run"))
    assert dry == [
        "new      2026-04 mql: 8",
        "changed  2026-03 mql: 1,300 → 7",
        "1 would be new, 1 would be changed, 0 the same",
    ]
    assert lines(run("metric", "import", "v.csv"))[-1] == "1 new, 1 changed, 0 the same"
    again = run("metric", "import", "v.csv", "--json").json
    assert (again["new"], again["changed"], again["same"]) == ([], [], 2)
    Path("bad.csv").write_text("period,metric,value\n2026-03,mql,7\n2026-04,nonsense,8\n")
    bad = run("metric", "import", "bad.csv")
    assert (bad.code, bad.out) == (2, "")
    assert bad.err.startswith("bad.csv:3:9: ")


def test_the_scorecard_is_of_the_period_a_meeting_looks_at(run: Run, in_new: Path) -> None:
    run("metric", "set", "mql", "7", "--period", "2018-05")
    assert lines(run("metric", "list"))[0] == "2018-05"
    assert run("status", "--json").json["period"] == "2018-05"


def test_search_takes_anything_as_text(run: Run, in_demo: Path) -> None:
    assert len(lines(run("search", "phone", "--limit", "2"))) == 3
    for query in ("50%", '"', "-x", "NEAR(a", "AND", "\x1b[31m"):
        assert run("search", query).code == 0


def test_init_makes_the_folder_that_is_named_as_the_workspace(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = run("-C", "ours", "init")
    assert first.err == "next: edit ours/agendas/monthly.yaml, then: smeeting -C ours run\n"
    assert [one.name for one in tmp_path.iterdir()] == ["ours"]
    twice = run("-C", "ours", "init", "theirs")
    assert (twice.code, twice.err) == (
        2,
        "smeeting: -C names 'ours', and DIR 'theirs'; name the folder once\n",
    )


def test_init_says_what_it_made_and_where_to_go_on(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = run("init", "our meetings")
    assert "made  glossary.yaml" in lines(first)
    assert first.err.endswith("then: smeeting -C 'our meetings' run\n")
    assert {line[:4] for line in lines(run("init", "our meetings"))} == {"kept"}
    assert run("init", "our meetings/glossary.yaml").code == 2
    assert run("status").code == 2
    assert run("-C", "our meetings", "status").code == 0


def test_demo_makes_a_workspace_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("demo", "--no-open") == Ran(0, "made  smeeting-demo\n", "next: smeeting -C smeeting-demo\n")
    assert run("demo", "--no-open").out == "kept  smeeting-demo (it was there already)\n"
    monkeypatch.setenv("SMEETING_WORKSPACE", "smeeting-demo")
    assert json.loads(run("minutes", "list", "--json").out)[0]["state"] == "final"


def test_status_is_aligned_and_calm(run: Run, in_demo: Path) -> None:
    told = lines(run("status"))
    labels = [line[:11].strip() for line in told]
    assert [label for label in labels if label] == [
        "last met",
        "next",
        "2026-10",
        "open",
        "late",
        "answered",
        "in time",
        "anonymous",
        "disputed",
        "missing",
    ]
    assert all(line[10] == " " and line[11] != " " for line in told)
    assert max(map(len, told)) <= 100


def test_a_new_workspace_has_a_status_too(run: Run, in_new: Path) -> None:
    told = lines(run("status"))
    assert told[0] == "last met   never; smeeting run holds the first meeting"
    assert "open       0 issues, 0 actions" in told
    assert not (in_new / "smeeting.db").exists()
