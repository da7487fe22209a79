"""Load an exported reader as a PyTorch model, to train it further."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from scripts.training.export import make_reader


def load_reader(path: Path) -> Any:
    """Return the exported reader at ``path`` as a PyTorch model, with float weights.

    The weights are those of the 8-bit file, so they differ a little from the weights before export.

    Raises:
        ValueError: the file lacks weights of the model.
    """
    import torch

    model = make_reader()
    loaded = {name: torch.tensor(np.ascontiguousarray(v)) for name, v in _exported(path)}
    missing = [name for name in model.state_dict() if name not in loaded]
    if missing:
        raise ValueError(f"{path} does not fit: missing weights {missing}")
    model.load_state_dict(loaded, strict=False)
    return model


@dataclass(frozen=True, slots=True)
class _Graph:
    """The nodes of an exported reader, and the arrays in it by their names."""

    nodes: Any
    arrays: Mapping[str, Any]

    def floats(self, name: str) -> Any:
        """Return an 8-bit array as float32."""
        stem = name.removesuffix("_quantized")
        zero = self.arrays[f"{stem}_zero_point"].astype(np.int32)
        whole = (self.arrays[name].astype(np.int32) - zero) * self.arrays[f"{stem}_scale"]
        return whole.astype(np.float32)


def _exported(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield the names and the float32 arrays of the weights of an exported reader.

    The export fuses the three matrices of each attention into one, and does not keep the names of
    matrices. They follow from the names of the nodes.
    """
    import onnx
    from onnx import numpy_helper

    exported = onnx.load(path).graph
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in exported.initializer}
    graph = _Graph(exported.node, arrays)
    for name in arrays:
        if name.endswith("_quantized") and name.startswith("shipped.bert.embeddings"):
            yield name.removesuffix("_quantized"), graph.floats(name)
        elif re.search(r"(?:bias|weight)$", name) and arrays[name].dtype == np.float32:
            yield name, arrays[name]
    for node in graph.nodes:
        if node.op_type == "QAttention":
            yield from _attention(node, graph)
        elif node.op_type == "MatMulInteger":
            yield _matrix(node, graph)


def _attention(node: Any, graph: _Graph) -> Iterator[tuple[str, Any]]:
    layer = node.output[0].split("layer.")[1].split("/")[0]
    weight = next(name for name in node.input if name.endswith("weight_quantized"))
    bias = next(name for name in node.input if name.endswith("_bias"))
    matrices = np.split(graph.floats(weight), 3, axis=1)
    vectors = np.split(graph.arrays[bias], 3)
    for part, matrix, vector in zip(("query", "key", "value"), matrices, vectors, strict=True):
        prefix = f"shipped.bert.encoder.layer.{layer}.attention.self.{part}"
        yield f"{prefix}.weight", matrix.T
        yield f"{prefix}.bias", vector


def _matrix(node: Any, graph: _Graph) -> tuple[str, Any]:
    name = next(n for n in node.input if f"{n.removesuffix('_quantized')}_scale" in graph.arrays)
    owner = re.split(r"/(?:MatMul|Gemm)", node.output[0].removeprefix("/"))[0].replace("/", ".")
    own = owner if owner in ("token", "whole") else f"shipped.{owner}"
    return f"{own}.weight", graph.floats(name).T
