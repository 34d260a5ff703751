"""The stateless nonce of §1.4: `0x01 ‖ kid ‖ iat u32 ‖ exp u32 ‖ random(12) ‖ MAC(16)`."""

from __future__ import annotations

import hmac
import os
from typing import Mapping

from .canonical import decode_base64url, encode_base64url
from .result import Refused
from .transaction import netstring

HEAD_BYTES = 22  # Format, kid, iat, exp and randomness; the MAC covers them.
MIN_SECRET_BYTES = 32
# Site, action and session. They are inside the MAC, not on the wire.
Context = "tuple[str, str, str]"


def check_keys(keys: Mapping[int, bytes]) -> None:
    """:raises ValueError: for a table that holds no key, or a key that is none"""
    if not keys:
        raise ValueError("nonce_keys must hold at least one key")
    for kid, secret in keys.items():
        if type(kid) is not int or not 0 <= kid <= 255:
            raise ValueError("nonce_keys: kid must be an integer 0..255")
        # Bytes that are all alike are what a forgotten random source gives.
        if not isinstance(secret, bytes) or len(secret) < MIN_SECRET_BYTES or len(set(secret)) == 1:
            raise ValueError("nonce_keys: a secret must be at least 32 random bytes")


def make_nonce(keys: Mapping[int, bytes], context: Context, times: tuple[int, int]) -> str:
    """:param times: now and the expiry, epoch seconds"""
    kid = next(iter(keys))
    head = bytes([1, kid]) + b"".join(time.to_bytes(4, "big") for time in times) + os.urandom(12)
    return encode_base64url(head + _mac(keys[kid], head, (*context, "1")))


def check_nonce(keys: Mapping[int, bytes], nonce: object, context: Context, clock: tuple[int, int]) -> int:
    """
    Whether we issued the nonce for this context, and whether it is in time.

    :param clock: now, and by how much two servers' clocks may differ, seconds
    :return: its expiry, epoch seconds
    """
    now, skew = clock
    data = decode_base64url(nonce) if isinstance(nonce, str) and len(nonce) == 51 else None
    secret = keys.get(data[1]) if data and data[0] == 1 else None
    if not data or not secret:
        raise Refused("nonce_invalid")
    head, mac = data[:HEAD_BYTES], data[HEAD_BYTES:]
    # The profile version is an optional part of the context. Both are honoured, only the first is issued.
    if not any(hmac.compare_digest(_mac(secret, head, parts), mac) for parts in ((*context, "1"), context)):
        raise Refused("nonce_invalid")
    issued, expires = int.from_bytes(data[2:6], "big"), int.from_bytes(data[6:10], "big")
    if issued > now + skew:
        raise Refused("nonce_invalid")
    if now > expires:
        raise Refused("nonce_expired")
    return expires


def _mac(secret: bytes, head: bytes, context: tuple[str, ...]) -> bytes:
    return hmac.digest(secret, netstring("vrd-nonce-v1", head, *context), "sha256")[:16]
