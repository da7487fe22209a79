"""Encode passages on many machines with Ray Data.

Each machine has Pilcrow installed and is a node of the Ray cluster. If a node dies, another node
encodes the passages that it had not returned. Returned passages are written to the journal of the
build, so that an interrupted build continues from there.
"""

import logging
import os
import socket
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from corpus import Paragraph, Span
from corpus.errors import BadSetting, EngineUnreachable, NotInstalled
from index.building.embed import Encoded, Passage, Workers
from index.models.encoder import open_encoder
from index.models.late_interaction import Tokens, open_late

_BATCH = 32
_TIMEOUT = 5.0  # seconds


def on_cluster(address: str, model: str) -> Workers:
    """Return workers on a Ray cluster, which encode with the model of this name.

    ``address`` is HOST:PORT. The workers also raise EngineUnreachable if the cluster fails.

    Raises:
        BadSetting: the address is malformed.
        NotInstalled: the package ray is not installed.
        EngineUnreachable: the cluster does not answer.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # ray reads this when it is imported
    try:
        import ray  # noqa: F401
    except ImportError:
        raise NotInstalled(
            "Encoding on a cluster needs an extra: pip install 'pilcrow[cluster]'"
        ) from None
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise BadSetting(f"--ray {address}: write HOST:PORT, as ray start --head prints it")
    try:
        # Ray itself tries to connect for minutes before it fails.
        socket.create_connection((host, int(port)), _TIMEOUT).close()
    except OSError as problem:
        raise _unreachable(address, problem) from problem
    return lambda passages: _encode(address, model, passages)


def _encode(address: str, model: str, passages: Sequence[Passage]) -> Iterator[Sequence[Encoded]]:
    import ray
    from ray.data import ActorPoolStrategy, DataContext, from_items
    from ray.exceptions import RayError

    if not passages:
        return
    threads = {"PILCROW_THREADS": "1", "OMP_NUM_THREADS": "1"}
    try:
        ray.init(
            address=address,
            log_to_driver=False,
            logging_level=logging.ERROR,
            runtime_env={"env_vars": threads},
        )
    except (ConnectionError, RayError, RuntimeError, ValueError) as problem:
        raise _unreachable(address, problem) from problem
    try:
        context = DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        nodes = int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]
        blocks = max(1, min(len(passages) // _BATCH, 200 * nodes))
        inputs = from_items(
            [_to_record(passage) for passage in passages], override_num_blocks=blocks
        )
        outputs = inputs.map_batches(
            _Worker,
            fn_constructor_args=(model,),
            batch_size=_BATCH,
            compute=ActorPoolStrategy(min_size=1, max_size=max(1, nodes)),
            num_cpus=1,
        )
        missing = {passage.cache_key for passage in passages}
        for batch in outputs.iter_batches(batch_size=None, batch_format="numpy"):
            # Ray may return a block twice if the node of that block died.
            new = [encoded for encoded in _from_records(batch) if encoded.cache_key in missing]
            missing -= {encoded.cache_key for encoded in new}
            yield new
        if missing:
            raise EngineUnreachable(
                f"The Ray cluster at {address} returned all but {len(missing)} passages. "
                "Build again: the passages that it returned are kept"
            )
    except (ConnectionError, RayError) as problem:
        raise _unreachable(address, problem) from problem
    finally:
        ray.shutdown()


class _Worker:
    """Encodes batches of passages on one node; keeps the models open between batches."""

    def __init__(self, model: str) -> None:
        import torch

        torch.set_num_threads(1)
        self._encoder, self._late = open_encoder(model), open_late()

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        texts = [f"{h}{t}" for h, t in zip(batch["heading"], batch["text"], strict=True)]
        vectors = self._encoder.encode(texts)
        tokens = [
            self._tokens(*fields)
            for fields in zip(
                batch["heading"], batch["text"], batch["start"], batch["sentences"], strict=True
            )
        ]
        return {
            "key": batch["key"],
            "vector": _bytes(vectors),
            "segments": _bytes([passage.segments for passage in tokens]),
            "tokens": _bytes([passage.vectors for passage in tokens]),
        }

    def _tokens(self, heading: str, text: str, start: int, bounds: bytes) -> Tokens:
        # The encoder needs the start of the passage in its paragraph, but not the text before it.
        paragraph = Paragraph("", "", " " * start + text)
        sentences = np.frombuffer(bounds, np.int32).reshape(-1, 2).tolist()
        return self._late.encode(
            heading,
            Span(paragraph, start, start + len(text)),
            [Span(paragraph, first, last) for first, last in sentences],
        )


def _to_record(passage: Passage) -> dict[str, Any]:
    bounds = [(sentence.start, sentence.end) for sentence in passage.sentences]
    return {
        "key": passage.cache_key,
        "heading": passage.heading,
        "text": passage.span.text,
        "start": passage.span.start,
        "sentences": np.array(bounds, np.int32).tobytes(),
    }


def _from_records(batch: dict[str, Any]) -> Iterator[Encoded]:
    columns = ("key", "vector", "segments", "tokens")
    for key, vector, segments, tokens in zip(*(batch[name] for name in columns), strict=True):
        segment_rows = np.frombuffer(segments, np.int32).reshape(-1, 4)
        rows = int(segment_rows[:, 3].sum())
        values = np.frombuffer(tokens, np.int8).reshape(rows, -1)
        yield Encoded(bytes(key), np.frombuffer(vector, np.float32), Tokens(values, segment_rows))


def _bytes(arrays: Any) -> Any:
    column = np.empty(len(arrays), object)
    column[:] = [np.ascontiguousarray(array).tobytes() for array in arrays]
    return column


def _unreachable(address: str, problem: Exception) -> EngineUnreachable:
    lines = str(problem).strip().splitlines() or [type(problem).__name__]
    return EngineUnreachable(
        f"The Ray cluster at {address} does not answer ({lines[0]}). Check that it is running: "
        f"ray status --address {address}"
    )
