"""Where spent nonces and idempotency keys are kept."""

from __future__ import annotations

import threading
import time
from typing import Callable, Protocol


class ReplayStore(Protocol):
    def consume(self, key: str, value: str, ttl_ms: int) -> str | None:
        """
        One atomic step: keeps `value` under `key` for `ttl_ms` unless something is there. Returns None when
        the key was free, otherwise what it held. Raises when it cannot tell. Redis: `SET key value NX PX ttl
        GET`, with a short socket timeout.
        """

    def find(self, key: str) -> str | None:
        """What the key holds, or None. Redis: `GET key`. Changes nothing."""


class MemoryReplay:
    """For one process only: a second one would accept every token once more."""

    def __init__(self, max_entries: int = 1_000_000, now: Callable[[], float] = time.monotonic) -> None:
        """:param now: seconds by a clock that never jumps"""
        self._entries: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()
        self._max_entries = max_entries
        self._now = now
        self._sweep_at = 0.0

    def consume(self, key: str, value: str, ttl_ms: int) -> str | None:
        now = self._now()
        with self._lock:
            if now >= self._sweep_at or len(self._entries) >= self._max_entries:
                self._entries = {k: entry for k, entry in self._entries.items() if entry[1] > now}
                self._sweep_at = now + ttl_ms / 1000
            entry = self._entries.get(key)
            if entry and entry[1] > now:
                return entry[0]
            if len(self._entries) >= self._max_entries:
                raise OverflowError("full of live nonces: to forget one would be to accept it twice")
            self._entries[key] = (value, now + ttl_ms / 1000)
            return None

    def find(self, key: str) -> str | None:
        with self._lock:
            entry = self._entries.get(key)
            return entry[0] if entry and entry[1] > self._now() else None
