"""Find the paragraphs that are nearest to a question or to a few words."""

import argparse
import textwrap
from collections.abc import Sequence

from corpus.errors import BadQuestion
from scripts.command import (
    add_create,
    add_filters,
    command_parser,
    given_text,
    guarded,
    is_given,
    print_json,
    selected_keys,
)
from scripts.opening import open_index


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = command_parser("search", __doc__)
    parser.add_argument("query", nargs="*", help="words or a question; - reads standard input")
    parser.add_argument("-k", type=int, default=10, help="number of paragraphs (10)")
    parser.add_argument(
        "--mode",
        choices=("hybrid", "dense", "lexical"),
        default="hybrid",
        help="search by meaning and words (hybrid), by meaning (dense) or by words (lexical)",
    )
    add_filters(parser)
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object for each paragraph"
    )
    add_create(parser)
    options = parser.parse_args(argv)
    if not is_given(options.query):
        parser.error("give words or a question")
    return guarded(_run, options)


def _run(options: argparse.Namespace) -> int:
    from assistant.output.json import hits_to_dicts

    query = given_text(options.query)
    if not query.strip():
        raise BadQuestion("The query is empty. Give a few words to search for")
    index = open_index(options)
    symbols = selected_keys(options, index.documents)
    hits = index.search(query, options.k, mode=options.mode, symbols=symbols)
    if options.json:
        for fields in hits_to_dicts(hits, index.documents, text=True):
            print_json(fields)
        return 0
    for hit in hits:
        print(f"{hit.score:7.3f}  {hit.passage.paragraph.reference}")
        print(textwrap.shorten(hit.passage.text, 160, placeholder=" …"))
    if not hits:
        print("Nothing was found.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
