import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.wording import about_process, sounds_like_fix


@pytest.mark.parametrize(
    "text",
    [
        "We should call leads within an hour",
        "leads are cold; let's score them",
        "Let’s just buy a list",
        "why don't you call them",
        "Why  don’t\nwe meet weekly",
        "we could just send the phone number",
        "you need to answer faster",
        "the solution is a new form",
        "The obvious fix would be a script",
        "how about a shared inbox",
        "what if we wrote it down",
        "I suggest a checklist",
        "I'd recommend a checklist",
        "couldn't you just ask",
        "we should have a shared list",
    ],
)
def test_a_proposal_sounds_like_a_fix(text: str) -> None:
    assert sounds_like_fix(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "leads came without phone numbers",
        "we could not reach them",
        "we should have known of the campaign",
        "you should not have been left waiting",
        "the CRM lets us down",
        "outlet's list was empty",
        "the fixture is late",
        "shoulder season hurts, we shouldered it",
        "we asked how the abouts were",
        "we have to type every lead twice",
    ],
)
def test_a_difficulty_does_not(text: str) -> None:
    assert not sounds_like_fix(text)


def test_a_very_long_text_is_read_at_once() -> None:
    assert not sounds_like_fix("we " * 30_000 + "we" + " " * 30_000)


PEOPLE = {
    "Ben Fischer": "Sales",
    "Anna Lee": "Marketing",
    "Ann Bo": "Sales",
    "Will Young": "Sales",
    "José Díaz": "",
    "Anna-Lena Kurz": "Sales",
    "Kim Alt": "Sales",
    "Kim Neu": "Marketing",
    "(x": "Sales",
    "?": "Sales",
    "Sales": "Marketing",
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ben never calls back", "Sales rarely calls back"),
        ("BEN NEVER CALLS", "Sales RARELY CALLS"),
        ("ben fischer  forgot", "Sales  forgot"),
        ("Ben  Fischer forgot", "Sales forgot"),
        ("Ben's leads and Anna's forms", "Sales' leads and Marketing's forms"),
        ("Ben’s leads", "Sales’ leads"),
        ("Kim forgot", "Somebody forgot"),
        ("we asked José, José Díaz", "we asked somebody, somebody"),
        ("Jose\u0301 forgot", "Somebody forgot"),
        ("Anna-Lena forgot, not Ann", "Sales forgot, not Sales"),
        ("every time we send a brief it is late", "often when we send a brief it is late"),
        ("it is late every single time.", "it is late often."),
        ("late every time and wrong", "late often and wrong"),
        ("Nobody ever reads it", "Hardly anybody reads it"),
        ("No  one\never reads it", "Hardly anybody reads it"),
        ("never ever", "rarely"),
        ("it is always, ALWAYS late", "it is often, OFTEN late"),
        ("I asked Will and will ask", "I asked Sales and will ask"),
        ("(x forgot", "Sales forgot"),
    ],
)
def test_blame_is_said_about_the_process(text: str, said: str) -> None:
    assert about_process(text, PEOPLE) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "leads came without phone numbers",
        "the benefit of sales",
        "Sales is late",
        "we almost never meet",
        "it isn't always so, and not always clear",
        "the always-on campaign",
        "nevertheless the neverending form",
        "Will we meet? Will it help",
        "mail ben@example.org or @ben",
        "O'Ben, Ben-Ali and Ben_2",
        "two people forgot [link](javascript:alert(1)) \x1b[31m ' OR 1=1 --",
        "\u202eneB",
        "?",
    ],
)
def test_a_text_without_blame_is_left_alone(text: str) -> None:
    assert about_process(text, PEOPLE) == ""


def test_without_anybody_known_the_words_still_count() -> None:
    assert about_process("Ben never calls", {}) == "Ben rarely calls"


@given(
    st.lists(
        st.sampled_from(
            [
                "Ben",
                "anna lee",
                "always",
                "never",
                "every time",
                "nobody ever",
                "we",
                "Kim's",
                " ",
                "\n",
                ".",
                "'",
            ]
        )
    )
)
def test_what_is_offered_blames_nobody_any_more(words: list[str]) -> None:
    said = about_process(" ".join(words), PEOPLE)
    assert about_process(said, PEOPLE) == ""


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_any_text_and_any_names_can_be_asked_about(text: str, people: dict[str, str]) -> None:
    assert about_process(text, people) != text or not text


@pytest.mark.parametrize(
    "word", ["always ", "every ", "Will ", "Ben's", "no one ", "every time ", "'", "\u00a0"]
)
def test_blame_is_looked_for_at_once_in_a_very_long_text(word: str) -> None:
    about_process(word * 30_000, PEOPLE)
