"""Checks the quotations of a draft against the reports of a library."""

from assistant.verify.types import Difference, Quoted, Source, Verdict
from assistant.verify.verifier import Verifier, draft_of

__all__ = ["Difference", "Quoted", "Source", "Verdict", "Verifier", "draft_of"]
