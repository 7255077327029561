"""A record on paper and on screen: PDF through Typst, HTML, Markdown and LaTeX, each from the record alone."""
