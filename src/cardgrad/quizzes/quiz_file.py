"""A quiz file, read as decks are: every scalar is text, and all that is wrong is told at once, each with its place."""

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from cardgrad.decks.fault import Fault
from cardgrad.decks.report import Report
from cardgrad.decks.source import decode, read_bytes
from cardgrad.decks.syntax import parse
from cardgrad.decks.trap import report_traps
from cardgrad.decks.tree import Listing, Mapping, Node, Plain, TooMany, child, plain
from cardgrad.decks.validation import fitted
from cardgrad.quizzes.blueprint import BANDS, MOST_FORMS, Blueprint, Pool, Wanted
from cardgrad.quizzes.quiz_entry import PoolEntry, QuestionEntry, QuizHead, SectionEntry
from cardgrad.quizzes.record import Heading
from cardgrad.quizzes.stated import bad_redraws, is_points, number_of_forms

_LENGTH = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?(cm|mm|in)")
_LISTS = ("questions", "sections")


class QuizFile(NamedTuple):
    """What a file holds; without a blueprint the faults say why."""

    blueprint: Blueprint | None
    faults: tuple[Fault, ...]


def read_quiz_file(path: Path) -> QuizFile:
    """Return the quiz that a file describes."""
    report = Report(str(path))
    data = read_bytes(path, report)
    if data is None:
        return QuizFile(None, report.sorted_faults())
    text = decode(data, report)
    report.lines = text.split("\n")
    tree = parse(text, report)
    if not isinstance(tree, Mapping):
        if tree is not None or report.readable:
            report.unreadable(1, 1, "this is no quiz: begin with 'title: ...' and 'questions:'")
        return QuizFile(None, report.sorted_faults())
    report_traps(tree, report)
    blueprint = None
    try:
        blueprint = _Reader(report, path).quiz(tree, hashlib.sha256(data).hexdigest())
    except TooMany as error:
        report.error(error.node.start_mark, f"{error}: write fewer")
    faults = report.sorted_faults()
    return QuizFile(None if report.error_lines() else blueprint, faults)


class _Reader:
    """The reading of one file's tree."""

    def __init__(self, report: Report, path: Path) -> None:
        self.report = report
        self.path = path
        self.count = 0

    def quiz(self, tree: Mapping, digest: str) -> Blueprint | None:
        values = self._shallow(tree)
        head = fitted(QuizHead, "the quiz", tree, values, self.report)
        self._check(tree, values)
        wanted, sections = self._wanted(tree)
        if head is None:
            return None
        if not wanted and not self.report.error_lines():
            message = "the quiz has no questions: write '- pick: 10' or '- card: ID' under 'questions:'"
            self.report.error(tree.start_mark, message)
        title = head.title or self.path.stem.replace("-", " ").capitalize()
        heading = Heading(
            title, head.course, head.date, head.minutes, head.instructions, head.paper, head.columns, head.language,
            head.calculator, head.large, head.one_sided, tuple(sections),
        )  # fmt: skip
        folder = self.path.parent
        return Blueprint(
            self.path.stem, heading, tuple(wanted), head.seed or "1", number_of_forms(head.forms) or None,
            head.spares, frozenset(head.vary), tuple(head.redraw), tuple(_placed(name, folder) for name in head.decks),
            None if head.roster is None else str(folder / head.roster), str(self.path), digest,
        )  # fmt: skip

    def _shallow(self, tree: Mapping) -> dict[str, Plain]:
        """Return the values of a mapping; of questions and sections, which are looked at one by one, only how many."""
        blank: list[Node] = []
        for key, value in zip(tree.pairs[::2], tree.pairs[1::2], strict=True):
            inner = isinstance(value, Listing) and getattr(key, "value", "") in (*_LISTS, "marking")
            blank += [key, Listing([], value.start_mark) if inner else value]
        values = plain(Mapping(blank, tree.start_mark), self.report)
        assert isinstance(values, dict)  # noqa: S101  a mapping is one
        for name in _LISTS:
            if isinstance(listing := child(tree, name), Listing):
                values[name] = ["" for _ in listing.items]
        return values

    def _wanted(self, tree: Mapping) -> tuple[list[Wanted], list[tuple[str, str]]]:
        found, titles = self._questions(tree, ""), []
        sections = child(tree, "sections")
        for number, node in enumerate(sections.items if isinstance(sections, Listing) else (), 1):
            if not isinstance(node, Mapping):
                self.report.error(node.start_mark, f"section {number} is no set of keys: write 'title: ...'")
                continue
            section = fitted(SectionEntry, f"section {number}", node, self._shallow(node), self.report)
            inner = self._questions(node, section.title if section else "")
            found += inner
            if section:
                titles.append((section.title, section.instructions))
        return found, titles

    def _questions(self, tree: Mapping, section: str) -> list[Wanted]:
        listing = child(tree, "questions")
        nodes = listing.items if isinstance(listing, Listing) else ()
        return [wanted for node in nodes if (wanted := self._question(node, section))]

    def _question(self, node: Node, section: str) -> Wanted | None:
        self.count += 1
        who = f"question {self.count}"
        values = plain(node, self.report)
        if not isinstance(values, dict):
            self.report.error(node.start_mark, f"{who} is no set of keys: write '- card: ID' or '- pick: 2'")
            return None
        pool = self._pool(who, node, values.get("from"))
        entry = fitted(QuestionEntry, who, node, values, self.report)
        if entry is None:
            return None

        def fault(key: str, message: str) -> None:
            self.report.error((child(node, key) or node).start_mark, f"{who} {message}")

        if (entry.card is None) == (entry.pick is None):
            fault("card", "wants either a card or a number to pick: write '- card: ID' or '- pick: 2'")
        if entry.card is not None and entry.pool is not None:
            fault("from", "names its card, so that 'from' has nothing to do: delete one of them")
        if not is_points(entry.points):
            fault("points", f"has 'points: {entry.points}', but points are a number over 0, such as 2, 1.5 or 1/2")
        if entry.space is not None and not _LENGTH.fullmatch(entry.space):
            fault("space", f"has 'space: {entry.space}', but a length reads 3cm, 30mm or 1.5in")
        mark = (child(node, "card") or node).start_mark
        return Wanted(
            entry.card, entry.pick or 1, pool, entry.points, entry.kind, BANDS.index(entry.band),
            entry.options, entry.space, None if entry.vary is None else frozenset(entry.vary), section,
            mark.line + 1, mark.column + 1,
        )  # fmt: skip

    def _pool(self, who: str, node: Node, values: object) -> Pool:
        if not isinstance(values, dict):
            return Pool()
        entry = fitted(PoolEntry, who, child(node, "from") or node, values, self.report)
        return Pool() if entry is None else Pool(tuple(entry.tag), tuple(entry.deck), tuple(entry.kind))

    def _check(self, tree: Mapping, values: dict[str, Plain]) -> None:
        """Report what a model cannot tell."""
        forms, redraw = values.get("forms"), values.get("redraw")
        if isinstance(forms, str) and number_of_forms(forms) is None:
            mark = (child(tree, "forms") or tree).start_mark
            self.report.error(mark, f"the quiz has 'forms: {forms}', but there are 1 to {MOST_FORMS} of them, or each")
        words = [redraw] if isinstance(redraw, str) else redraw if isinstance(redraw, list) else []
        for word in bad_redraws([word for word in words if isinstance(word, str)]):
            mark = (child(tree, "redraw") or tree).start_mark
            self.report.error(mark, f"the quiz has 'redraw: {word}', but a question to draw again reads B4")


def _placed(name: str, folder: Path) -> str:
    """Return a deck's id as it is, and a path as seen from the quiz file."""
    return str(folder / name) if name.endswith((".yaml", ".yml", "/")) else name
