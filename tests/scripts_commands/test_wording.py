"""The list of the page's messages is that of the code, and no message is left over."""

from scripts.measuring.wording import DOCUMENT, document


def test_the_list_of_messages_is_up_to_date_and_none_is_left_over() -> None:
    text, unused = document()
    assert not unused
    assert DOCUMENT.read_text(encoding="utf-8") == text, "run: python -m scripts.measuring.wording"


def test_messages_of_readers_name_no_command_and_none_of_our_own_terms() -> None:
    text, _ = document()
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(lines) > 300
    for term in ("orphan", "pip ", "stack", "exception", "null", "TODO", "encoder"):
        assert not any(term in line.split(" | ")[0] for line in lines), term
