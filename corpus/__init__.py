"""United Nations reports, read as numbered paragraphs."""

from corpus.document import Document, Footnote, Paragraph, Span, locate
from corpus.errors import PilcrowError

__all__ = ["Document", "Footnote", "Paragraph", "PilcrowError", "Span", "locate"]
