"""A connection to Milvus: calls in a limited time, one kind of error, texts of any length.

Fusing, comparing and answering know nothing of it: see ``index.milvus.store``.
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

# A node that dies holds a request until its time is up; another node has it then. Seconds.
_TIMEOUT, _ATTEMPTS = 2.0, (1.0, 1.0, 2.0, 4.0)
# Making an index of what was written takes a while.
_LONG = 600.0
# What has just been published may be seen a moment later; reading the newest takes a hundred times
# as long.
STALENESS = "Bounded"
_ADDRESS = re.compile(
    r"milvus://(?P<host>[\w.-]+|\[[\da-f:]+\])(?::(?P<port>\d+))?(?:/(?P<name>[A-Za-z]\w*))?/?"
)
_OLD = re.compile(r"v?2\.[0-3]\.")
# Up to so many passages all are compared, as in a folder.
_EXACT = 250_000


class Engine:
    """One Milvus and the name of one library in it; one serves all threads."""

    def __init__(self, address: str) -> None:
        """Connect; raises BadSetting, NotInstalled or EngineUnreachable."""
        found = _ADDRESS.fullmatch(address)
        if not found:
            raise BadSetting(f"{address!r} is no engine. Write milvus://HOST:PORT or .../NAME")
        try:
            from pymilvus import MilvusClient, MilvusException
        except ImportError:
            raise NotInstalled(
                "A library in Milvus needs an extra: pip install 'pilcrow[milvus]'"
            ) from None
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # what is wrong is raised
        self.address, self.name = address, found["name"] or "pilcrow"
        copies = os.environ.get("PILCROW_MILVUS_COPIES", "1")
        if not copies.isdecimal() or int(copies) < 1:
            raise BadSetting(f"PILCROW_MILVUS_COPIES is {copies!r}. Set it to a number, such as 2")
        self.copies = int(copies)
        self._problem = MilvusException
        self._client: Any = None
        uri = f"http://{found['host']}:{found['port'] or 19530}"
        self._client = self._guarded(
            lambda: MilvusClient(
                uri=uri, token=os.environ.get("PILCROW_MILVUS_TOKEN", ""), timeout=_TIMEOUT
            )
        )

    def call(self, method: str, *arguments: Any, timeout: float = _TIMEOUT, **named: Any) -> Any:
        """Call the client, in a limited time; raises EngineUnreachable."""
        run = getattr(self._client, method)
        return self._guarded(lambda: run(*arguments, timeout=timeout, **named))

    def read(self, method: str, *arguments: Any, **named: Any) -> Any:
        """Call what changes nothing, several times if it must be; raises EngineUnreachable."""
        *first, last = _ATTEMPTS
        for timeout in first:
            try:
                return self.call(method, *arguments, timeout=timeout, **named)
            except EngineUnreachable:
                continue
        return self.call(method, *arguments, timeout=last, **named)

    def has(self, collection: str) -> bool:
        """Whether there is a collection, or an alias, of this name."""
        return bool(self.read("has_collection", collection))

    def current(self) -> str:
        """Return the name of the current build; raises LibraryMissing."""
        if not self.has(self.name):
            raise LibraryMissing(
                f"No library at {self.address}. Build one: pilcrow build --library {self.address} "
                "REPORT..."
            )
        collection: str = self.read("describe_collection", self.name)["collection_name"]
        return collection.removeprefix(f"{self.name}_")

    @cached_property
    def finds_words(self) -> bool:
        """Whether the engine can search by words, which it can from 2.4 on."""
        return not _OLD.match(self.read("get_server_version"))

    def create(self, build: str, dimension: int) -> tuple[str, str]:
        """Make the collections of a build, of passages and of records; return their names."""
        from pymilvus import DataType

        passages, records = f"{self.name}_{build}", f"{self.name}_{build}_records"
        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("row", DataType.INT64, is_primary=True)
        for field in ("document", "paragraph", "start", "end"):
            schema.add_field(field, DataType.INT64)
        schema.add_field("dense", DataType.FLOAT_VECTOR, dim=dimension)
        if self.finds_words:
            schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
        self.call("create_collection", passages, schema=schema, timeout=_LONG)
        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("key", DataType.VARCHAR, max_length=64, is_primary=True)
        schema.add_field("pieces", DataType.INT64)
        schema.add_field("body", DataType.VARCHAR, max_length=65_535)
        schema.add_field("nothing", DataType.FLOAT_VECTOR, dim=2)  # no collection is without
        self.call("create_collection", records, schema=schema, timeout=_LONG)
        return passages, records

    def finish(self, collection: str, rows: int, *fields: str) -> None:
        """Index these fields of a collection, and see that all its rows can be searched.

        Raises EngineUnreachable.
        """
        self.call("flush", collection, timeout=_LONG)
        indexes = self._client.prepare_index_params()
        for field in fields:
            kind: dict[str, Any] = {"index_type": "FLAT"}
            if field == "words":
                kind = {"index_type": "SPARSE_INVERTED_INDEX"}
            elif rows > _EXACT:
                kind = {"index_type": "HNSW", "params": {"M": 16, "efConstruction": 128}}
            indexes.add_index(field, metric_type="IP", **kind)
        self.call("create_index", collection, indexes, timeout=_LONG)
        copies = {"replica_number": self.copies} if self.copies > 1 else {}
        self.call("load_collection", collection, timeout=_LONG, **copies)
        (found,) = self.call(
            "query",
            collection,
            filter="",
            output_fields=["count(*)"],
            consistency_level="Strong",
            timeout=_LONG,
        )
        if found["count(*)"] != rows:
            raise EngineUnreachable(
                f"The engine at {self.address} has {found['count(*)']} of {rows} rows of the new "
                "build, which was not published. Build again"
            )

    def publish(self, build: str) -> None:
        """Make a build the current one, in one step."""
        move = "alter_alias" if self.has(self.name) else "create_alias"
        self.call(move, f"{self.name}_{build}", self.name, timeout=_LONG)

    def builds(self) -> list[str]:
        """Return the names of the builds that are whole or were begun, oldest first."""
        begins = re.compile(rf"{re.escape(self.name)}_(\d{{8}}T\d{{6}}_\d{{9}})(?:_records)?")
        found = map(begins.fullmatch, self.read("list_collections"))
        return sorted({match[1] for match in found if match})

    def drop(self, build: str) -> None:
        """Remove a build."""
        for collection in (f"{self.name}_{build}", f"{self.name}_{build}_records"):
            self.call("drop_collection", collection, timeout=_LONG)

    def _guarded(self, run: Callable[[], Any]) -> Any:
        try:
            return run()
        except (self._problem, OSError, ValueError) as problem:
            said = str(getattr(problem, "message", problem)).splitlines() or [""]
            raise EngineUnreachable(
                f"The engine at {self.address} does not answer ({said[0]}). See that it runs and "
                "that the address is right, then ask again"
            ) from problem


@cache
def open_engine(address: str) -> Engine:
    """Connect once for the whole process."""
    return Engine(address)
