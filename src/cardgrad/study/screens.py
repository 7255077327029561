"""From where a session stands to what its screen says."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cardgrad.scheduling.schedule import GOOD_ENOUGH, PRACTICE, REPEAT, answered
from cardgrad.scheduling.sm2 import LAST_FAIL
from cardgrad.scheduling.study_day import iso_day
from cardgrad.study import command as c
from cardgrad.study import view as v
from cardgrad.study.attempt import Attempt
from cardgrad.study.tally import common_mistakes, practice_summary, summary
from cardgrad.study.view import Block, GradeKey, Header, View, in_days

if TYPE_CHECKING:
    from cardgrad.study.session import Session

_ALWAYS = (c.UNDO, c.SKIP, c.SUSPEND, c.EDIT, c.HELP, c.QUIT)


def view_of(session: "Session") -> View:
    """Return the screen for where the session stands."""
    attempt, stage = session.attempt, session.stage
    header = _header(session)
    if session.overlay:
        return View(stage, header, tuple(session.overlay), commands(session), remark=session.remark)
    blocks: list[Block] = []
    prompt: str | None = None
    recall: tuple[str, ...] = ()
    grades: tuple[GradeKey, ...] = ()
    if attempt is None:
        blocks = _summary(session)
    elif stage == v.EXAMPLE:
        blocks = [Block("label", "First a worked example, then one for you."), *attempt.question.example()]
    elif stage == v.ASKED:
        blocks = [*_corrected(session), *_asked(attempt)]
        prompt, recall = attempt.prompt, attempt.draft.recall if attempt.draft else ()
    elif stage == v.REVEALED:
        blocks = [*_corrected(session), *_asked(attempt), *attempt.question.explained()]
        grades = _grade_keys(session, attempt)
    else:
        grade = session.record.given[-1].grade
        judged = _judged(attempt, whole=session.whole)
        blocks = [*_corrected(session), *judged, Block("grade", _graded(session, attempt, grade))]
    return View(stage, header, tuple(blocks), commands(session), grades, prompt, session.remark, recall)


def _summary(session: "Session") -> list[Block]:
    """Return the finish screen, of a practice or of a session that moved schedules."""
    given = session.record.given
    if session.practice:
        done = practice_summary(given)
    else:
        done = summary(given, session.waiting(), session.coming(), session.today)
    return [*done, *common_mistakes(session.mistakes())] if given else done


def commands(session: "Session") -> tuple[c.Command, ...]:
    """Return what can be done where the session stands, in the order of the key bar."""
    stage, attempt = session.stage, session.attempt
    if session.over:
        return ()
    if session.overlay:
        return (c.NEXT,)
    if attempt is None:
        return (c.NEXT, c.UNDO, c.HELP, c.QUIT)
    notes = (c.NOTES,) if session.library.notes(attempt.question.card.deck) else ()
    always = tuple(c.PASS_OVER if command is c.SKIP else command for command in _ALWAYS) if _free(session) else _ALWAYS
    if stage == v.EXAMPLE:
        return (c.NEXT, *notes, *always)
    if stage == v.REVEALED:
        return (*notes, *always)
    if stage == v.JUDGED:
        working = (c.WORKING,) if attempt.question.card.kind == "drill" else ()
        return (c.NEXT, c.REGRADE, *working, *notes, *(command for command in always if command.key != c.SKIP.key))
    hint = (c.HINT,) if attempt.has_hint else ()
    answer = (*c.choosing(attempt.options), c.GIVE_UP) if attempt.question.tries else (c.REVEAL,)
    return (*answer, *hint, *notes, *always)


def help_lines(available: Iterable[c.Command]) -> list[Block]:
    """Return one line for each thing that can be done here: its key, its word, what it does."""
    lines = [Block("label", "Press a key, or type the word (its first letters are enough)")]
    for command in available:
        word = f":{command.word}" if command.word else ""
        lines.append(Block("key", command.meaning, f"{command.key:<6}{word:<9}"))
    return lines


def _header(session: "Session") -> Header | None:
    """Return where the learner is; nothing on the finish screen."""
    attempt = session.attempt
    if attempt is None:
        return None
    card = attempt.question.card
    title = next((deck.title for deck in session.library.decks if deck.id == card.deck), card.deck)
    if _free(session):
        standing = "practice"
    elif attempt.purpose in (REPEAT, PRACTICE):
        standing = "once more today" if attempt.purpose == REPEAT else "practice, ahead of its day"
    elif session.schedule.due is None:
        standing = "new"
    elif session.corrections:
        standing = "corrected"
    else:
        standing = "review"
    return Header(title, card.id, standing, *session.course.position)


def _corrected(session: "Session") -> list[Block]:
    """Return what was wrong with the card when the learner answered it last, which stands above the question."""
    return [
        Block("corrected", f"Corrected on {iso_day(day)}, since you answered this: {text}")
        for day, text in session.corrections
    ]


def _asked(attempt: Attempt) -> list[Block]:
    """Return the question, the hints taken, what became of the first try, and what is typed so far."""
    hints = [Block("hint", hint) for hint in attempt.question.hints()[: attempt.hints]] if attempt.hints else []
    begun = attempt.draft.shown if attempt.draft else []
    return [*attempt.question.shown(), *hints, *_tried(attempt), *begun]


def _tried(attempt: Attempt) -> Iterable[Block]:
    """Return an answer as it was understood, the verdict, and what is behind it."""
    judgement = attempt.judgement
    if attempt.reading and judgement:
        yield Block("said", attempt.reading.echo)
        if judgement.correct:
            yield Block("right", "Correct.")
        elif judgement.credited:
            yield Block("partly", f"Partly correct{': ' * bool(judgement.counted)}{judgement.counted}.")
        else:
            yield Block("wrong", "Not correct.")
        yield from judgement.remarks
        if not attempt.done:
            yield Block("plain", "Try once more.")


def _judged(attempt: Attempt, *, whole: bool) -> list[Block]:
    """Return the verdict's screen: question, answer given, verdict, the right answer and why."""
    verdict = [Block("plain", "Given up.")] if attempt.gave_up else list(_tried(attempt))
    return [*attempt.question.shown(), *verdict, *attempt.question.explained(whole=whole)]


def _graded(session: "Session", attempt: Attempt, grade: int) -> str:
    """Return the grade in words, and when the card comes back."""
    if _free(session):
        return f"Graded {grade}, {_named(grade)}; this is practice, so no schedule moves"
    back = _back(session, attempt, grade)
    again = grade < GOOD_ENOUGH and attempt.purpose != PRACTICE
    comings = [*(["again today"] if again else []), *([back] if back else [])]
    return f"Graded {grade}, {_named(grade)}{' → ' if comings else ''}{', then '.join(comings)}"


def _grade_keys(session: "Session", attempt: Attempt) -> tuple[GradeKey, ...]:
    """Return the grades that can be given and when the card would come back; equal days are said once, at the last."""
    if _free(session):
        return tuple(GradeKey(grade, _named(grade), "") for grade in range(1, 6))
    backs = {grade: _back(session, attempt, grade) for grade in range(1, 6)}
    return tuple(
        GradeKey(grade, c.GRADES[grade], "" if grade != LAST_FAIL and backs.get(grade + 1) == back else back)
        for grade, back in backs.items()
    )


def _named(grade: int) -> str:
    """Return a grade in a word or two, without what follows from it."""
    return c.GRADES[grade].partition(",")[0]


def _free(session: "Session") -> bool:
    """Tell whether the running turn is one of a practice, which no schedule hears of."""
    return session.practice and session.attempt is not None and session.attempt.purpose == PRACTICE


def _back(session: "Session", attempt: Attempt, grade: int) -> str:
    """Return when the running card would come back with a grade; nothing for a repeat, which moves no schedule."""
    due = answered(session.schedule, session.today, grade, attempt.purpose, session.policy).due
    return "" if due is None or attempt.purpose == REPEAT else in_days(due - session.today)
