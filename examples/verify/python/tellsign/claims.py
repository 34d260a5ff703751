"""Form of the claims and of the evidence."""

from __future__ import annotations

import json
import re
from typing import Callable, Mapping

from .canonical import decode_base64url
from .result import Model, Refused


def _text(pattern: str) -> Callable[[object], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _integer(low: int, high: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and low <= value <= high  # bool is an int, too


_is_int32 = _integer(-(2**31), 2**31 - 1)
_is_seconds = _integer(0, 2**53 - 1)


def _is_extension(value: object) -> bool:
    def has_float(part: object) -> bool:
        parts = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        return isinstance(part, float) or any(map(has_float, parts))

    return (
        isinstance(value, dict)
        and not has_float(value)
        and len(json.dumps(value, separators=(",", ":"))) <= 512
    )


# What evidence holds is judged after the nonce is spent: evidence that cannot be read costs an attempt, too.
FORMS: Mapping[str, Callable[[object], bool]] = {
    "aud": lambda value: isinstance(value, str),
    "bld": _text(r"[\w.+-]{8,16}"),
    "ctr": _integer(0, 2**32 - 1),
    "ev": lambda value: isinstance(value, str) and len(value) <= 1366,
    "exp": _is_seconds,
    "iat": _is_seconds,
    "jti": _text(r"[\w-]{22}"),
    "mdl": _text(r"[\w-]{1,22}"),
    "nonce": lambda value: isinstance(value, str),
    "op": _text(r"[a-z0-9_.-]{1,32}"),
    "q": _is_int32,
    "rc": lambda value: (
        isinstance(value, list) and len(value) <= 16 and len(value) % 2 == 0 and all(map(_is_int32, value))
    ),
    "txh": _text(r"[\w-]{43}"),
    "v": lambda value: type(value) is int and value == 1,
    "x": _is_extension,
}
OPTIONAL = {"ctr", "txh", "x"}
# Flags of the evidence, §1.5.
EPHEMERAL, KEYED_VIEW, CHECKPOINT, REDUCED = 1, 2, 4, 8


def check_claims(claims: Mapping, audience: str, action: str, now: int, skew: int) -> None:
    """With several faults the first of this order counts."""
    if "v" in claims and not FORMS["v"](claims["v"]):
        raise Refused("version_unsupported")
    if not claims.keys() <= FORMS.keys():
        raise Refused("claim_unknown")
    if not FORMS.keys() - OPTIONAL <= claims.keys():
        raise Refused("claim_missing")
    if not all(FORMS[name](value) for name, value in claims.items()):
        raise Refused("claim_invalid")
    if not 0 < claims["exp"] - claims["iat"] <= 300:
        raise Refused("claim_invalid")
    if now > claims["exp"] + skew:
        raise Refused("expired")
    if claims["iat"] > now + skew:
        raise Refused("iat_in_future")
    if claims["aud"] != audience:
        raise Refused("aud_mismatch")
    if claims["op"] != action:
        raise Refused("op_mismatch")


def is_older(build: str, oldest: str) -> bool:
    """The numbers of a build id are compared from left to right; names are labels."""
    numbers = [[int(digits) for digits in re.findall("[0-9]+", text)] for text in (build, oldest)]
    ours = numbers[0] + [-1] * len(numbers[1])
    return ours[: len(numbers[1])] < numbers[1]


def read_evidence(text: str, model: Model) -> int:
    """Form of the evidence, §1.5; its flags."""
    data = decode_base64url(text)
    if data is None or len(data) < 4 or len(data) > 1024:
        raise Refused("evidence_invalid")
    form, schema, flags, n = data[:4]
    start = 4 + (n + 7) // 8
    if len(data) < start + n:
        raise Refused("evidence_invalid")
    missing = [data[4 + i // 8] >> i % 8 & 1 for i in range((start - 4) * 8)]
    sound = (
        form == 1
        and n > 0
        and not flags & ~15
        and not any(missing[n:])
        and not any(missing[i] and data[start + i] for i in range(n))
        and (schema, n) == (model.schema, model.features)
    )
    parts = _part_types(data[start + n :]) if sound else None
    # A keyed view and a checkpoint are announced by their flags.
    announced = ((1, KEYED_VIEW), (2, CHECKPOINT))
    if parts is None or any((kind in parts) != bool(flags & flag) for kind, flag in announced):
        raise Refused("evidence_invalid")
    return flags


def _part_types(data: bytes) -> set[int] | None:
    """Type, length, value; known types, each once."""
    types: set[int] = set()
    while data:
        if len(data) < 2 or data[0] not in (1, 2, 3) or data[0] in types or len(data) < 2 + data[1]:
            return None
        types.add(data[0])
        data = data[2 + data[1] :]
    return types
