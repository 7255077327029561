"""The quiz file that `quiz new` writes: it works as it is, and says what else could stand in it."""

_STARTER = """\
# A quiz for `cardgrad quiz make {name}.yaml`. Lines that begin with # say what else can be written.
title: {title}
# course: Machine learning 1          # printed beside the title
# date: 24 November 2026
minutes: 30
instructions: Write your answers into the boxes on page 1. Show your work below each question.

forms: 4                              # or `each`: one form for each student of the roster
seed: {seed}                           # fixes every number that is drawn: keep it to yourself
vary: [numbers, order, options]       # what forms differ in; [] for nothing
calculator: no                        # only problems that are exact by hand
# roster: students.csv                # columns name and id, and any others
# spares: 10                          # sheets without a name
# paper: letter                       # or a4
# columns: 2
# language: de                        # of the fixed words: en, de, fr, es, it, nl
# large: yes                          # large print
# one-sided: yes                      # let a form begin on any page
# decks: [my-deck.yaml]               # files beside this one, or ids; all your decks when missing

sections:
  - title: Computation graphs
    questions:
      - {{card: computation-graphs/mul-swap, points: 2}}
      - {{pick: 2, from: {{deck: computation-graphs, kind: drill}}, points: 2, band: medium}}
      - {{pick: 1, from: {{deck: computation-graphs, kind: drill}}, as: choice}}
  - title: Forward and backward
    instructions: One answer is right.
    questions:
      - {{pick: 2, from: {{deck: [forward-and-reverse-pass, losses-and-delta-rule], kind: choice}}}}
      # A question is a card, or so many picked from decks, tags and kinds:
      #   card: ID                        pick: 2
      #                                   from: {{tag: chain-rule, deck: ID, kind: drill}}
      # Kinds: front, cloze, choice, steps, type, drill. Further keys:
      #   points: 1.5     as: choice      options: 4     band: hard
      #   space: 4cm      vary: []        # the same on all forms

# redraw: [B4]                        # draws question 4 of form B again, and nothing else
# marking:                            # decided after the quiz, each with its reason
#   - {{item: q4, drop: full points, why: a misprint}}
"""


def starter(name: str, seed: int) -> str:
    """Return a quiz file of this name."""
    return _STARTER.format(name=name, title=name.replace("-", " ").replace("_", " ").capitalize(), seed=seed)
