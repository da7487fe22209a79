"""The formats of the files that a comparison can be written into."""

from collections.abc import Callable, Sequence

from assistant.comparison.columns import to_html
from assistant.comparison.data import to_json
from assistant.comparison.text import to_csv, to_markdown
from assistant.comparison.word import to_docx
from corpus.diff import Comparison, Pair

# By the ending of the file's name. Each takes the comparison, the pairs, and a language.
WRITERS: dict[str, Callable[[Comparison, Sequence[Pair], str], bytes]] = {
    "docx": to_docx,
    "md": to_markdown,
    "html": to_html,
    "csv": to_csv,
    "json": to_json,
}
