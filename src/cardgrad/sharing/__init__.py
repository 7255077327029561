"""Decks shown to their author and given to others: previews, pages, and files for other programs."""
