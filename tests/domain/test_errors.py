from smeeting.domain.errors import BadLineError, Fault, FaultsError


def test_an_error_says_what_is_wrong_and_what_would_be_right() -> None:
    assert str(BadLineError("no owner", "write one")) == "no owner; write one"
    assert str(BadLineError("no owner")) == "no owner"


def test_a_fault_names_its_place() -> None:
    assert str(Fault("a.yaml", 3, 7, "no kind", "add one")) == "a.yaml:3:7: no kind; add one"
    assert str(Fault("a.yaml", 0, 0, "empty", level="warning")) == "a.yaml:1:1: warning: empty"


def test_a_fault_shows_what_a_file_hides() -> None:
    assert str(Fault("a\x1b.yaml", 1, 1, "\u202e")) == "a␛.yaml:1:1: <U+202E>"


def test_all_faults_of_a_file_are_said() -> None:
    faults = (Fault("a", 1, 1, "one"), Fault("a", 2, 1, "two"))
    assert str(FaultsError(faults)) == "a:1:1: one\na:2:1: two"
    assert FaultsError(faults).faults == faults
