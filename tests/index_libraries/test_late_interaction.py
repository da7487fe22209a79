import numpy as np
import pytest

from corpus import Paragraph, Span
from corpus.split import sentences
from index.models.late_interaction import WIDTH, LateInteraction, Tokens, open_late
from index.models.weights import PROJECTION, locate
from index.types import Matrix

pytestmark = pytest.mark.model

TEXT = "He visited Qatar in 2019. He visited Sweden in 2018. Vaccines were hoarded by some States."
PARAGRAPH = Paragraph("A/1/1", "1", TEXT)
WHOLE = Span(PARAGRAPH, 0, len(TEXT))


@pytest.fixture(scope="module")
def late() -> LateInteraction:
    return open_late()


@pytest.fixture(scope="module")
def tokens(late: LateInteraction) -> Tokens:
    first = late.encode("Country visits. ", WHOLE, sentences(PARAGRAPH))
    tail = Span(PARAGRAPH, 26, len(TEXT))
    second = late.encode("", tail, [s for s in sentences(PARAGRAPH) if s.start >= 26])
    return Tokens.join([first, second])


def test_every_sentence_has_its_tokens(tokens: Tokens) -> None:
    spans = [(s.start, s.end) for s in sentences(PARAGRAPH)]
    rows = tokens.segments[:, :3].tolist()
    assert rows == [
        *([0, *span] for span in spans),
        [0, -1, -1],
        *([1, *span] for span in spans[1:]),
        [1, -1, -1],
    ]
    assert tokens.segments[:, 3].sum() == len(tokens.vectors)
    lengths = np.linalg.norm(tokens.vectors.astype(np.float32) / 127, axis=1)
    np.testing.assert_allclose(lengths, 1, atol=0.02)


def test_vectors_have_few_dimensions_and_punctuation_none(
    late: LateInteraction, tokens: Tokens
) -> None:
    assert tokens.vectors.shape[1] == WIDTH == 64
    paragraph = Paragraph("A/1/1", "1", "Peace; peace, peace!")
    plain = Paragraph("A/1/1", "1", "Peace peace peace")
    lengths = [
        int(late.encode("", Span(p, 0, len(p.text)), sentences(p)).segments[0, 3])
        for p in (paragraph, plain)
    ]
    assert lengths[0] <= lengths[1]


def test_splitting_undoes_joining(tokens: Tokens) -> None:
    again = Tokens.join(tokens.split(2))
    np.testing.assert_array_equal(again.vectors, tokens.vectors)
    np.testing.assert_array_equal(again.segments, tokens.segments)


def test_scores_are_the_means_of_the_best_matches(late: LateInteraction, tokens: Tokens) -> None:
    query = "When was the visit to Sweden?"
    vectors: Matrix = late._model.run(query).values
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = vectors @ np.load(locate(PROJECTION) / "token_projection.npy")
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    stored = tokens.vectors.astype(np.float32) / 127
    ends = np.cumsum(tokens.segments[:, 3])
    found = late.match(query, tokens, np.array([1, 0]))
    for row, match in zip([1, 0], found, strict=True):
        segments = np.flatnonzero(tokens.segments[:, 0] == row)
        parts = [stored[ends[s] - tokens.segments[s, 3] : ends[s]] for s in segments]
        whole = (np.concatenate(parts) @ vectors.T).max(axis=0).mean()
        assert match.passage == pytest.approx(float(whole), abs=1e-5)
        means = [float((part @ vectors.T).max(axis=0).mean()) for part in parts[:-1]]
        assert [score for _, _, score in match.sentences] == pytest.approx(means, abs=1e-5)


def test_prefers_the_sentence_that_speaks_of_it(late: LateInteraction, tokens: Tokens) -> None:
    match = late.match("When was the visit to Sweden?", tokens, np.array([0]))[0]
    best = max(match.sentences, key=lambda sentence: sentence[2])
    assert TEXT[best[0] : best[1]] == "He visited Sweden in 2018."


def test_context_counts_but_little(late: LateInteraction, tokens: Tokens) -> None:
    def best(query: str, context: str) -> str:
        match = late.match(query, tokens, np.array([0]), context)[0]
        start, end, _ = max(match.sentences, key=lambda sentence: sentence[2])
        return TEXT[start:end]

    assert best("and to Qatar?", "When was the visit to Sweden?") == "He visited Qatar in 2019."
    assert best("when?", "Did he visit Sweden?") == "He visited Sweden in 2018."
