"""What many verdicts come to: acceptance by source, its trend, and the reasons that count."""

from smeeting.domain.verdicts import (
    MOST_REASONS,
    NO_REASON,
    STARTER_REASONS,
    Verdict,
    VerdictWord,
    summarised,
)


def verdict(number: int, word: VerdictWord, source: str = "Fair", reason: str = "") -> Verdict:
    return Verdict(number, f"lead:{number}", source, word, reason)


def test_acceptance_is_told_of_all_and_by_source_the_largest_first() -> None:
    found = summarised(
        [
            verdict(1, "accepted", "Web"),
            verdict(2, "rejected", "Fair", "too small"),
            verdict(3, "accepted", "Fair"),
            verdict(4, "recycled", "", "no need now"),
        ]
    )
    assert (found.overall.accepted, found.overall.judged, found.overall.share) == (2, 4, 0.5)
    assert [(one.source, one.accepted, one.judged) for one in found.by_source] == [
        ("Fair", 1, 2),
        ("", 0, 1),
        ("Web", 1, 1),
    ]


def test_the_meetings_before_are_what_it_is_held_against() -> None:
    before = [verdict(1, "accepted"), verdict(2, "rejected", reason="x"), verdict(3, "accepted", "Web")]
    found = summarised([verdict(4, "accepted")], before)
    assert found.overall.share_before == 2 / 3
    assert found.by_source[0].share_before == 0.5
    assert len(found.by_source) == 1


def test_without_a_verdict_there_is_no_share_rather_than_none_accepted() -> None:
    found = summarised([])
    assert (found.overall.share, found.overall.share_before, found.frequent()) == (None, None, ())


def test_the_three_most_frequent_reasons_come_first_and_accepted_leads_have_none() -> None:
    reasons = ["b", "a", "b", "c", "d", "a", "b", ""]
    sent_back = [verdict(at, "recycled", reason=reason) for at, reason in enumerate(reasons)]
    found = summarised([*sent_back, verdict(9, "accepted", reason="ignored")])
    assert found.frequent() == (("b", 3), ("a", 2), ("c", 1))
    assert (NO_REASON, 1) in found.overall.reasons


def test_the_starter_reasons_have_a_key_each_and_fit_a_line() -> None:
    assert len(STARTER_REASONS) <= MOST_REASONS
    assert len(set(STARTER_REASONS)) == len(STARTER_REASONS)
    assert all(0 < len(reason) <= 40 for reason in STARTER_REASONS)
