"""The page's own signs, drawn with lines in the colour of the text beside them."""

from markupsafe import Markup


def _drawn(path: str) -> Markup:
    return Markup('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>').format(path)


BRAND = Markup(
    '<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M16 3C8.3 3 3 8 3 14.5c0 3.6 1.7 6.7 4.5 8.8L6.6 29l6.2-3.3'
    'c1 .2 2.1.3 3.2.3 7.7 0 13-5 13-11.5S23.7 3 16 3z"/><path class="tick" d="m10.5 14.8 4 4 7.2-8"/></svg>'
)
BOOK = _drawn("M12 6.5C10 5 7 4.5 3.5 4.8v13.4c3.5-.3 6.5.2 8.5 1.8 2-1.6 5-2.1 8.5-1.8V4.8C17 4.5 14 5 12 6.5zm0 0V20")
COPY = _drawn("M9 9h11v11H9zM5 15H4V4h11v1")
DOWN = _drawn(
    "M17 3v11l-4.2 7c-1.6 0-2.6-1-2.6-2.6V15H5.4c-1.4 0-2.4-1.3-2-2.7l2-7.3C5.7 3.8 6.7 3 7.9 3H17zm0 0h3.5v11H17"
)
EDIT = _drawn("M4 20l1-4.5L16.5 4 20 7.5 8.5 19 4 20zM14 6.5l3.5 3.5")
LINK = _drawn(
    "M10 14a4.2 4.2 0 0 0 6 0l3.5-3.5a4.2 4.2 0 0 0-6-6L12 6m2 4a4.2 4.2 0 0 0-6 0l-3.5 3.5a4.2 4.2 0 0 0 6 6L12 18"
)
NEW = _drawn("M12 5v14M5 12h14")
PRINT = _drawn("M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z")
SAVE = _drawn("M12 4v11m-4.5-4.5L12 15l4.5-4.5M4.5 19.5h15")
UP = _drawn("M7 21V10l4.2-7c1.6 0 2.6 1 2.6 2.6V9h4.8c1.4 0 2.4 1.3 2 2.7l-2 7.3c-.3 1.2-1.3 2-2.5 2H7zm0 0H3.5V10H7")
