"""`cardgrad quiz take`: a quiz at the screen, in one pass; the score and a review at the end."""

from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from cardgrad.cli.asking import Ask, asking
from cardgrad.cli.clock import now
from cardgrad.cli.completion import complete_deck, complete_tag
from cardgrad.cli.context import Context
from cardgrad.cli.quiz_make import As, Kind
from cardgrad.cli.screen import Screen
from cardgrad.errors import CardgradError, UsageError
from cardgrad.history.log import voiding
from cardgrad.quizzes.blueprint import BANDS, Pool
from cardgrad.quizzes.feedback import chosen_text, key_text, remark_text
from cardgrad.quizzes.item_mark import decimal_points
from cardgrad.quizzes.marking import Paper
from cardgrad.quizzes.naming import LETTERS
from cardgrad.quizzes.printing.words import words_of
from cardgrad.quizzes.quiz_event import answered
from cardgrad.quizzes.record import Form, Question, Record
from cardgrad.quizzes.record_file import read_record, record_path
from cardgrad.quizzes.seating import Seating
from cardgrad.quizzes.taking import Given, Taking
from cardgrad.study.tally import counted
from cardgrad.study.view import Block

_QUIT = (":q", ":quit")


def take(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUIZ|DECK]...", help="A quiz, a quiz file, or decks.", autocompletion=complete_deck),
    ] = None,
    questions: Annotated[int | None, typer.Option(min=1, max=200, help="So many questions, from decks.")] = None,
    tag: Annotated[
        list[str] | None, typer.Option(help="Only cards with this tag.", autocompletion=complete_tag)
    ] = None,
    kind: Annotated[list[Kind] | None, typer.Option(help="Only cards of this kind.")] = None,
    asked_as: Annotated[As | None, typer.Option("--as", help="Ask all questions as this.")] = None,
    band: Annotated[
        Literal["any", "easy", "medium", "hard"] | None, typer.Option(help="How hard drills' problems are.")
    ] = None,
    calculator: Annotated[
        bool | None, typer.Option("--calculator/--no-calculator", help="Whether problems may need a calculator.")
    ] = None,
    minutes: Annotated[int | None, typer.Option(min=1, max=1440, help="Stop at this time.")] = None,
    form: Annotated[str | None, typer.Option(help="Which form of a quiz; normally the first.")] = None,
    seed: Annotated[str | None, typer.Option(help="Draw the questions by this text; normally fresh ones.")] = None,
    schedule: Annotated[bool, typer.Option("--schedule", help="Let the answers move your schedule, too.")] = False,
) -> None:
    """Take a quiz: one pass, every answer kept as it is given; the score and a review at the end."""
    context = Context()
    pool = Pool(tuple(tag or ()), (), tuple(str(one) for one in kind or ()))
    said = {"kind": asked_as, "band": None if band is None else BANDS.index(band)}
    stated = {key: one for key, one in said.items() if one is not None}
    record = _record(what or [], pool, stated, questions, seed, calculator=calculator)
    chosen = Seating(record).form(form) if form else record.forms[0]
    if chosen is None:
        raise UsageError(f"{record.name} has no form {form}: it has {', '.join(one.id for one in record.forms)}.")
    sitting = _Sitting(context, record, chosen, minutes, moves=schedule)
    with ExitStack() as stack:
        ask = asking(sitting.screen, stack, patience=lambda: sitting.taking.seconds_left(now().instant))
        try:
            sitting.answer_all(ask)
            sitting.rate_all(ask)
        except KeyboardInterrupt:
            sitting.stop()
            sitting.screen.say("\nStopped; every answer given is kept.")
            raise typer.Exit(130) from None
    sitting.review()


class _Sitting:
    """Someone at the screen with a form in front of them."""

    def __init__(self, context: Context, record: Record, form: Form, minutes: int | None, *, moves: bool) -> None:
        self.history = context.history  # before the first question, since an answer that is given should be kept
        self.record, self.moves = record, moves
        self.screen = Screen()
        self.paper = Paper(form)
        self.taking = Taking(self.paper, now().instant, minutes)
        self.events: dict[str, str] = {}  # item -> id of the event of its answer
        self.screen.say(record.heading.title or record.name, "bold")
        time = f", {counted(minutes, 'minute')}" if minutes else ""
        self.screen.say(f"{counted(len(form.questions), 'question')}, {_worth(record.points)}{time}.")
        self.screen.say("There is no way back to a question; Enter twice leaves it blank, Ctrl-D ends the quiz.", "dim")

    def answer_all(self, ask: Ask) -> None:
        """Ask every question; each answer is in the history before the next one is asked."""
        from cardgrad.cli.terminal import TimeIsUpError

        taking, shown = self.taking, ""
        while not taking.over:
            question, part, kept = taking.question, taking.part, len(taking.given)
            if question.item != shown:
                self._show(question)
                shown = question.item
            try:
                line = ask(f"{part.label or 'answer'}{f' ({part.how})' if part.how else ''}")
            except EOFError:
                line = _QUIT[0]
            except TimeIsUpError:
                taking.run_out(now().instant)
                self._keep_all(kept)
                break
            if line.strip() in _QUIT:
                self.stop()
                break
            if refused := taking.enter(line, now().instant):
                self.screen.say(f"  {refused}.", "yellow")
            self._keep_all(kept)
        if taking.time_is_up:
            self.screen.say("\nTime is up; what was not entered by then does not count.", "yellow")

    def stop(self) -> None:
        """Leave what is not answered yet; boxes that are filled in count."""
        kept = len(self.taking.given)
        if not self.taking.over:
            self.taking.leave(now().instant)
        self._keep_all(kept)

    def rate_all(self, ask: Ask) -> None:
        """Ask what someone's own words are worth, beside the key."""
        for given in self.taking.unrated():
            self.screen.say(f"\n{given.question.number}. {given.question.prompt}", "bold")
            self.screen.raw(f"You: {given.cells[0]}")
            self.screen.block(_key(given.question))
            while True:
                try:
                    refused = self.taking.rate(given, ask(f"Points for that, 0 to {given.question.points}"))
                except EOFError:
                    return
                if not refused:
                    break
                self.screen.say(f"  {refused}.", "yellow")
            self._keep(given)

    def review(self) -> None:
        """Show the score, and every question that is not all right with its key and how it is come by."""
        marks = self.taking.marks()
        total = sum((mark.points or Fraction(0) for mark, _ in marks), Fraction(0))
        of = sum((mark.of for mark, _ in marks), Fraction(0))
        percent = decimal_points(100 * total / of) if of else "0"
        self.screen.say(f"\nScore: {decimal_points(total)} of {decimal_points(of)} points ({percent} %)", "bold")
        for question, (mark, given) in zip(self.paper.form.questions, marks, strict=True):
            right = mark.points == mark.of
            sign = "right" if right else "partly" if mark.points else "wrong"
            points = f"{decimal_points(mark.points or Fraction(0))} of {decimal_points(mark.of)}"
            self.screen.block(Block(sign, f"{question.number}. {points}"))
            if right:
                continue
            self.screen.block(Block("working", question.prompt))
            if chosen := chosen_text(mark, question):
                self.screen.block(Block("working", f"You: {chosen}"))
            else:
                self.screen.raw(f"  You: {given or 'nothing'}")
            self.screen.block(_key(question))
            if remark := remark_text(mark, question, words_of(self.record.heading.language)):
                self.screen.block(Block("working", remark))
            for line in question.working:
                self.screen.block(Block("working", line))
        moved = "counts in your schedule" if self.moves else "is in your history; your schedule stays as it was"
        kept = f"The quiz {moved}." if self.events else "Nothing was answered, and nothing is kept."
        self.screen.say(f"\n{kept}", "dim")

    def _show(self, question: Question) -> None:
        left = self.taking.minutes_left(now().instant)
        time = "" if left is None else f", {counted(left, 'minute')} left"
        place = f"{question.number} of {len(self.paper.form.questions)}"
        self.screen.say(f"\nQuestion {place} ({_worth(Fraction(question.points))}{time})", "cyan")
        self.screen.block(Block("question", question.prompt))
        if question.picture:
            self.screen.block(Block("image", f"image: {question.picture.file}"))
        problem = self.paper.problem(question)
        if problem is not None and question.drawing:
            from cardgrad.study.figure import question_figure

            for block in question_figure(problem):
                self.screen.block(block)
        shown = [option.text for option in question.options] or question.steps
        for sign, text in zip(LETTERS, shown, strict=False):
            self.screen.block(Block("option", text, sign))

    def _keep_all(self, kept: int) -> None:
        """Write the answers that were given after so many."""
        for given in self.taking.given[kept:]:
            self._keep(given)

    def _keep(self, given: Given) -> None:
        """Write an answer durably; one that is rated now takes the place of the same answer before."""
        item, mark = given.question.item, self.taking.mark(given)
        problem = self.paper.problem(given.question)
        event = answered(self.record, self.paper.form, given, mark, problem, moves=self.moves)
        before = [voiding(given.question.card, self.events[item])] if item in self.events else []
        self.events[item] = self.history.append(now(), *before, event)[-1]


def _worth(points: Fraction) -> str:
    return f"{decimal_points(points)} point{'s' * (points != 1)}"


def _key(question: Question) -> Block:
    """Return the right answer to show, a drawing or several lines below their heading."""
    key = key_text(question)
    return Block("working", f"Key:{chr(10) if chr(10) in key else ' '}{key}")


def _record(
    what: list[str], wanted: Pool, said: dict[str, Any], questions: int | None, seed: str | None, *,
    calculator: bool | None,
) -> Record:  # fmt: skip
    """Return the quiz to take: one that was made, one that a quiz file describes, or one from decks."""
    named = Path(what[0]) if len(what) == 1 else None
    if named is not None and record_path(named).exists():
        return read_record(named)[0]
    if named is not None and named.name.endswith((".json", ".pdf")):
        raise CardgradError(f"{named}: there is no such quiz: name its .record.json, a quiz file, or decks.")
    from cardgrad.cli.quiz_wish import wish
    from cardgrad.quizzes.making import make

    blueprint, library = wish(what, wanted, said, questions)
    if calculator is not None:
        blueprint = blueprint._replace(heading=blueprint.heading._replace(calculator=calculator))
    drawn = seed or (blueprint.seed if blueprint.path else str(now().instant))
    return make(blueprint._replace(forms=1, spares=0, roster=None, seed=drawn), library, processes=1)
