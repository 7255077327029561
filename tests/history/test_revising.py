"""When a drill became another: noted once, at the first answer to it, and told with the answers before."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cardgrad.history.event import ANSWER, REVISION, Event
from cardgrad.history.revising import last_revision, note, revisions
from cardgrad.scheduling.schedule import QUIZ, STUDY


def answer(day: int, revision: str | None, purpose: str = STUDY) -> Event:
    facts: dict[str, Any] = {} if revision is None else {"problem": {"revision": revision}}
    return Event("d", day, 0, 0, 0, day, ANSWER, "d/a", 4, purpose, None, facts)


def noted(day: int, revision: str) -> Event:
    return Event("d", day, 0, 0, 0, day, REVISION, "d/a", None, None, revision, {})


def test_the_first_answer_to_another_revision_is_noted_and_no_later_one() -> None:
    assert note("d/a", None, "x") == ()
    assert note("d/a", "x", "x") == ()
    assert note("d/a", "x", None) == ()  # a flashcard has none
    (happening,) = note("d/a", "x", "y")
    assert (happening.kind, happening.card, happening.target, happening.facts) == (REVISION, "d/a", "y", {"was": "x"})


def test_a_change_is_told_with_the_day_it_was_met_and_the_answers_before_it() -> None:
    events = [answer(1, "x"), answer(2, "x", QUIZ), noted(5, "y"), answer(5, "y"), answer(6, "x", QUIZ), noted(9, "x")]
    assert revisions(events) == [(5, "y", 2), (9, "x", 4)]
    assert last_revision(events) == "x"
    assert last_revision(events[:-1]) == "y"  # an old paper, marked late, is no change


def test_answers_from_before_there_were_notes_say_it_themselves() -> None:
    assert revisions([answer(1, None), answer(2, "x"), answer(3, "y")]) == [(3, "y", 2)]


@given(st.lists(st.sampled_from(["x", "y", None]), max_size=12))
def test_with_notes_before_the_answers_each_change_is_told_once(met: list[str | None]) -> None:
    events: list[Event] = []
    changes, last = 0, None
    for day, revision in enumerate(met):
        written = note("d/a", last_revision(events), revision)
        events += [noted(day, happening.target or "") for happening in written]
        events.append(answer(day, revision))
        changes += revision is not None and last not in (None, revision)
        last = revision or last
    assert len(revisions(events)) == changes == sum(event.kind == REVISION for event in events)
