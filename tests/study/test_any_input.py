"""Whatever a learner presses or types: nothing breaks, every answer is in the log, and the cache is what it says."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cardgrad.study.view import FINISHED

Begin = Callable[..., Any]

DECK = """
notes: some notes
cards:
  - {id: front, front: Q, back: A, hint: H, reverse: true}
  - {id: gaps, cloze: "a {{x: b}} c {{y: d}}"}
  - {id: pick, prompt: which, choice: {right: a, wrong: [b, c]}}
  - {id: sort, prompt: sort, steps: [a, b, c]}
  - {id: word, prompt: name it, type: [multiplication]}
  - {id: net, graph: Z = X @ W, given: {X: 2x2 of int 2..9, W: 2x2 of int 2..9}, upstream: int 2..9, ask: [d/dX, Z]}
"""
KEYS = ["space", "enter", "end", "escape", *"012345u-@enhw?q:xΩ", "\x01"]
LINES = ["", " ", "a", "abc", "cba", "b c a", "multiplication", "wrong", ":hint", ":undo", ":u", ":skip", ":suspend"]
LINES += [":give-up", ":help", ":notes", ":quit", ":nonsense", ":", ":3", "4", "\x00", "\u202e", "𝟙", "²", "x" * 300]
LINES += ["1 2;", "3 4", "1 2; 3 4", "[[1 2],", "[3 4]]", "1 2; 3 4 | 5 6; 7 8", "1 2 3;", "1 x;", "? ?; ? ?", "]"]
INPUTS = st.lists(
    st.one_of(
        st.tuples(st.just("press"), st.sampled_from(KEYS)),
        st.tuples(st.just("enter"), st.sampled_from(LINES)),
        st.tuples(st.just("enter"), st.text(max_size=8)),
        st.tuples(st.just("later"), st.sampled_from(["0", "1", "6"])),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(INPUTS)
def test_any_sequence_of_inputs_keeps_every_answer_and_the_cache_in_step(
    play: Begin, inputs: list[tuple[str, str]]
) -> None:
    one = play(gates=DECK).start()
    for action, text in inputs:
        before = one.given()
        shown = len(one.session.record.given)
        if action == "later":
            one.later(days=int(text)).start()
            continue
        getattr(one, action)(text)
        view = one.view  # can be drawn from every state
        assert (view.stage == FINISHED) == (view.header is None)
        assert one.given() >= before  # nothing is ever taken out of the log
        assert len(one.session.record.given) <= shown + 1
        if one.session.editing:
            one.session.reload(one.read(), one.now)
        if one.session.over:
            one.start()
    assert one.agrees()
    assert _standing(one) == sum(schedule.answers for schedule in one.history.schedules().values())
    one.close()


def _standing(one: Any) -> int:
    """Return how many answers of the log no void has taken back."""
    ((count,),) = one.history.store.rows(
        "SELECT (SELECT count(*) FROM event WHERE kind = 'answer') - (SELECT count(*) FROM event v JOIN event e"
        " ON v.kind = 'void' AND e.kind = 'answer' AND v.target = e.device || '-' || e.sequence)"
    )
    return int(count)
