"""A study session as a state machine: keys and lines in, views out, answers into the history in between.

An answer is durable before the next question is drawn. A question follows from the card, the learner's salt and the
card's answers so far, so undoing an answer brings back the very same question, now or after a restart.
"""

from pathlib import Path

from cardgrad.decks.card import Card, Correction
from cardgrad.decks.fault import ERROR
from cardgrad.decks.library import Library
from cardgrad.history.event import ANSWER, SKIP, SUSPEND
from cardgrad.history.log import History
from cardgrad.history.reading import events_of, forecast, policy, standing
from cardgrad.history.recent import commonest
from cardgrad.history.revising import last_revision, note
from cardgrad.history.untold import untold
from cardgrad.scheduling.grading import grade_judged, median
from cardgrad.scheduling.schedule import GOOD_ENOUGH, Schedule
from cardgrad.scheduling.study_day import Moment
from cardgrad.study import command as c
from cardgrad.study import screens
from cardgrad.study import view as v
from cardgrad.study.asking import UnaskableError, ask, usual_bands
from cardgrad.study.attempt import Attempt
from cardgrad.study.course import Course
from cardgrad.study.habits import habits
from cardgrad.study.question import Judged
from cardgrad.study.queue import Plan
from cardgrad.study.recall import Recall
from cardgrad.study.record import Record
from cardgrad.study.view import Block, View

REMEMBERED = 50  # a card's last answers, for the learner's usual time and the problems not to draw again


class Session:
    """One session over a library and a history; `view` is its screen, `press` and `enter` are its inputs."""

    def __init__(
        self,
        library: Library,
        history: History,
        plan: Plan,
        salt: str,
        now: Moment,
        deadline: int | None = None,
        band: int | None = None,
    ) -> None:
        self.library = library
        self.history = history
        self.salt = salt
        self.deadline = deadline  # UTC milliseconds after which no further card is begun
        self.band = band  # how hard drills are; None for what their schedules say
        self.practice = plan.practice
        self.policy = policy(history)
        self.course = Course(plan)
        self.record = Record(history, self.course)
        self.over = False  # the learner has left
        self.finished_by_itself = False  # every turn was had, or the time was up; the finish screen was shown
        self.editing: Card | None = None  # a card to open in the editor; `reload` goes on afterwards
        self.attempt: Attempt | None = None
        self.schedule = Schedule()  # of the running card, before it is answered
        self.corrections: list[Correction] = []  # of the running card, those that are news to the learner
        self.stage = v.FINISHED
        self.overlay: list[Block] = []  # help or notes over the screen, until a key
        self.remark = ""
        self.whole = False  # whether the whole working is shown
        self._times: list[int] = []  # what the running card's correct answers took so far
        self._revision: str | None = None  # the running drill's when it was met last
        self._giving_up = False  # an empty line was entered: another gives up
        self._begin(now)

    @property
    def view(self) -> View:
        """The screen as it stands."""
        return screens.view_of(self)

    def coming(self) -> dict[str, int]:
        """Return the due days of the library's cards over the next week."""
        known = self._known()
        return {card: day for card, day in forecast(self.history, self.today, 8).items() if card in known}

    def waiting(self) -> int:
        """Return how many cards graded below 4 today still wait for another answer."""
        return len(self._known().intersection(standing(self.history, self.today).owed))

    def mistakes(self) -> list[tuple[str, int]]:
        """Return the learner's mistakes of the last days by name with how often each was made, commonest first."""
        return habits(self.library, self.history, self.today)

    def press(self, key: str, now: Moment) -> None:
        """Take a single key."""
        self.remark = ""
        if self.overlay:
            self.overlay = []
        elif not self._grade_by(key, now):
            command = c.by_key(key, screens.commands(self))
            if command:
                self._do(command, now)
            elif self.stage == v.ASKED and self.attempt and self.attempt.question.tries:
                self._answer("" if key in ("enter", "space") else key, now)
            else:
                self.remark = f"{key} does nothing here; ? shows what does."

    def enter(self, line: str, now: Moment) -> None:
        """Take a typed line: an answer, a key, or a `:command`; an empty line is Space where a key is awaited."""
        self.remark = ""
        text = line.strip()
        if text.startswith(":"):
            word = text[1:].lower()
            command = c.by_word(word, screens.commands(self))
            if not command and self.overlay:  # meant for the screen under the help or the notes
                self.overlay = []
                command = c.by_word(word, screens.commands(self))
            if command:
                self._do(command, now)
            else:
                self.remark = f"{text} is no command here; :help shows what is."
        elif self.stage == v.ASKED and self.attempt and self.attempt.prompt is not None and not self.overlay:
            self._answer(line, now)
        else:
            self.press(text or "space", now)

    def quit(self) -> None:
        """Leave; every answer is already kept."""
        self.finished_by_itself = self.attempt is None
        self.overlay, self.remark, self.attempt, self.stage = [], "", None, v.FINISHED
        self.over = True

    def reload(self, library: Library, now: Moment) -> None:
        """Go on with decks that may have changed: the running card is asked anew, unless it is answered already.

        A card that got another id is followed, one that was taken out is left; while its file is broken it stays.
        """
        self.library, self.editing = library, None
        if self.stage == v.JUDGED or self.attempt is None:
            return
        card = self.attempt.question.card
        self.course.rename(dict(library.renames()))
        here = {known for known, *_ in library.slots()}
        if self.course.turn and self.course.turn.card in here:
            self._begin(now, example=False)
        elif any(Path(fault.path).absolute() == Path(card.path) for fault in library.faults if fault.severity == ERROR):
            self.remark = f"{card.id} cannot be read as it is now."
        else:
            self._begin(now, example=False)
            self.remark = f"{card.id} is in no deck any more."

    def _known(self) -> set[str]:
        return {card for card, *_ in self.library.slots()}

    def _begin(self, now: Moment, *, example: bool = True) -> None:
        """Ask the card whose turn it is; cards that have left the decks, or cannot be asked, are passed over."""
        self.today = now.study_day(self.history.turn)
        self.overlay, self.whole, self._giving_up = [], False, False
        self.attempt, self.stage = None, v.FINISHED
        while turn := self.course.turn:
            question = self._question(turn.card)
            if question:
                self.attempt = Attempt(question, turn.purpose, now.instant)
                first = example and not self.schedule.answers
                self.stage = v.EXAMPLE if first and question.example() else v.ASKED
                return
            self.course.drop(turn.card)

    def _question(self, card_id: str) -> Recall | Judged | None:
        """Return the question about a card, which its history decides; None where it cannot be asked."""
        card = self.library.card(card_id)
        if card is None:
            return None
        self.schedule = self.history.schedule(card_id)
        events = events_of(self.history, card_id) if self.schedule.answers else []
        answers = [event for event in events if event.kind == ANSWER]
        news = untold((day for day, _ in card.corrected), answers, self.today) if card.corrected else []
        self.corrections = [correction for correction in card.corrected if correction.day in news]
        self._revision = last_revision(events)
        past = answers[-REMEMBERED:]
        self._times = [answer.facts.get("ms", 0) for answer in past if answer.facts.get("verdict") == "correct"]
        made = [mistake for mistake, _ in commonest(answer.facts.get("mistake") for answer in past)]
        bands = usual_bands(self.schedule) if self.band is None else (self.band,)
        recent = [str(answer.facts["instance"]) for answer in past if "instance" in answer.facts]
        try:
            return ask(card, self.salt, self.schedule.answers, recent, made, bands)
        except UnaskableError as error:
            self.remark = str(error)
            return None

    def _next(self, now: Moment) -> None:
        """Go on to the next card."""
        self.course.advance()
        self._begin_in_time(now)

    def _begin_in_time(self, now: Moment) -> None:
        """Ask the card whose turn it is, unless the time is up."""
        if self.deadline is not None and now.instant >= self.deadline:
            self.attempt, self.stage = None, v.FINISHED
        else:
            self._begin(now)

    def _grade_by(self, key: str, now: Moment) -> bool:
        """Take a grade where one can be given; Space and Enter stand for 4 after a reveal."""
        attempt = self.attempt
        grade = GOOD_ENOUGH if key in ("space", "enter") else int(key) if key in {*"012345"} else None
        if attempt is None or grade is None:
            return False
        if self.stage == v.REVEALED:
            self.record.answer(attempt, grade, "self", now)
            self._next(now)
        elif self.stage == v.JUDGED and key in {*"12345"}:
            self.record.regrade(attempt, grade, now)
            self.remark = "Graded as you say."
        else:
            return False
        return True

    def _do(self, command: c.Command, now: Moment) -> None:
        """Carry out a command that is available here."""
        self.overlay, self._giving_up = [], False
        attempt = self.attempt
        if command is c.QUIT or (attempt is None and command is c.NEXT):
            self.quit()
        elif command is c.UNDO:
            self._undo(now)
        elif command is c.HELP:
            self.overlay = screens.help_lines(screens.commands(self))
        elif attempt is None:
            return
        elif command is c.NEXT and self.stage == v.EXAMPLE:
            self.stage, attempt.started = v.ASKED, now.instant
        elif command is c.NEXT:
            self._next(now)
        elif command is c.REVEAL:
            attempt.stop_clock(now.instant)
            self.stage = v.REVEALED
        elif command is c.HINT:
            attempt.take_hint()
        elif command is c.GIVE_UP:
            self._give_up(attempt, now)
        elif command is c.WORKING:
            self.whole = not self.whole
        elif command is c.NOTES:
            attempt.looked_up |= self.stage == v.ASKED
            self.overlay = [Block("notes", self.library.notes(attempt.question.card.deck) or "")]
        elif command is c.EDIT:
            self.editing = attempt.question.card
        elif command is c.PASS_OVER:
            self.record.pass_over(attempt.question.card.id)
            self._begin_in_time(now)
        elif command in (c.SKIP, c.SUSPEND):
            self.record.put_away(SKIP if command is c.SKIP else SUSPEND, attempt.question.card.id, now)
            self._begin_in_time(now)

    def _undo(self, now: Moment) -> None:
        line = self.attempt.draft.take_back() if self.attempt and self.attempt.draft else None
        if line is not None:
            self.remark = f"Taken back: {line}"
            return
        card = self.record.undo(now)
        if card is None:
            self.remark = "There is nothing to undo."
            return
        self._begin(now, example=False)
        self.remark = f"Undone: {card}"

    def _answer(self, text: str, now: Moment) -> None:
        """Take a line of an answer; an empty one never counts, but two of them give up."""
        attempt = self.attempt
        if attempt is None:
            return
        if not text.strip() and not (attempt.draft and attempt.draft.unfinished):
            if self._giving_up:
                self._give_up(attempt, now)
            else:
                more = ", :hint for help" if attempt.has_hint else ""
                self._giving_up, self.remark = True, f"Enter again to give up{more}."
            return
        self._giving_up = False
        self.remark = attempt.answer(text, now.instant) or ""
        if not self.remark and attempt.done:
            self._judge(attempt, now)

    def _give_up(self, attempt: Attempt, now: Moment) -> None:
        attempt.give_up(now.instant)
        self._judge(attempt, now)

    def _judge(self, attempt: Attempt, now: Moment) -> None:
        """Write the verdict down before it is shown."""
        card, revision = attempt.question.card.id, getattr(attempt.question, "revision", None)
        grade = grade_judged(attempt.outcome(), median(self._times))
        self.record.answer(attempt, grade, "auto", now, *note(card, self._revision, revision))
        self.stage = v.JUDGED
