import time

import pytest

from smeeting.domain.circles import circles, on_the_way_to_circles


@pytest.mark.parametrize(
    ("follows", "found"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c", "d"], "c": ["d"]}, []),
        ({"a": ["a"]}, [["a"]]),
        ({"a": ["b"], "b": ["a"]}, [["a", "b"]]),
        ({"a": ["b"], "b": ["c"], "c": ["a"], "x": ["a"]}, [["a", "b", "c"]]),
        ({"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"]}, [["a", "b", "c"]]),
        ({"a": ["b"], "b": ["c"], "c": ["b"], "d": ["e"], "e": ["d"]}, [["b", "c"], ["d", "e"]]),
        ({"a": ["b"], "b": ["c"], "c": ["a", "b"]}, [["b", "c"]]),
    ],
)
def test_circles_are_found_the_short_ones_first(
    follows: dict[str, list[str]], found: list[list[str]]
) -> None:
    assert circles(follows) == found


def test_what_leads_to_a_circle_is_known() -> None:
    follows = {"a": ["b"], "b": ["c"], "c": ["b", "d"], "d": ["e"], "x": ["d", "a"], "y": ["d"]}
    assert on_the_way_to_circles(follows) == {"a", "b", "c", "x"}
    assert on_the_way_to_circles({"a": ["a"], "b": []}) == {"a"}


def test_one_that_hangs_together_is_found_in_a_large_net() -> None:
    follows = {str(number): [str(number + step) for step in range(1, 20)] for number in range(20_000)}
    begun = time.process_time()
    assert circles(follows) == []
    follows["20018"] = ["0"]
    assert len(circles(follows)) == 1
    assert time.process_time() - begun < 10
