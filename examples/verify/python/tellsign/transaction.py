"""Hashes of §1.4 and §1.6: parts that no two lists share."""

from __future__ import annotations

import hashlib
from typing import Mapping

from .canonical import encode_base64url


def transaction_hash(transaction: Mapping[str, str]) -> str:
    """
    §1.6: of what is about to be executed. All values are strings, amounts in minor units.

    :raises TypeError: for a key or value that is no string
    :raises ValueError: for a lone surrogate, which has no bytes of its own
    """
    if not all(isinstance(part, str) for item in transaction.items() for part in item):
        raise TypeError("a transaction is all strings")
    if not all(is_well_formed(part) for item in transaction.items() for part in item):
        raise ValueError("a transaction must hold well-formed Unicode")
    parts = [part for key in sorted(transaction, key=str.encode) for part in (key, transaction[key])]
    return encode_base64url(hashlib.sha256(netstring("vrd-tx-v1", *parts)).digest())


def is_well_formed(text: str) -> bool:
    """Whether the text holds no lone surrogate. `json.loads` and `surrogateescape` make them."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def netstring(*parts: str | bytes) -> bytes:
    """Each part as its length in bytes, a colon and the bytes."""
    encoded = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
    return b"".join(b"%d:%s" % (len(part), part) for part in encoded)


def digest(data: bytes) -> str:
    """First 128 bits of the SHA-256."""
    return encode_base64url(hashlib.sha256(data).digest()[:16])
