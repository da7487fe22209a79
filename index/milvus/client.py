"""The connection to Milvus: calls with a time limit, which raise one kind of error.

``index.milvus.store`` searches over this connection; no other part of the search uses it.
"""

import logging
import os
import re
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from corpus.errors import (
    BadSetting,
    EngineUnreachable,
    LibraryMissing,
    NotInstalled,
)

# Seconds. A request to a node that died waits until its time limit; the next attempt goes to
# another node.
_TIMEOUT, _ATTEMPTS = 2.0, (1.0, 1.0, 2.0, 4.0)
# Seconds. Building an index of new rows takes long.
_LONG_TIMEOUT = 600.0
# With this consistency level, new rows may be visible a moment after they are published. Reading
# with strong consistency takes a hundred times as long.
STALENESS = "Bounded"
_ADDRESS = re.compile(
    r"milvus://(?P<host>[\w.-]+|\[[\da-f:]+\])(?::(?P<port>\d+))?(?:/(?P<name>[A-Za-z]\w*))?/?"
)
_WITHOUT_SPARSE_VECTORS = re.compile(r"v?2\.[0-3]\.")
# Up to this number of passages, search is exact, as it is for a library in a folder.
_EXACT = 250_000


class Engine:
    """One library in one Milvus server; safe to use from several threads."""

    def __init__(self, address: str) -> None:
        """Connect to the server.

        Raises:
            BadSetting: the address or PILCROW_MILVUS_COPIES is malformed.
            NotInstalled: the package pymilvus is not installed.
            EngineUnreachable: the server does not answer.
        """
        match = _ADDRESS.fullmatch(address)
        if not match:
            raise BadSetting(
                f"{address!r} is not the address of an engine. Write milvus://HOST:PORT or milvus://HOST:PORT/NAME"
            )
        try:
            from pymilvus import MilvusClient, MilvusException
        except ImportError:
            raise NotInstalled(
                "A library in Milvus needs an extra: pip install 'pilcrow[milvus]'"
            ) from None
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # errors are raised instead
        self.address, self.name = address, match["name"] or "pilcrow"
        copies = os.environ.get("PILCROW_MILVUS_COPIES", "1")
        if not copies.isdecimal() or int(copies) < 1:
            raise BadSetting(f"PILCROW_MILVUS_COPIES is {copies!r}. Set it to a number, such as 2")
        self.copies = int(copies)
        self._problem = MilvusException
        self._client: Any = None
        uri = f"http://{match['host']}:{match['port'] or 19530}"
        self._client = self._guarded(
            lambda: MilvusClient(
                uri=uri, token=os.environ.get("PILCROW_MILVUS_TOKEN", ""), timeout=_TIMEOUT
            )
        )

    def call(self, method: str, *arguments: Any, timeout: float = _TIMEOUT, **named: Any) -> Any:
        """Return the result of a client method; ``timeout`` is in seconds.

        Raises EngineUnreachable if the engine does not answer in time.
        """
        run = getattr(self._client, method)
        return self._guarded(lambda: run(*arguments, timeout=timeout, **named))

    def read(self, method: str, *arguments: Any, **named: Any) -> Any:
        """Return the result of a client method that changes nothing; retry if the call fails.

        Raises EngineUnreachable if all attempts fail.
        """
        *earlier, last = _ATTEMPTS
        for timeout in earlier:
            try:
                return self.call(method, *arguments, timeout=timeout, **named)
            except EngineUnreachable:
                continue
        return self.call(method, *arguments, timeout=last, **named)

    def has(self, collection: str) -> bool:
        """Return whether a collection or an alias of this name exists."""
        return bool(self.read("has_collection", collection))

    def current(self) -> str:
        """Return the name of the current build; raises LibraryMissing if nothing was published."""
        if not self.has(self.name):
            raise LibraryMissing(
                f"No library at {self.address}. Build one: pilcrow build --library {self.address} "
                "REPORT..."
            )
        collection: str = self.read("describe_collection", self.name)["collection_name"]
        return collection.removeprefix(f"{self.name}_")

    @cached_property
    def finds_words(self) -> bool:
        """Whether the engine supports lexical search; Milvus supports it from version 2.4."""
        return not _WITHOUT_SPARSE_VECTORS.match(self.read("get_server_version"))

    def create(self, build: str, dimension: int) -> tuple[str, str]:
        """Create the two collections of a build; return the names for passages and records."""
        from pymilvus import DataType

        passages, records = f"{self.name}_{build}", f"{self.name}_{build}_records"
        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("row", DataType.INT64, is_primary=True)
        for field in ("document", "paragraph", "start", "end"):
            schema.add_field(field, DataType.INT64)
        schema.add_field("dense", DataType.FLOAT_VECTOR, dim=dimension)
        if self.finds_words:
            schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
        self.call("create_collection", passages, schema=schema, timeout=_LONG_TIMEOUT)
        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("key", DataType.VARCHAR, max_length=64, is_primary=True)
        schema.add_field("pieces", DataType.INT64)
        schema.add_field("body", DataType.VARCHAR, max_length=65_535)
        schema.add_field("nothing", DataType.FLOAT_VECTOR, dim=2)  # Milvus requires a vector field
        self.call("create_collection", records, schema=schema, timeout=_LONG_TIMEOUT)
        return passages, records

    def finish(self, collection: str, rows: int, *fields: str) -> None:
        """Index these fields of a collection, and check that it has all its rows.

        Raises EngineUnreachable if the engine does not answer or rows are missing.
        """
        self.call("flush", collection, timeout=_LONG_TIMEOUT)
        indexes = self._client.prepare_index_params()
        for field in fields:
            kind: dict[str, Any] = {"index_type": "FLAT"}
            if field == "words":
                kind = {"index_type": "SPARSE_INVERTED_INDEX"}
            elif rows > _EXACT:
                kind = {"index_type": "HNSW", "params": {"M": 16, "efConstruction": 128}}
            indexes.add_index(field, metric_type="IP", **kind)
        self.call("create_index", collection, indexes, timeout=_LONG_TIMEOUT)
        copies = {"replica_number": self.copies} if self.copies > 1 else {}
        self.call("load_collection", collection, timeout=_LONG_TIMEOUT, **copies)
        (result,) = self.call(
            "query",
            collection,
            filter="",
            output_fields=["count(*)"],
            consistency_level="Strong",
            timeout=_LONG_TIMEOUT,
        )
        if result["count(*)"] != rows:
            raise EngineUnreachable(
                f"The engine at {self.address} has {result['count(*)']} of {rows} rows of the new "
                "build, so the build was not published. Build again"
            )

    def publish(self, build: str) -> None:
        """Make this build the current build in one atomic step."""
        method = "alter_alias" if self.has(self.name) else "create_alias"
        self.call(method, f"{self.name}_{build}", self.name, timeout=_LONG_TIMEOUT)

    def builds(self) -> list[str]:
        """Return the names of all builds, complete and incomplete, the oldest first."""
        pattern = re.compile(rf"{re.escape(self.name)}_(\d{{8}}T\d{{6}}_\d{{9}})(?:_records)?")
        matches = map(pattern.fullmatch, self.read("list_collections"))
        return sorted({match[1] for match in matches if match})

    def drop(self, build: str) -> None:
        """Remove the collections of a build."""
        for collection in (f"{self.name}_{build}", f"{self.name}_{build}_records"):
            self.call("drop_collection", collection, timeout=_LONG_TIMEOUT)

    def _guarded(self, run: Callable[[], Any]) -> Any:
        try:
            return run()
        except (self._problem, OSError, ValueError) as problem:
            lines = str(getattr(problem, "message", problem)).splitlines() or [""]
            raise EngineUnreachable(
                f"The engine at {self.address} does not answer ({lines[0]}). Check that it is "
                "running and that the address is right, then try again"
            ) from problem


@cache
def open_engine(address: str) -> Engine:
    """Return the connection to an address; there is one connection per process."""
    return Engine(address)
