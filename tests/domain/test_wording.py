import pytest

from smeeting.domain.wording import sounds_like_fix


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
