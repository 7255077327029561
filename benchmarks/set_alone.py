"""Typst alone: 500 forms of four pages, eight questions with a formula each, as PDF in one run; nothing of ours."""

import typst

DOCUMENT = b"""
#set page(paper: "a4", margin: 2cm, footer: align(center, context counter(page).display()))
#set text(size: 10.5pt)
#for form in range(500) {
  heading[Form #form]
  for place in range(8) {
    grid(columns: (1.6em, 1fr, auto), column-gutter: 0.5em, strong(str(place + 1)),
      [With $x = #(form + place)$ and $y = #place$, what is the derivative of $f = (x + #form) dot y^2$ by $x$?],
      [(1 point)])
    v(12.2cm)
  }
  pagebreak(weak: true)
}
"""

PAGES = 2000  # another version of Typst, or of its fonts, may break them elsewhere, and then this is no floor

if __name__ == "__main__":
    made = typst.compile(DOCUMENT, font_paths=typst.Fonts(include_system_fonts=False))
    pages = made.count(b"/Type/Page/") if made else 0
    if pages != PAGES:
        raise SystemExit(f"benchmarks: Typst made {pages} pages of a plain document that has {PAGES}.")
