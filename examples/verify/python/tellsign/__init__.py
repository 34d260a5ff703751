"""
Verifies tellsign verdicts: the envelope and the profile of the verdict protocol, strictly.

The score is not computed again here, so a verdict is never `low`. The README beside this package says what
that means, and how to get there.
"""

from .replay import MemoryReplay, ReplayStore
from .result import Model, Result
from .transaction import transaction_hash
from .verifier import Verifier

__all__ = ["MemoryReplay", "Model", "ReplayStore", "Result", "Verifier", "transaction_hash"]
