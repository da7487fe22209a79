"""Encode passages on many machines, with Ray Data.

Each machine has Pilcrow installed, and is a node of the Ray cluster. A node that dies loses
nothing: what it had not given back is encoded by another. What comes back goes into the build's
journal, so that a build that is interrupted goes on from there.
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

_AT_ONCE = 32
_TIMEOUT = 5.0


def on_cluster(address: str, model: str) -> Workers:
    """Return workers that are a Ray cluster, HOST:PORT; they encode with the model of this name.

    Raises BadSetting, NotInstalled or EngineUnreachable, the last also when they are set to work.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # read when ray is imported
    try:
        import ray  # noqa: F401
    except ImportError:
        raise NotInstalled(
            "PassageEncoding on a cluster needs an extra: pip install 'pilcrow[cluster]'"
        ) from None
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise BadSetting(f"--ray {address}: write HOST:PORT, as ray start --head prints it")
    try:
        # Ray itself would try for minutes.
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
        blocks = max(1, min(len(passages) // _AT_ONCE, 200 * nodes))
        given = from_items([_told(one) for one in passages], override_num_blocks=blocks)
        encoded = given.map_batches(
            _Worker,
            fn_constructor_args=(model,),
            batch_size=_AT_ONCE,
            compute=ActorPoolStrategy(min_size=1, max_size=max(1, nodes)),
            num_cpus=1,
        )
        left = {one.key for one in passages}
        for batch in encoded.iter_batches(batch_size=None, batch_format="numpy"):
            # A block that was lost with its node may come twice.
            found = [one for one in _heard(batch) if one.key in left]
            left -= {one.key for one in found}
            yield found
        if left:
            raise EngineUnreachable(
                f"The Ray cluster at {address} gave back all but {len(left)} passages. Build "
                "again: what it gave back is kept"
            )
    except (ConnectionError, RayError) as problem:
        raise _unreachable(address, problem) from problem
    finally:
        ray.shutdown()


class _Worker:
    """Encodes batches on one node; the models stay open."""

    def __init__(self, model: str) -> None:
        import torch

        torch.set_num_threads(1)
        self._encoder, self._late = open_encoder(model), open_late()

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        texts = [f"{h}{t}" for h, t in zip(batch["heading"], batch["text"], strict=True)]
        vectors = self._encoder.encode(texts)
        every = [
            self._tokens(*fields)
            for fields in zip(
                batch["heading"], batch["text"], batch["start"], batch["sentences"], strict=True
            )
        ]
        return {
            "key": batch["key"],
            "vector": _bytes(vectors),
            "segments": _bytes([one.segments for one in every]),
            "tokens": _bytes([one.vectors for one in every]),
        }

    def _tokens(self, heading: str, text: str, start: int, places: bytes) -> Tokens:
        # Only where the passage stands in its paragraph counts, not what is before it.
        paragraph = Paragraph("", "", " " * start + text)
        sentences = np.frombuffer(places, np.int32).reshape(-1, 2).tolist()
        return self._late.encode(
            heading,
            Span(paragraph, start, start + len(text)),
            [Span(paragraph, first, last) for first, last in sentences],
        )


def _told(passage: Passage) -> dict[str, Any]:
    places = [(one.start, one.end) for one in passage.sentences]
    return {
        "key": passage.key,
        "heading": passage.heading,
        "text": passage.span.text,
        "start": passage.span.start,
        "sentences": np.array(places, np.int32).tobytes(),
    }


def _heard(batch: dict[str, Any]) -> Iterator[Encoded]:
    columns = ("key", "vector", "segments", "tokens")
    for key, vector, segments, tokens in zip(*(batch[name] for name in columns), strict=True):
        places = np.frombuffer(segments, np.int32).reshape(-1, 4)
        rows = int(places[:, 3].sum())
        values = np.frombuffer(tokens, np.int8).reshape(rows, -1)
        yield Encoded(bytes(key), np.frombuffer(vector, np.float32), Tokens(values, places))


def _bytes(arrays: Any) -> Any:
    found = np.empty(len(arrays), object)
    found[:] = [np.ascontiguousarray(one).tobytes() for one in arrays]
    return found


def _unreachable(address: str, problem: Exception) -> EngineUnreachable:
    said = str(problem).strip().splitlines() or [type(problem).__name__]
    return EngineUnreachable(
        f"The Ray cluster at {address} does not answer ({said[0]}). See that it runs: ray status "
        f"--address {address}"
    )
