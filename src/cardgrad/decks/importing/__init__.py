"""Cards that people have elsewhere, as a deck: pages, tables, Markdown and Anki packages."""
