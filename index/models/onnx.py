"""Run a BERT-like model and its tokenizer in ONNX Runtime."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.types import Matrix

# Each run uses all processors, and memory that stays allocated. More runs at a time would use more
# memory without a gain in speed.
_RUNNING = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))


@dataclass(frozen=True, slots=True)
class Output:
    """The output of the model for one text or pair of texts.

    ``offsets`` has the start and end of each token in its text, shape (tokens, 2), with 0, 0 for
    special tokens. ``second`` is true for the tokens of the second text of a pair, shape (tokens,).
    ``values`` is the first output of the model without the batch axis, shape (tokens, width) or
    (labels,).
    """

    offsets: npt.NDArray[np.int64]
    second: npt.NDArray[np.bool_]
    values: Matrix


def optimise(model: Path, output: Path) -> None:
    """Write an optimised copy of a model that runs on any machine; it loads in half the time."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(output)
    onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


class Transformer:
    """One loaded model; safe to call from several threads.

    The model runs one text at a time. Its weights are 8-bit with scales taken from the whole batch.
    In a batch, the values of a text would therefore depend on the other texts.
    """

    def __init__(self, model: Path, tokenizer: Path, max_tokens: int) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # Processes that share a machine each get a number of threads; 0 uses all processors.
        options.intra_op_num_threads = int(os.environ.get("PILCROW_THREADS", "0"))
        # Waiting threads that spin take the processor from the threads of the other models.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Sums of 8-bit products must be exact. Processors without VNNI would saturate them, and
        # machines would then return different passages.
        options.add_session_config_entry("session.x64quantprecision", "1")
        self._session: Any = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = [node.name for node in self._session.get_inputs()]
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        # The tokenizer file asks for padding to 512 tokens, which makes a sentence forty times as
        # expensive.
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens, strategy="longest_first")

    def run(self, text: str, pair: str | None = None) -> Output:
        """Return the output of the model for one text, or for a pair of texts."""
        encoding = self._tokenizer.encode(text, pair)
        feeds = {
            "input_ids": np.array([encoding.ids], np.int64),
            "attention_mask": np.array([encoding.attention_mask], np.int64),
            "token_type_ids": np.array([encoding.type_ids], np.int64),
        }
        inputs = {name: feeds[name] for name in self._inputs}
        with _RUNNING:
            values: Matrix = self._session.run(None, inputs)[0][0]
        second = np.array(encoding.type_ids, bool)
        return Output(np.array(encoding.offsets, np.int64), second, values)
