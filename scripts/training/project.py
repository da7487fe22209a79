"""Fit the projection of token vectors to fewer dimensions: their first principal components.

The vectors are those of the token encoder, of unit length, for a sample of paragraphs. The
components are of the vectors as they are, without the mean taken off, so that a product of two
projected vectors stays as near as possible to the product of the vectors.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus import Paragraph, Span
from scripts.command import guarded

_SEED, _PARAGRAPHS = 7, 700


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.training.project", description=__doc__)
    parser.add_argument(
        "--paragraphs",
        type=Path,
        required=True,
        help="folder of STEM.json: number -> text, headings",
    )
    parser.add_argument(
        "--questions", type=Path, required=True, help="questions that name the reports to sample"
    )
    parser.add_argument("--width", type=int, default=64, help="number of dimensions (64)")
    parser.add_argument("--output", type=Path, required=True, help="file for the matrix (.npy)")
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    vectors = np.concatenate(list(_vectors(options.paragraphs, options.questions)))
    _, _, components = np.linalg.svd(vectors.T @ vectors, hermitian=True)
    kept = components[: options.width].T.astype(np.float32)
    share = float(((vectors @ kept) ** 2).sum() / (vectors**2).sum())
    np.save(options.output, kept)
    print(f"{len(vectors):,} vectors; {options.width} dimensions keep {share:.3f} of their square")
    return 0


def _vectors(folder: Path, questions: Path) -> Iterator[np.ndarray]:
    from index.building.embed import heading_text
    from index.models.late_interaction import open_late

    lines = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    paragraphs = []
    for stem in sorted({line["document"] for line in lines}):
        fields = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
        for number, field in fields.items():
            text = " ".join(field["text"].split())
            paragraphs.append(Paragraph(stem, number, text, "", tuple(field["headings"])))
    late = open_late()
    for paragraph in random.Random(_SEED).sample(paragraphs, min(_PARAGRAPHS, len(paragraphs))):
        passage = Span(paragraph, 0, len(paragraph.text))
        yield late.unprojected(heading_text(paragraph), passage)


if __name__ == "__main__":
    raise SystemExit(main())
