"""The verifier: nonces out, verdicts in."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Callable, Mapping

from .claims import EPHEMERAL, REDUCED, check_claims, is_older, read_evidence
from .envelope import is_signed_by, open_token, read_header, read_object
from .nonce import check_keys, check_nonce, make_nonce
from .replay import ReplayStore
from .result import Model, Refused, Result
from .repetitions import Repetitions

# How slow another verifier's clock may be, seconds.
MAX_CLOCK_ERROR = 900


@dataclass(frozen=True)
class Verifier:
    audience: str
    # Secrets by kid, newest first: at least 32 random bytes each. Keep the previous one for a nonce lifetime.
    nonce_keys: Mapping[int, bytes]
    models: Mapping[str, Model]
    replay: ReplayStore
    is_revoked: Callable[[str], bool] = lambda jkt: False
    min_build: str = ""
    max_token_chars: int = 2048
    max_skew: int = 60  # seconds
    nonce_ttl: int = 300  # seconds
    now: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        check_keys(self.nonce_keys)

    def issue_nonce(self, action: str, sid: str) -> dict:
        """What `POST /tellsign/nonce` answers."""
        if not sid:
            raise ValueError("sid must not be empty: all visitors without a session would share it")
        now = int(self.now())
        times = (now, now + self.nonce_ttl)
        nonce = make_nonce(self.nonce_keys, (self.audience, action, sid), times)
        return {"nonce": nonce, "now": now, "exp": now + self.nonce_ttl, "aud": self.audience}

    def verify(
        self,
        token: object,
        *,
        action: str,
        sid: str | None,
        jkt: str | None = None,
        session_jkt: str | None = None,
        txh: str | None = None,
        require_binding: bool = False,
        idempotency_key: str | None = None,
    ) -> Result:
        """
        Never raises because of the token. Everything else comes from the backend, never from beside the
        token.

        :param action: what the visitor asks for; the claim is called `op`
        :param jkt: thumbprint of the key bound to this visitor
        :param session_jkt: thumbprint of the first key that this session was bound to, if it ever was
        :param txh: `transaction_hash` of what is about to be executed
        :param idempotency_key: of the HTTP request, the same when it is retried
        """
        bound = (jkt or None, session_jkt or None, require_binding)
        try:
            return self._verify(token, action, sid or "", bound, txh, idempotency_key)
        except Refused as refused:
            return Result(False, refused.code, same=refused.same)

    def _verify(self, token, action, sid, bound, txh, idempotency_key) -> Result:
        now = int(self.now())
        signed, header, payload, signature = open_token(token, self.max_token_chars)
        key, jkt = read_header(read_object(header))
        if signature is None:  # Only now: another algorithm may have another form of signature.
            raise Refused("malformed")
        claims = read_object(payload)
        if "nonce" not in claims:
            raise Refused("claim_missing")
        context = (self.audience, action, sid)
        expires = check_nonce(self.nonce_keys, claims["nonce"], context, (now, self.max_skew))
        # Everything above is cheap; only what carries a nonce of ours reaches the curve.
        if not is_signed_by(key, signed, signature):
            raise Refused("signature_invalid")
        check_claims(claims, self.audience, action, now, self.max_skew)
        is_known = self._check_key(jkt, *bound)
        uses = Repetitions(self.replay, context, idempotency_key, now)
        # A verifier of the same store whose clock is slow honours the nonce for longer, and must find it used.
        # And a second, because `now` was rounded down.
        clock_error = max(MAX_CLOCK_ERROR, 2 * self.max_skew)
        uses.consume_nonce(claims["nonce"], payload, (expires - now + 1 + clock_error) * 1000)
        uses.check_repeated(claims.get("txh"))
        if txh is not None and claims.get("txh") != txh:
            raise Refused("tx_mismatch")
        model = self._find_model(claims, now)
        flags = read_evidence(claims["ev"], model)
        uses.claim_idempotency_key(txh)
        names = {
            "not_rescored": True,
            "ephemeral_key": flags & EPHEMERAL,
            "reduced_consent": flags & REDUCED,
            "unbound": bound[0] is None,
            "binding_absent": not is_known,
        }
        present = tuple(name for name, is_there in names.items() if is_there)
        return Result(True, level=_level(model, claims["q"], flags), jkt=jkt, flags=present, claims=claims)

    def _check_key(self, jkt: str, bound: str | None, first: str | None, require_binding: bool) -> bool:
        """After the claims and before the nonce is consumed. False: the session was known by another key."""
        if bound is not None and bound != jkt:
            raise Refused("key_mismatch")  # What cookie theft looks like: alert.
        is_known = first is None or first == bound
        if require_binding and (bound is None or not is_known):
            raise Refused("unbound")
        try:
            is_revoked = self.is_revoked(jkt)
        except Exception:
            raise Refused("replay_store_unavailable") from None
        if is_revoked:
            raise Refused("key_revoked")
        return is_known

    def _find_model(self, claims: Mapping, now: int) -> Model:
        if self.min_build and is_older(claims["bld"], self.min_build):
            raise Refused("build_too_old")
        model = self.models.get(claims["mdl"])
        if model is None:
            raise Refused("model_unknown")
        if model.exp and now > model.exp:
            raise Refused("model_expired")
        return model


def _level(model: Model, q: int, flags: int) -> str:
    """A claim may warn, it cannot reassure. Reduced consent is neither trusted nor suspicious."""
    if model.high_q is None:
        return "unknown"
    if q >= model.high_q:
        return "high"
    return "unknown" if flags & REDUCED else "medium"
