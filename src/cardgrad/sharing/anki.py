"""A deck as an Anki package: a note for each entry and for each frozen problem.

A note's id follows from its entry, or from its problem's reference, so that a later import updates it and makes no
other. A reversible entry is one note with two cards, and the gaps of a cloze are one note with a card for each.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from cardgrad.decks.card import Card
from cardgrad.decks.importing.exported import TAG, WORKING, gap_tag, kind_tag
from cardgrad.decks.importing.listing import LISTED
from cardgrad.quizzes.export.anki_package import STYLE, inert, packed_package, tag
from cardgrad.quizzes.export.asking import Picture, drawn, explained, key_of, pictured, usual_mistakes
from cardgrad.quizzes.export.exported import Exported, Remarks
from cardgrad.quizzes.export.markup import LATEX, html, paragraph
from cardgrad.quizzes.printing.pieces import plain
from cardgrad.sharing.anki_cloze import anki_cloze
from cardgrad.sharing.card_picture import ImageError, card_picture
from cardgrad.sharing.shared import NAMED, Frozen, Shared, SharedCard, say_answers, say_unreadable, short
from cardgrad.study.view import Block
from quizgen.notation.visible import visible
from quizgen.seed import derive_seed

if TYPE_CHECKING:
    from genanki import Model, Note

# Whoever changes one of these gives every learner a second kind of note.
CARD_MODEL_ID, CLOZE_MODEL_ID = 1_746_212_895, 1_746_212_896
_DECK_IDS = 1 << 30  # Anki's ids of decks are that great at least
_REST = '{{#Why}}<p>{{Why}}</p>{{/Why}}<p class="reference">{{#Source}}{{Source}}<br>{{/Source}}{{Id}}</p>'
_HINT = "{{#Hint}}<p>{{hint:Hint}}</p>{{/Hint}}"
_FIELDS = ("Front", "Back", "Reverse", "Hint", "Why", "Source", "Id")
_CLOZE_FIELDS = ("Text", "Hint", "Why", "Source", "Id")


def anki(shared: Shared, made: int, before: bytes | None = None) -> Exported:
    """Return a deck as an Anki package; `made`, in seconds since 1970, is when its file was saved.

    `before` is the package that this one replaces: notes that did not change keep their moment.
    """
    import genanki  # 40 ms, for this alone

    deck = genanki.Deck(deck_id(shared.id), f"cardgrad::{plain(shared.title).replace('::', ':')}")
    writer = _Writer(_card_model(), _cloze_model())
    for _, entry in groupby(shared.cards, key=lambda one: one.card.entry):
        for note in writer.notes(list(entry)):
            deck.add_note(note)
    say_answers(shared.cards, writer.remarks)
    say_unreadable(shared.cards, writer.remarks)
    if shared.notes:
        writer.remarks.say(shared.id, "Anki has no place for study notes.")
    data = packed_package(genanki.Package(deck), writer.media, made, before)
    return Exported(data, (*shared.said, *writer.remarks.sentences(NAMED)))


def deck_id(name: str) -> int:
    """Return the number of a deck in Anki, which its id decides."""
    return _DECK_IDS + derive_seed("anki deck", name) % _DECK_IDS


def _card_model() -> "Model":
    import genanki

    def side(asked: str, answered: str) -> dict[str, str]:
        return {
            "qfmt": f"{{{{{asked}}}}}{_HINT}",
            "afmt": f'{{{{{asked}}}}}<hr id="answer">{{{{{answered}}}}}{_REST}',
        }

    back = side("Back", "Front")
    return genanki.Model(
        CARD_MODEL_ID, "cardgrad card",
        fields=[{"name": name} for name in _FIELDS],
        templates=[
            {"name": "Card", **side("Front", "Back")},
            {"name": "Reverse", "qfmt": f"{{{{#Reverse}}}}{back['qfmt']}{{{{/Reverse}}}}", "afmt": back["afmt"]},
        ],
        css=STYLE,
    )  # fmt: skip


def _cloze_model() -> "Model":
    import genanki

    return genanki.Model(
        CLOZE_MODEL_ID, "cardgrad cloze",
        model_type=genanki.Model.CLOZE,
        fields=[{"name": name} for name in _CLOZE_FIELDS],
        templates=[{"name": "Cloze", "qfmt": "{{cloze:Text}}" + _HINT, "afmt": "{{cloze:Text}}" + _REST}],
        css=f"{STYLE}.cloze {{ font-weight: bold; color: #1b6e2e; }}",
    )  # fmt: skip


class _Writer:
    """The notes of a deck, one entry after the other."""

    def __init__(self, card_model: "Model", cloze_model: "Model") -> None:
        self.card_model = card_model
        self.cloze_model = cloze_model
        self.media: dict[str, bytes] = {}
        self.remarks = Remarks()

    def notes(self, entry: Sequence[SharedCard]) -> "Iterator[Note]":
        """Yield the notes of the cards of one entry."""
        first = entry[0]
        if first.card.needs:
            self.remarks.say(short(first.card.entry), "Anki does not wait for the cards that one needs.")
        if first.problems:
            yield from (self._problem(first, frozen) for frozen in first.problems)
        elif first.card.kind == "cloze":
            yield from self._cloze(entry)
        else:
            if first.card.kind in LISTED:
                self.remarks.say(short(first.card.id), "Anki judges no answers, and shuffles nothing.")
            yield self._card(first, first.card.entry, reverse=len(entry) > 1)

    def _cloze(self, entry: Sequence[SharedCard]) -> "Iterator[Note]":
        """Yield a note with the gaps of an entry, and one for each card that cannot be a gap."""
        first = entry[0].card
        text, gaps, others = anki_cloze([one.card for one in entry])
        if text:
            fields = [text + self._pictured(first), *self._rest(entry[0], first.entry)]
            named = [gap_tag(number, gap.id.removeprefix(gap.entry)) for number, gap in gaps.items()]
            yield self._note(self.cloze_model, first.entry, fields, entry[0], named)
        for one in entry:
            if one.card in others:
                self.remarks.say(
                    short(one.card.id), "the gap is in a formula, so that it is a front and a back in Anki."
                )
                is_entry = bool(text) and one.card.id == first.entry  # of which a note is there already
                yield self._card(one, f"{one.card.id}/gap" if is_entry else one.card.id)

    def _card(self, one: SharedCard, name: str, *, reverse: bool = False) -> "Note":
        front, back = _blocks(one.shown.question, self._pictured(one.card)), _blocks(one.shown.answer)
        return self._note(self.card_model, name, [front, back, "yes" if reverse else "", *self._rest(one, name)], one)

    def _problem(self, one: SharedCard, frozen: Frozen) -> "Note":
        question, name = frozen.question, frozen.problem.reference
        how = "".join(paragraph(how, LATEX) for how in dict.fromkeys(part.how for part in question.parts))
        front = paragraph(question.prompt, LATEX) + self._drawn(question.drawing, name, "")
        front += self._pictured(one.card) + how
        solution = self._drawn(question.solution_drawing, name, "-solution")
        worked = explained(question._replace(explanation=""), LATEX)
        working = worked + solution + usual_mistakes(question, LATEX)
        back = key_of(question, LATEX) + (f'<div class="{WORKING}">{working}</div>' if working else "")
        hints = "<br>".join(html(hint, LATEX) for hint in frozen.hints)
        return self._note(self.card_model, name, [front, back, "", hints, *self._rest(one, name)[1:]], one)

    def _drawn(self, drawing: str | None, name: str, what: str) -> str:
        """Return the element of a drawing, which goes along as a file."""
        if drawing is None:
            return ""
        path = "cardgrad-" + visible(name).replace("/", "-").replace("@", "-") + what
        return self._along(drawn(drawing, path))

    def _pictured(self, card: Card) -> str:
        """Return the element of the picture beside a card, whose file is named by what it holds."""
        try:
            found = card_picture(card)
        except ImageError as error:
            self.remarks.say(short(card.id), f"{error}")
            return ""
        return self._along(pictured(found, f"cardgrad-{found.hash[:20]}")) if found else ""

    def _along(self, picture: Picture) -> str:
        """Let a picture go along, and return the element that shows it."""
        self.media[picture.name] = picture.data
        return picture.element(picture.name)

    def _rest(self, one: SharedCard, name: str) -> list[str]:
        """Return the fields after the text: the hint, why, the source, the name."""
        card = one.card
        return [
            html(one.hint, LATEX),
            html(card.why or "", LATEX),
            escape(visible(card.source or "")),
            escape(visible(name)),
        ]

    def _note(self, model: "Model", name: str, fields: list[str], one: SharedCard, said: Sequence[str] = ()) -> "Note":
        import genanki

        card = one.card
        drill = f"cardgrad::{tag(card.id if one.problems else card.entry)}"
        kind = [kind_tag(card.kind)] if card.kind in LISTED else []
        tags = list(dict.fromkeys([TAG, *kind, *said, drill, *map(tag, card.tags)]))
        guid = genanki.guid_for("cardgrad", "card", _first_name(card, name))
        return genanki.Note(model, list(map(inert, fields)), guid=guid, tags=tags)


def _first_name(card: Card, name: str) -> str:
    """Return the name that a card or its entry had at first, so that a renamed one keeps its note."""
    if name not in (card.id, card.entry) or not card.was:
        return name
    return card.was[0] if name == card.id else "/".join(card.was[0].split("/")[:2])


def _blocks(blocks: Sequence[Block], picture: str = "") -> str:
    """Return what a screen shows, without the reason why, which has a field of its own."""
    found = []
    for marked, group in groupby((block for block in blocks if block.role != "why"), key=_is_listed):
        texts = list(group)
        if marked:
            kind = ' type="a"' if texts[0].mark.isalpha() else ""
            found.append(f"<ol{kind}>{''.join(f'<li>{html(block.text, LATEX)}</li>' for block in texts)}</ol>")
        else:
            found += [picture if block.role == "image" else _paragraph(block) for block in texts]
    return "".join(found)


def _paragraph(block: Block) -> str:
    return paragraph(f"{block.mark}) {block.text}" if block.mark else block.text, LATEX)


def _is_listed(block: Block) -> bool:
    return block.role in ("option", "step")
