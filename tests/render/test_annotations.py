from smeeting.domain.errors import Fault
from smeeting.render.annotations import annotation


def test_a_fault_is_a_workflow_command() -> None:
    fault = Fault("glossary.yaml", 3, 7, "Deal is related to 'x'", "did you mean y?", "warning", "dangling")
    assert annotation(fault) == (
        "::warning file=glossary.yaml,line=3,col=7,title=smeeting dangling"
        "::Deal is related to 'x'; did you mean y?"
    )
    assert annotation(Fault("a", 0, 0, "empty")) == "::error file=a,line=1,col=1,title=smeeting::empty"


def test_what_would_end_a_command_or_a_property_is_escaped() -> None:
    fault = Fault("a,b:c%d\r\n.yaml", 1, 1, "100 %, so: x::y")
    assert annotation(fault) == (
        "::error file=a%2Cb%3Ac%25d%0D%0A.yaml,line=1,col=1,title=smeeting::100 %25, so: x::y"
    )


def test_hostile_text_stays_in_its_line_and_is_shown() -> None:
    (line,) = annotation(Fault("a", 1, 1, "x\n::error::y\x1b[31m")).splitlines()
    assert "\x1b" not in line
    assert line.startswith("::error file=a")
