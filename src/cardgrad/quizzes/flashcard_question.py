"""A flashcard as a question: a short answer, a choice, a text with a gap, or steps to put in order."""

from collections.abc import Sequence

from cardgrad.decks.card import Choice, Cloze, Front, Steps, Typed
from cardgrad.quizzes.choosing import Item
from cardgrad.quizzes.distractors import Balance
from cardgrad.quizzes.how import how_to_answer
from cardgrad.quizzes.naming import LETTERS
from cardgrad.quizzes.record import LETTER, ORDER, PROSE, TEXT, Option, Part, Question
from quizgen.source import DrillSource

_LONG = 40  # signs of an answer that wants a few lines


def flashcard_questions(item: Item, letters: Sequence[str], seed: str, language: str) -> list[Question]:
    """Return an item's question on each form: its options and steps may stand in another order on each."""
    content = item.card.content
    count = 1 + len(content.wrong) if isinstance(content, Choice) else 1
    balance = Balance(f"{item.card.id} {item.occurrence}", seed, count, vary="options" in item.vary)
    return [_question(item, balance, letter, language) for letter in letters]


def _question(item: Item, balance: Balance, form: str, language: str) -> Question:
    content = item.card.content
    why = item.card.why or ""
    match content:
        case Front(front=prompt, back=back):
            return _base(item, prompt, _part(item, PROSE, back), "2cm" if len(back) > _LONG else "1cm", why)
        case Typed(prompt=prompt, answers=answers):
            return _base(item, prompt, _part(item, TEXT, answers[0], answers[1:]), "", why)
        case Cloze(question=prompt, answer=answer, full=full):
            return _base(item, prompt, _part(item, TEXT, answer), "", "\n".join(part for part in (full, why) if part))
        case Choice(prompt=prompt, right=right, wrong=wrong):
            options = [Option(text, False) for text in balance.shuffled(wrong, form)]
            place = balance.place(form)
            options.insert(place, Option(right, True))
            part = _part(item, LETTER, LETTERS[place], (), language)
            return _base(item, prompt, part, "", why)._replace(options=tuple(options))
        case Steps(prompt=prompt, steps=steps):
            order = balance.shuffled(steps, form)
            if order == list(steps):
                order = [*order[1:], order[0]]  # as it stands it would be the key
            key = "".join(LETTERS[order.index(step)] for step in steps)
            return _base(item, prompt, _part(item, ORDER, key, (), language), "", why)._replace(steps=tuple(order))
        case DrillSource():
            raise AssertionError(item)  # a drill is no flashcard


def _part(item: Item, kind: str, key: str, accepted: Sequence[str] = (), language: str = "en") -> Part:
    return Part(item.id, "", kind, key, tuple(accepted), item.points, how_to_answer(kind, language, 0))


def _base(item: Item, prompt: str, part: Part, space: str, why: str) -> Question:
    room = space if item.space is None else item.space
    return Question(
        item.id, 0, item.section, item.kind, item.card.id, prompt, (part,), item.points, explanation=why, space=room
    )
