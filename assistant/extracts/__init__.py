"""Tables of sentences that are taken from reports: recommendations, dates, references.

Each row is verbatim and has its reference, as a quotation of an answer has.
"""

from assistant.extracts.catalogue import KINDS, extract
from assistant.extracts.types import Column, Extract, Kind

__all__ = ["KINDS", "Column", "Extract", "Kind", "extract"]
