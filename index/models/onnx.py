"""A BERT-like model in ONNX Runtime, with its tokenizer."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.types import Matrix

# Each run takes all processors, and memory of its own that is kept: as many at once as pay.
_RUNNING = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))


@dataclass(frozen=True, slots=True)
class Output:
    """What the model said of one text.

    ``offsets`` is each token's start and end in its text, shape (tokens, 2), 0, 0 for special
    tokens; ``second`` tells which tokens are of the second text of a pair; ``values`` is the first
    output without the batch axis: (tokens, width) or (labels,).
    """

    offsets: npt.NDArray[np.int64]
    second: npt.NDArray[np.bool_]
    values: Matrix


def optimise(model: Path, output: Path) -> None:
    """Write a model anew as ONNX Runtime would run it on any machine; it loads in half the time."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(output)
    onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


class Transformer:
    """One model, held open; safe to call from several threads.

    Texts go through one at a time: the weights are 8-bit with scales taken from the whole batch, so
    that a text's values would otherwise depend on what it was batched with.
    """

    def __init__(self, model: Path, tokenizer: Path, max_tokens: int) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # One process of many on a machine takes what it is given; 0 takes all there is.
        options.intra_op_num_threads = int(os.environ.get("PILCROW_THREADS", "0"))
        # Waiting threads that spin take the processor from the other models' threads.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Exact sums of 8-bit products: processors without VNNI would cut them off, and other
        # passages be found on one machine than on another.
        options.add_session_config_entry("session.x64quantprecision", "1")
        self._session: Any = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = [given.name for given in self._session.get_inputs()]
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        # The shipped tokenizer pads to 512 tokens, at forty times the cost for a sentence.
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens, strategy="longest_first")

    def run(self, text: str, pair: str | None = None) -> Output:
        """Run one text, or a pair of texts."""
        encoding = self._tokenizer.encode(text, pair)
        feeds = {
            "input_ids": np.array([encoding.ids], np.int64),
            "attention_mask": np.array([encoding.attention_mask], np.int64),
            "token_type_ids": np.array([encoding.type_ids], np.int64),
        }
        wanted = {name: feeds[name] for name in self._inputs}
        with _RUNNING:
            values: Matrix = self._session.run(None, wanted)[0][0]
        second = np.array(encoding.type_ids, bool)
        return Output(np.array(encoding.offsets, np.int64), second, values)
