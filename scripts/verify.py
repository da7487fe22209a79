"""Check the quotations of a draft against the reports of the library."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import BadDraft, BadQuestion
from scripts.command import (
    add_create,
    command_parser,
    given_text,
    guarded,
    print_json,
    write_file,
)
from scripts.opening import open_index


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 1 if a quotation is not found where it is cited.

    It is 2 if the draft cannot be read.
    """
    parser = command_parser("verify", __doc__)
    parser.add_argument(
        "draft",
        metavar="DRAFT",
        help="a file: Word, Markdown, text, PDF, HTML or OpenDocument; - reads standard input",
    )
    parser.add_argument(
        "--words",
        type=int,
        default=4,
        metavar="N",
        help="check quotations of at least N words (4); shorter ones only beside a citation",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="OUT.docx",
        help="write the draft as a Word document with a comment on each quotation",
    )
    add_create(parser)
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    from assistant.verify import Verifier
    from assistant.verify.apart import blocks_of, commented
    from assistant.verify.draft import draft_of_text, with_note_blocks
    from assistant.verify.output import all_found, comments, to_dicts, to_text

    path = Path(options.draft)
    word = None
    if options.draft == "-":
        draft = with_note_blocks(draft_of_text(given_text(["-"])))
    elif not path.is_file():
        raise BadQuestion(f"{path}: there is no such file")
    else:
        word, draft = blocks_of(path)
    if not any(block.text.strip() for block in draft):
        raise BadDraft("The draft is empty. Give a text with quotations")
    index = open_index(options)
    verdicts = Verifier(index).verify_blocks(draft, least_words=options.words)
    if options.output:
        write_file(options.output, commented(word, draft, comments(verdicts)))
    if options.json:
        print_json({"quotations": to_dicts(verdicts, index.documents, draft)})
    else:
        print(to_text(verdicts, colour=sys.stdout.isatty()))
    return 0 if all_found(verdicts) else 1


if __name__ == "__main__":
    raise SystemExit(main())
