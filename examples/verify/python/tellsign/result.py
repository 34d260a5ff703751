"""What a verifier is told of a model, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping


@dataclass(frozen=True)
class Model:
    """What is known of a model without its weights."""

    schema: int
    features: int
    exp: int = 0  # epoch seconds, 0 for never
    # Claimed integer logit from which a verdict is `high`. Without it the level is `unknown`.
    high_q: int | None = None


@dataclass(frozen=True)
class Result:
    ok: bool
    code: str = "ok"  # or one of protocol §2.3
    level: str = "unknown"  # never `low`: nothing was computed again
    jkt: str = ""  # RFC 7638 thumbprint of the key that signed
    flags: tuple[str, ...] = ()
    claims: Mapping = field(default_factory=dict)
    # This request was accepted before, less than a day ago: serve the stored answer, execute nothing.
    same: bool = False


class Refused(Exception):
    """Ends a verification; never leaves `Verifier.verify`."""

    def __init__(self, code: str, same: bool = False) -> None:
        super().__init__(code)
        self.code, self.same = code, same
