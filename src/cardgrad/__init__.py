"""cardgrad: spaced-repetition flashcards and proven fresh problems, in the terminal."""

__version__ = "0.1.0"
