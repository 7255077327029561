"""The one notation for mathematics: in decks between dollars, in graphs, and in typed answers."""
