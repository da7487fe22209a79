"""What an engine is sent fits into its records, and addresses that are none are refused."""

import socket
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import BadSetting, EngineUnreachable
from index.library import open_store
from index.milvus.client import Engine
from index.milvus.records import Records
from index.milvus.store import tokens_from_text, tokens_to_text
from index.storage.location import parse_location
from index.storage.store import EmbeddedStore


@pytest.mark.parametrize(
    "wrong", ["milvus://", "milvus://a b", "milvus://host:port", "milvus://host/1x"]
)
def test_an_address_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(BadSetting, match="milvus://HOST:PORT"):
        Engine(wrong)


def test_an_engine_that_does_not_answer_is_an_error() -> None:
    with socket.socket() as one:  # takes the call and says nothing
        one.bind(("127.0.0.1", 0))
        one.listen()
        with pytest.raises(EngineUnreachable, match="does not answer"):
            open_store(f"milvus://127.0.0.1:{one.getsockname()[1]}")


def test_an_address_stays_text_and_all_else_is_a_folder() -> None:
    assert parse_location("milvus://a:1/b") == "milvus://a:1/b"
    assert parse_location("some/folder") == Path("some/folder")


@pytest.mark.parametrize("text", ["", "x" * 200_000, "é\u2028𝄞" * 40_000])
def test_long_texts_are_cut_into_pieces_that_fit(text: str) -> None:
    pieces = Records.cut("key", text)
    assert "".join(piece["body"] for piece in pieces) == text
    assert all(len(piece["body"].encode()) <= 65_535 for piece in pieces)
    assert {piece["pieces"] for piece in pieces} == {len(pieces)}


@pytest.mark.model
def test_tokens_survive_as_text(library: Path) -> None:
    tokens = EmbeddedStore.open(library).tokens.part(0, 3)
    again = tokens_from_text(tokens_to_text(tokens))
    np.testing.assert_array_equal(again.vectors, tokens.vectors)
    np.testing.assert_array_equal(again.segments, tokens.segments)
