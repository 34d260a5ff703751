"""What a verdict may be used for once: its nonce, and the request that it came with."""

from __future__ import annotations

import re

from .replay import ReplayStore
from .result import Refused
from .transaction import digest, is_well_formed, netstring

# How long a request is known by its idempotency key: 24 hours.
IDEMPOTENCY_MS = 24 * 3_600_000
# Longest idempotency key that counts. Chosen: HTTP clients send UUIDs, 36 characters.
MAX_IDEMPOTENCY_CHARS = 256
# What is written: a hash of the content, the time of use, a hash of the idempotency key or nothing.
VALUE = re.compile(r"([\w-]{22})\.(\d{1,15})\.([\w-]{22})?", re.ASCII)


class Repetitions:
    """Keys and values are those that tellsign/server writes, so that both may share a store."""

    def __init__(self, store: ReplayStore, context: tuple[str, str, str], key: str | None, now: int) -> None:
        """
        :param context: site, action and session
        :param key: the request's idempotency key, if it has one
        """
        counts = bool(key) and len(key) <= MAX_IDEMPOTENCY_CHARS and is_well_formed(key)
        self._id = digest(netstring("idempotency", *context, key)) if counts else ""
        self._store, self._audience, self._now = store, context[0], now

    def consume_nonce(self, nonce: str, payload: bytes, ttl_ms: int) -> None:
        """
        After the signature, so that nobody burns another's nonce. No byte of the signature is part of the key
        or of the value, because signatures are malleable. The same message with the same idempotency key
        passes again: `claim_idempotency_key` decides whether it was accepted before.
        """
        content = digest(payload)
        before = self._consume("vrd:n:" + digest((self._audience + nonce).encode()), content, ttl_ms)
        if before is None:
            return
        if before[1] != content:
            raise Refused("nonce_reused")
        if not self._id or before[3] != self._id:
            raise Refused("replayed")

    def check_repeated(self, txh: str | None) -> None:
        """
        Refuses a request that was accepted before. Asked before the transaction is compared with what is
        about to be executed: the first attempt may have emptied the cart.

        :param txh: what the token signed
        """
        if not self._id:
            return
        try:
            before = VALUE.fullmatch(self._store.find(self._request_key()) or "")
        except Exception:
            return  # An outage is decided upon when the key is claimed.
        if before:
            raise Refused("replayed", same=before[1] == digest((txh or "").encode()))

    def claim_idempotency_key(self, txh: str | None) -> None:
        """
        Records that this request is being executed. The last step, so that a refused attempt may be repeated.
        The same key for another transaction is no repetition, and is refused without `same`.

        :param txh: of what is about to be executed
        """
        if not self._id:
            return
        content = digest((txh or "").encode())
        before = self._consume(self._request_key(), content, IDEMPOTENCY_MS)
        if before is not None:
            raise Refused("replayed", same=before[1] == content)

    def _request_key(self) -> str:
        return f"vrd:i:{self._id}"

    def _consume(self, key: str, content: str, ttl_ms: int) -> re.Match | None:
        try:
            before = self._store.consume(key, f"{content}.{self._now}.{self._id}", ttl_ms)
            match = None if before is None else VALUE.fullmatch(before)
        except Exception:
            raise Refused("replay_store_unavailable") from None
        if before is not None and match is None:
            raise Refused("replay_store_unavailable")
        return match
