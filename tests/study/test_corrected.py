"""Cards that were corrected: who learned them wrongly sees them in the next session, with what was wrong."""

from collections.abc import Callable
from typing import Any

from cardgrad.history.event import REVISION
from cardgrad.history.reading import events_of
from cardgrad.study.outlook import outlook

Begin = Callable[..., Any]

CARDS = """
cards:
  - {id: one, front: first, back: A, why: because}
  - {id: two, front: second, back: B}
  - {id: three, front: third, back: C}
"""
CORRECTED = CARDS.replace("id: two", "id: two, corrected: 2026-03-04 the minus sign was missing")
LINE = "Corrected on 2026-03-04, since you answered this: the minus sign was missing"
DRILL = "cards:\n- {{id: mul, graph: 'f = {}', given: {{x: int 2..9, y: int 11..19}}, ask: [d/dx, d/dy]}}\n"


def learned(play: Begin, text: str = CARDS) -> Any:
    """A session in which all three cards were learned well, two days before the correction."""
    played = play(d=text).start(new=3).press(*["space", "4"] * 3)
    assert played.view.stage == "finished"
    return played


def corrected(played: Any, days: float, text: str = CORRECTED) -> Any:
    played.write(d=text)
    played.library = played.read()
    return played.later(days=days)


def test_a_corrected_card_comes_first_though_it_is_not_due_with_the_line_above_the_question(play: Begin) -> None:
    played = learned(play)
    played.later(days=1).start().press(*["space", "4"] * 3)  # all are due in six days now
    played = corrected(played, 2).start(new=0)
    assert (played.card, played.view.header.standing, played.view.header.total) == ("d/two", "corrected", 1)
    assert [block.role for block in played.view.blocks] == ["corrected", "question"]
    assert played.texts("corrected") == [LINE]
    played.press("space")
    assert [block.role for block in played.view.blocks] == ["corrected", "question", "answer"]
    before = played.history.schedule("d/two")
    played.press("4")
    after = played.history.schedule("d/two")
    assert played.view.stage == "finished"
    assert after == before._replace(answers=before.answers + 1)  # an early pass is practice
    assert played.grades("d/two")[-1] == (4, "study")


def test_it_comes_once(play: Begin) -> None:
    played = corrected(learned(play), 10).start().press("space", "4")
    assert played.card in ("d/one", "d/three")  # which are due
    assert played.texts("corrected") == []
    assert played.later(days=90).start().press("space", "4").press("space", "4").texts("corrected") == []


def test_a_fail_on_an_early_day_lapses_and_comes_again_the_same_day_without_the_line(play: Begin) -> None:
    played = learned(play).later(days=1).start().press(*["space", "4"] * 3)
    played = corrected(played, 2).start().press("space", "1")
    schedule = played.history.schedule("d/two")
    assert (schedule.lapses, schedule.interval) == (1, 1)
    assert (played.card, played.view.header.standing) == ("d/two", "once more today")
    assert played.texts("corrected") == []


def test_an_undone_answer_brings_the_line_back(play: Begin) -> None:
    played = corrected(learned(play), 10).start().press("space", "4").press("u")
    assert played.card == "d/two"
    assert played.texts("corrected") == [LINE]


def test_a_card_put_off_comes_again_with_its_line_tomorrow(play: Begin) -> None:
    played = learned(play).later(days=1).start().press(*["space", "4"] * 3)
    played = corrected(played, 2).start().press("-")
    assert played.view.stage == "finished"
    assert played.start().view.stage == "finished"
    assert played.later(days=1).start().texts("corrected") == [LINE]


def test_who_meets_the_card_new_or_before_the_day_sees_nothing(play: Begin) -> None:
    played = play(d=CORRECTED).start(new=3)  # two days before the correction
    for _ in range(3):
        assert played.texts("corrected") == []
        played.press("space", "4")
    played = play(d=CORRECTED).later(days=30).start(new=3).press("space", "4")
    assert (played.card, played.texts("corrected")) == ("d/two", [])


def test_it_takes_no_place_of_a_new_card(play: Begin) -> None:
    played = play(d=CARDS).start(new=2).press(*["space", "4"] * 2)
    played.later(days=1).start(new=0).press(*["space", "4"] * 2)
    played = corrected(played, 2).start(new=1)
    assert played.view.header.total == 2
    assert outlook(played.library, played.history, played.now.study_day(), 1)[3:5] == (1, 1)


def test_practice_shows_the_line_and_settles_it(play: Begin) -> None:
    played = corrected(learned(play).later(days=1).start().press(*["space", "4"] * 3), 2)
    found = outlook(played.library, played.history, played.now.study_day(), 0)
    assert (found.corrected, found.early, found.due) == (1, 1, 0)
    from cardgrad.study.practising import practice_plan, practised
    from cardgrad.study.session import Session

    day = played.now.study_day()
    plan = practice_plan([played.library.slots()[1]], practised(played.history, day), "s")
    played.session = Session(played.library, played.history, plan, "s", played.now)
    assert played.texts("corrected") == [LINE]
    played.press("space", "4")
    assert outlook(played.library, played.history, day, 0).corrected == 0


def test_a_corrected_card_that_is_due_counts_once(play: Begin) -> None:
    played = corrected(learned(play), 10)
    found = outlook(played.library, played.history, played.now.study_day(), 0)
    assert (found.corrected, found.early, found.due) == (1, 0, 3)
    assert played.start(new=0).view.header.total == 3


def test_a_drill_whose_graph_changed_is_noted_before_its_next_answer_and_keeps_its_schedule(play: Begin) -> None:
    played = play(d=DRILL.format("x * y")).start().press("space").enter("", "")
    before = played.history.schedule("d/mul")
    corrected(played, 1, DRILL.format("x * y + x")).start()
    assert played.history.schedule("d/mul") == before
    played.enter("", "").press("space").enter("", "")
    assert played.kinds("d/mul") == ["answer", REVISION, "answer", "answer"]
    note = events_of(played.history, "d/mul")[1]
    assert note.target == played.answers("d/mul")[1].facts["problem"]["revision"]
    assert note.facts == {"was": played.answers("d/mul")[0].facts["problem"]["revision"]}
    assert note.target != note.facts["was"]


def test_a_drill_whose_texts_changed_is_the_same(play: Begin) -> None:
    played = play(d=DRILL.format("x * y")).start().press("space").enter("", "")
    corrected(played, 1, DRILL.format("x * y").replace("ask:", "hint: h, tags: [t], ask:")).start().enter("", "")
    assert played.kinds("d/mul") == ["answer", "answer"]


def test_a_note_survives_the_undoing_of_its_answer_and_is_not_written_twice(play: Begin) -> None:
    played = play(d=DRILL.format("x * y")).start().press("space").enter("", "")
    corrected(played, 1, DRILL.format("x + y")).start().enter("", "").press("u").enter("", "")
    assert played.kinds("d/mul") == ["answer", REVISION, "answer"]
    assert played.agrees()


def test_a_picture_is_named_below_the_question_of_every_kind_of_card(play: Begin) -> None:
    from pathlib import Path

    kinds = (
        "front: Q, back: A",
        "cloze: 'a {{b}}'",
        "prompt: Q, choice: {right: r, wrong: [w]}",
        "prompt: Q, steps: [x, y]",
        "prompt: Q, type: [t]",
        "graph: f = x * y, given: {x: int 2..9, y: int 2..9}, ask: [d/dx]",
    )
    text = "".join(f"- {{id: k{n}, {kind}, image: {{file: p.png, alt: a $x^2$}}}}\n" for n, kind in enumerate(kinds))
    played = play(d="cards: [{id: x, front: Q, back: A}]\n")
    picture = Path(__file__).parents[1] / "decks" / "pictures" / "seven-by-five.png"
    (played.folder / "p.png").write_bytes(picture.read_bytes())
    played.write(d=f"cards:\n{text}")
    played.library = played.read()
    assert played.library.faults == ()
    played.start()
    for _ in kinds:
        if played.view.stage == "example":
            played.press("space")
        assert [block.role for block in played.view.blocks][:2] == ["question", "image"]
        assert played.texts("image") == ["image: p.png (a $x^2$)"]
        played.press("-")
