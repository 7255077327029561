"""Style: what makes a sound card a poor one. Each rule is a row: a name, where it is told, a sentence, and a test."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cardgrad.decks.allowing import allowing
from cardgrad.decks.card import Card, Choice
from cardgrad.decks.fault import WARNING
from cardgrad.decks.reading import Opened
from cardgrad.decks.stray import RULE as STRAY
from cardgrad.decks.tree import key_node
from cardgrad.decks.words import answered, asked, is_backward
from quizgen.notation.spans import spans

LONGEST_ANSWER = 60  # words; a formula is one
MOST_NAMED = 5  # cards that a warning of a deck names
FEWEST_CHOICES = 3  # choice cards of a deck, before anything can be said of all of them

_ASKING = frozenset(("what", "why", "how", "which", "when", "where", "who"))
_FORMULA = re.compile(r"\$[^$]*\$|`[^`]*`")
_ADDRESS = re.compile(r"\S+://\S+")
_EQUATION = re.compile(r"[\w)\]}'’] *=(?![=>]) *[-−+\w(\[{\\|]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_WORD = re.compile(r"[^\W_]+")


class CardRule(NamedTuple):
    """A rule about the cards of one entry; what the test finds stands for {} in the sentence."""

    name: str
    keys: tuple[str, ...]  # where it is told: the first of these that the entry has
    sentence: str
    test: Callable[[Sequence[Card]], object]


class DeckRule(NamedTuple):
    """A rule about the cards of one deck; the test names those that break it together."""

    name: str
    sentence: str
    test: Callable[[Sequence[Card]], Sequence[Card]]
    told_by: str = ""  # a rule that says it of a card better, at its place


def asks_twice(cards: Sequence[Card]) -> bool:
    """Tell whether a card has two questions in it; a drill may ask for several numbers."""
    return any(_questions(asked(card)) > 1 for card in cards if card.kind != "drill")


def overlong(cards: Sequence[Card]) -> int | None:
    """Return how many words an answer has that is too long to be recalled."""
    most = max((len(_FORMULA.sub("x", answered(card)).split()) for card in cards), default=0)
    return most if most > LONGEST_ANSWER else None


def giving_away(cards: Sequence[Card]) -> Sequence[Card]:
    """Return the choice cards of a deck if in every one the right option is the longest."""
    choices = [(card, card.content) for card in cards if isinstance(card.content, Choice)]
    if len(choices) < FEWEST_CHOICES or not all(_is_longest(choice) for _, choice in choices):
        return ()
    return [card for card, _ in choices]


def unproven(cards: Sequence[Card]) -> Sequence[Card]:
    """Return the cards with equations that stand in plain words, where nothing can check them."""
    return [card for card in cards if any(_states_in_words(text) for text in (asked(card), answered(card)))]


def _states_in_words(text: str) -> bool:
    """Tell whether there is an equation outside of formulas and code."""
    apart = text.split("$")
    if "=" not in text or (len(apart) % 2 and not any("=" in part for part in apart[::2])):  # most texts, in no time
        return False
    words = (span.text for span in spans(text) if span.kind in ("text", "bold"))
    return any(_EQUATION.search(_ADDRESS.sub("", part)) for part in words)


CARD_RULES = (
    CardRule(
        "two-questions", ("front", "prompt", "cloze"),
        "asks two questions at once: make a card of each, so that each comes back when it is due", asks_twice,
    ),
    CardRule(
        "long-answer", ("back", "cloze", "type", "choice"),
        f"has an answer of {{}} words, and more than {LONGEST_ANSWER} are not recalled: "
        "shorten it, move what explains it to why, or make several cards", overlong,
    ),
)  # fmt: skip
DECK_RULES = (
    DeckRule(
        "longest-option",
        "in every choice card the right option is the longest, which gives it away ({}): "
        "shorten some of them, or lengthen a wrong option",
        giving_away,
    ),
    DeckRule(
        "equation-in-words",
        "equations stand outside of $...$, where they are not checked ({}): write each between dollars, "
        "as $?...$ if it shall not be checked, or code between backticks",
        unproven,
        STRAY,
    ),
)


def report_style(deck: Opened) -> None:
    """Warn of what a deck's cards could be better at."""
    cards: dict[str, list[Card]] = {}
    for card in deck.file.cards:
        if not is_backward(card):
            cards.setdefault(card.entry, []).append(card)
    for item in deck.items:
        for rule in CARD_RULES:
            if found := rule.test(cards.get(f"{deck.file.id}/{item.name}", ())):
                place = next((node for key in rule.keys if (node := key_node(item.node, key))), item.node).start_mark
                message = f"card '{item.name}' {rule.sentence.format(found)}"
                deck.report.at(place.line + 1, place.column + 1, message, WARNING, rule.name)
    for deck_rule in DECK_RULES:
        guilty = _unless_allowed(deck, deck_rule)
        if deck.tree is not None and guilty:
            ids = [name.partition("/")[2] for name in dict.fromkeys(card.entry for card in guilty)]
            more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
            names = ", ".join(ids[:MOST_NAMED]) + more
            mark = (key_node(deck.tree, "cards") or deck.tree).start_mark  # no entry's line, which could allow it
            deck.report.at(mark.line + 1, mark.column + 1, deck_rule.sentence.format(names), WARNING, deck_rule.name)


def _unless_allowed(deck: Opened, rule: DeckRule) -> Sequence[Card]:
    """Return the cards of a deck that break a rule together without those whose entries allow it.

    Of each of these a warning stands at its entry, for what it allows to be taken back.
    """
    guilty = _untold(deck, rule, rule.test(deck.file.cards))
    names = {card.entry.partition("/")[2] for card in guilty}
    allowed = {item.name: item for item in allowing(deck, rule.name) if item.name in names} if guilty else {}
    for item in allowed.values():
        mark = item.node.start_mark
        deck.report.at(mark.line + 1, mark.column + 1, rule.sentence.format(item.name), WARNING, rule.name)
    if not allowed:
        return guilty
    left = [card for card in deck.file.cards if card.entry.partition("/")[2] not in allowed]
    return _untold(deck, rule, rule.test(left))


def _untold(deck: Opened, rule: DeckRule, guilty: Sequence[Card]) -> Sequence[Card]:
    """Return those cards of which no other rule has told the same."""
    lines = {fault.line for fault in deck.report.faults if rule.told_by and fault.rule == rule.told_by}
    if not (lines and guilty):
        return guilty
    told = {item.name for item in deck.items if lines & {*range(item.node.start_mark.line + 1, item.last_line + 1)}}
    return [card for card in guilty if card.entry.partition("/")[2] not in told]


def _questions(text: str) -> int:
    """Return how many questions a text asks, as far as its signs tell."""
    plain = _FORMULA.sub("x", text)
    sentences = [sentence.strip() for sentence in _SENTENCE_END.split(plain)]
    asking = [sentence for sentence in sentences if sentence.endswith("?")]
    return max(len(asking), max((_clauses(sentence) for sentence in asking), default=0))


def _clauses(sentence: str) -> int:
    """Return how many questions `and` joins in a sentence: what ..., and why ...; `when and where` is one."""
    words = [word.lower() for word in _WORD.findall(sentence)]
    places = [place for place, word in enumerate(words) if word in _ASKING]
    joined = [place for place in places[1:] if words[place - 1] == "and" and words[place - 2] not in _ASKING]
    return 1 + len(joined)


def _is_longest(choice: Choice) -> bool:
    return len(choice.right) > max(map(len, choice.wrong))
