"""What the endpoints return, as JSON Schema, for their description in the OpenAPI format."""

from typing import Any

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_COUNT: Schema = {"type": "integer"}
_YES: Schema = {"type": "boolean"}
_ANY: Schema = {"type": "object"}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(fields: Schema, more: Schema | None = None) -> Schema:
    """Return the schema of an object: fields that are always there, and those that may be."""
    return {"type": "object", "required": list(fields), "properties": fields | (more or {})}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


_ADDRESS = {"document": _TEXT, "language": _TEXT, "paragraph": _TEXT}
_PLACE = {"position": _COUNT, "reference": _TEXT, "start": _COUNT, "end": _COUNT, "text": _TEXT}
_TABLE = _object(
    {
        "index": _COUNT,
        "label": _TEXT,
        "title": _TEXT,
        "header": _list(_TEXT),
        "first": _COUNT,
        "rows": _list(_list(_TEXT)),
    }
)
_QUOTE = _object(_ADDRESS | _PLACE, {"table": _TABLE})
_CITATION = _object(
    _ADDRESS | _PLACE | {"score": _NUMBER, "context": _list(_QUOTE)}, {"table": _TABLE}
)
_HIT = _ADDRESS | {"score": _NUMBER}
_LIBRARY = _object({"digest": _TEXT, "reports": _COUNT, "cited": _ANY})
_CONFLICT = _object({"subject": _TEXT, "what": _TEXT, "quotes": _list(_QUOTE)})
_DIFFERENCE = _object(
    {
        "change": _TEXT,
        "start": _COUNT,
        "end": _COUNT,
        "quoted": _TEXT,
        "report": _TEXT,
        "weight": _TEXT,
    }
)
_VERDICT = _object(
    {
        "quotation": _TEXT,
        "start": _or_null(_COUNT),
        "end": _or_null(_COUNT),
        "verdict": _TEXT,
        "cited": _list(_object({"text": _TEXT, "document": _TEXT, "address": _TEXT})),
        "places": _list(_object(_ADDRESS | _PLACE)),
        "differences": _list(_DIFFERENCE),
        "remarks": _list(_TEXT),
    }
)
_PIECE = _object({"status": _TEXT, "old": _TEXT, "new": _TEXT})
_PAIR = _object(
    {
        "kind": _TEXT,
        "status": _TEXT,
        "old": _or_null(_ANY),
        "new": _or_null(_ANY),
        "pieces": _list(_PIECE),
    }
)
_SAVED_QUOTE = _or_null(_object(_ADDRESS | {"reference": _TEXT, "text": _TEXT}))
_REPLAYED = _object(
    {
        "question": _TEXT,
        "outcome": _TEXT,
        "quotes": _list(
            _object({"then": _SAVED_QUOTE, "now": _SAVED_QUOTE, "pieces": _list(_PIECE)})
        ),
        "remarks": _list(_TEXT),
        "problem": _TEXT,
    }
)
_KEPT = _object({"state": _TEXT, "now": _or_null(_QUOTE), "rebuilt": _YES, "cited": _TEXT})
_REPORT = _object(
    {
        "document": _TEXT,
        "title": _TEXT,
        "issued": {"type": ["string", "null"], "description": "an ISO date"},
        "language": _TEXT,
        "paragraphs": _COUNT,
    }
)

# The one value that each endpoint returns.
RESULTS: dict[str, Schema] = {
    "ask": _object(
        {
            "question": _TEXT,
            "query": _TEXT | {"description": "the question as it was understood"},
            "abstained": _YES | {"description": "whether the reports do not answer"},
            "probability": _NUMBER | {"description": "that the reports answer"},
            "answer": _TEXT | {"description": "all quotations"},
            "citations": _list(_CITATION),
            "hits": _list(_object(_HIT)),
            "missing": _list(_TEXT),
            "language": _TEXT | {"description": "of the question, if it is not English"},
            "conflicts": _list(_CONFLICT),
            "reply": _TEXT | {"description": "what is said in place of quotations"},
            "choices": _list(_TEXT),
            "omitted": _COUNT,
            "omitted_rows": _COUNT,
            "uncovered": _list(_TEXT),
            "unanswered": _list(_TEXT),
            "listed": _COUNT,
            "library": _LIBRARY,
        }
    ),
    "search": _object({"hits": _list(_object(_HIT | {"text": _TEXT, "headings": _list(_TEXT)}))}),
    "documents": _object({"documents": _list(_REPORT)}),
    "paragraph": _object(
        _ADDRESS
        | {
            "reference": _TEXT,
            "text": _TEXT,
            "headings": _list(_TEXT),
            "footnotes": _list(_object({"mark": _TEXT, "text": _TEXT})),
            "page": {"type": ["integer", "null"]},
        }
    ),
    "verify": _object({"quotations": _list(_VERDICT)}),
    "extract": _object(
        {
            "kind": _TEXT,
            "columns": _list(_object({"name": _TEXT, "kind": _TEXT})),
            "rows": _list(_object(_ADDRESS | _PLACE)),
            "total": _COUNT,
        }
    ),
    "compare": _object(
        {
            "old": _ANY,
            "new": _ANY,
            "same": _YES,
            "counts": _ANY,
            "pairs": _list(_PAIR),
            "total": _COUNT,
        }
    ),
    "replay": _object({"same": _YES, "counts": _ANY, "answers": _list(_REPLAYED)}),
    "brief": _object(
        {
            "file_format": _TEXT,
            "text": _TEXT | {"description": "the file; empty if it is a Word document"},
            "content": _TEXT | {"contentEncoding": "base64"},
            "found": _list(_or_null(_KEPT)),
        }
    ),
}
