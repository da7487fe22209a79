"""Find the paragraphs that are nearest to a question or to a few words."""

import argparse
import json
import textwrap
from collections.abc import Sequence

from corpus.errors import BadQuestion
from scripts.command import Bars, add_filters, command_parser, guarded, selected_keys


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = command_parser("search", __doc__)
    parser.add_argument("query", nargs="+", help="words or a question")
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
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    from assistant.output.json import hits_to_dicts
    from assistant.web.config import Settings
    from index import Index

    query = " ".join(options.query)
    if not query.strip():
        raise BadQuestion("The query is empty. Give a few words to search for")
    settings = Settings.from_environment()
    with Bars() as bars:
        index = Index.open(
            options.library, model=options.model or settings.model, progress=bars.update
        )
    symbols = selected_keys(options, index.documents)
    hits = index.search(query, options.k, mode=options.mode, symbols=symbols)
    if options.json:
        for fields in hits_to_dicts(hits, index.documents, text=True):
            print(json.dumps(fields, ensure_ascii=False))
        return 0
    for hit in hits:
        print(f"{hit.score:7.3f}  {hit.passage.paragraph.reference}")
        print(textwrap.shorten(hit.passage.text, 160, placeholder=" …"))
    if not hits:
        print("Nothing was found.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
