"""The reader: reads question and passage together, and says which sentences answer it.

Pilcrow's own model (``docs/reader.md``): ms-marco-MiniLM-L-12-v2, trained further to tell a passage
that answers from one that is merely about the same, and to point at the sentences. 8-bit ONNX.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus import Span
from index.models.onnx import Transformer
from index.models.weights import COLBERT, READER, locate

NAME = READER.name
# A passage of 170 words under its heading, and a question, have about 300.
_MAX_TOKENS = 384
# Said of a sentence that was cut off.
_UNREAD = -9.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """Logits: that the passage answers, that it is relevant, that each sentence answers.

    ``relevance_logit`` is about what ms-marco-MiniLM-L-12-v2 says of the passage, from -11 to 9.
    """

    answer_logit: float
    relevance_logit: float
    sentences: tuple[float, ...]


class Reader:
    """The model, and what it judged last."""

    def __init__(self) -> None:
        """Load the model; raises ModelMissing or ModelDamaged."""
        self._model = Transformer(
            locate(READER) / READER.digests[0][0],
            locate(COLBERT) / "tokenizer.json",
            _MAX_TOKENS,
        )
        self._judge = lru_cache(maxsize=1024)(self._read)

    def judge(
        self, question: str, heading: str, passage: Span, sentences: Sequence[Span]
    ) -> Judgement:
        """Read a passage under its heading, and judge it and those sentences that lie in it."""
        places = tuple((one.start - passage.start, one.end - passage.start) for one in sentences)
        return self._judge(question, heading, passage.text, places)

    def _read(
        self, question: str, heading: str, text: str, places: tuple[tuple[int, int], ...]
    ) -> Judgement:
        output = self._model.run(question, heading + text)
        starts, ends = (output.offsets - len(heading)).T
        is_passage = output.second & (ends > starts)
        logits = []
        for start, end in places:
            inside = is_passage & (starts >= start) & (ends <= end)
            logits.append(float(output.values[inside, 0].mean()) if inside.any() else _UNREAD)
        answers, relevance = output.values[0, 1:3].tolist()
        return Judgement(answers, relevance, tuple(logits))


@cache
def open_reader() -> Reader:
    """Load the model once for the whole process."""
    return Reader()
