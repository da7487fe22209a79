"""A row of a table answers if it has nearly all that the question names."""

from assistant.evidence.rows import find_row
from corpus import Document, Paragraph
from corpus.table import Table

ROWS = (
    ("Component 1: patrols", ""),
    ("Pilots", "4"),
    ("Component 2: support", ""),
    ("Pilots", "7"),
    ("Drivers", "12"),
)
TABLE = Table("1", "Civilian staff", ("Category", "Posts"), ROWS, 0, "table 1")
DOCUMENT = Document("A/1/1", "T", (Paragraph("A/1/1", "1", "The staff."),), tables=(TABLE,))


def test_the_row_is_quoted_below_the_heading_of_its_group() -> None:
    row = find_row("How many posts of pilots are in component 2, support?", [DOCUMENT])
    assert row is not None
    assert row.quote.text == "Category: Pilots; Posts: 7"
    assert [span.text for span in row.context] == ["Category: Component 2: support"]
    assert str(row) == "A/1/1, table 1"


def test_a_row_without_a_word_of_the_question_does_not_answer() -> None:
    assert find_row("How many posts of drivers are in Qatar?", [DOCUMENT]) is None
    assert find_row("civilian staff posts", [DOCUMENT]) is None
    assert find_row("How many drivers?", []) is None
