"""The reader: a model that reads a question with a passage and scores how well it is answered.

This is Pilcrow's own model (``docs/reader.md``): ms-marco-MiniLM-L-12-v2, trained further to
distinguish a passage that answers the question from a passage on the same subject, and to score the
sentences of the passage. It is an 8-bit ONNX model.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus import Span
from index.models.onnx import Transformer
from index.models.weights import COLBERT, READER, locate

NAME = READER.name
# A passage of 170 words with its heading and a question have about 300 tokens.
_MAX_TOKENS = 384
# The logit of a sentence that was cut off at the token limit.
_CUT_OFF_LOGIT = -9.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """The logits of the reader for a passage and for each of its sentences.

    ``answer_logit``: the passage answers the question. ``sentences``: each sentence answers the
    question.
    """

    answer_logit: float
    sentences: tuple[float, ...]


_Judge = Callable[[str, str, str, tuple[tuple[int, int], ...]], Judgement]


class Reader:
    """The model, with a cache of its latest judgements."""

    def __init__(self, remembered: int | None = 1024) -> None:
        """Load the model; raises ModelMissing or ModelDamaged.

        The latest ``remembered`` judgements are kept; all of them, if it is None.
        """
        self._model = Transformer(
            locate(READER) / READER.digests[0][0],
            locate(COLBERT) / "tokenizer.json",
            _MAX_TOKENS,
        )
        self._judge: _Judge = lru_cache(maxsize=remembered)(self._run)

    def judge(
        self, question: str, heading: str, passage: Span, sentences: Sequence[Span]
    ) -> Judgement:
        """Return the logits of a passage, read with its heading, and of its sentences."""
        bounds = tuple(
            (sentence.start - passage.start, sentence.end - passage.start) for sentence in sentences
        )
        return self._judge(question, heading, passage.text, bounds)

    def _run(
        self, question: str, heading: str, text: str, bounds: tuple[tuple[int, int], ...]
    ) -> Judgement:
        output = self._model.run(question, heading + text)
        starts, ends = (output.offsets - len(heading)).T
        is_passage = output.second & (ends > starts)
        logits = []
        for start, end in bounds:
            inside = is_passage & (starts >= start) & (ends <= end)
            logits.append(
                float(output.values[inside, 0].mean()) if inside.any() else _CUT_OFF_LOGIT
            )
        return Judgement(float(output.values[0, 1]), tuple(logits))


@cache
def open_reader() -> Reader:
    """Return the model; it is loaded once per process."""
    return Reader()
