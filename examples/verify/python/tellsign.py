"""
Verifies tellsign verdicts: the envelope and the profile of the verdict protocol, strictly. ES256 is checked by `cryptography`.

The score is not computed again here, so a verdict is never `low`; see ../README.md for what that means and how to get there.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import time
from dataclasses import dataclass, field
from typing import Callable, Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from canonical import decode_base64url, encode_base64url, parse
from replay import ReplayStore

NONCE_HEAD = 22  # format, kid, iat, exp, randomness; the MAC of 16 bytes covers them
SAME_SECONDS = 60  # how long a repeated request with the same idempotency key is recognised
REPLAY_VALUE = re.compile(r"([\w-]{22})\.(\d{1,15})\.([\w-]{22})?", re.ASCII)


@dataclass(frozen=True)
class Model:
    """What is known of a model without its weights."""

    schema: int
    features: int
    exp: int = 0  # epoch seconds, 0 for never
    high_q: int | None = None  # claimed integer logit from which a verdict is `high`; without it the level is `unknown`


@dataclass(frozen=True)
class Result:
    ok: bool
    code: str = "ok"
    level: str = "unknown"  # never `low`: nothing was computed again
    jkt: str = ""  # RFC 7638 thumbprint of the key that signed
    flags: tuple[str, ...] = ()
    claims: Mapping = field(default_factory=dict)
    same: bool = False  # this very request was answered less than a minute ago: serve the stored answer


class _Refused(Exception):
    def __init__(self, code: str, same: bool = False) -> None:
        super().__init__(code)
        self.code, self.same = code, same


@dataclass
class Verifier:
    audience: str
    nonce_keys: Mapping[int, bytes]  # newest first; keep the previous one for a nonce lifetime
    models: Mapping[str, Model]
    replay: ReplayStore
    is_revoked: Callable[[str], bool] = lambda jkt: False
    min_build: str = ""
    max_token_chars: int = 2048
    max_skew: int = 60
    nonce_ttl: int = 300
    now: Callable[[], float] = time.time

    def issue_nonce(self, op: str, sid: str) -> dict:
        """What `POST /tellsign/nonce` answers."""
        now, kid = int(self.now()), next(iter(self.nonce_keys))
        head = bytes([1, kid]) + now.to_bytes(4, "big") + (now + self.nonce_ttl).to_bytes(4, "big") + os.urandom(12)
        nonce = encode_base64url(head + self._mac(kid, head, (op, sid, "1")))
        return {"nonce": nonce, "now": now, "exp": now + self.nonce_ttl, "aud": self.audience}

    def verify(
        self,
        token: object,
        *,
        op: str,
        sid: str | None,
        jkt: str | None = None,
        txh: str | None = None,
        require_binding: bool = False,
        idempotency_key: str | None = None,
    ) -> Result:
        """Total over any token. Everything else comes from the backend, never from beside the token."""
        try:
            return self._verify(token, op, sid or "", jkt, txh, require_binding, idempotency_key)
        except _Refused as refused:
            return Result(False, refused.code, same=refused.same)

    def _verify(self, token, op, sid, bound, txh, require_binding, idempotency_key) -> Result:
        now = int(self.now())
        signed, header, payload, signature = _open(token, self.max_token_chars)
        key, jkt = _read_header(_read_object(header))
        if signature is None:  # only now: another algorithm may have another form of signature
            raise _Refused("malformed")
        claims = _read_object(payload)
        self._check_key(jkt, bound, require_binding)
        expires = self._check_nonce(claims, op, sid, now)
        # Everything above is cheap; only what carries a nonce of ours reaches the curve.
        if not is_signed_by(key, signed, signature):
            raise _Refused("signature_invalid")
        check_claims(claims, self.audience, op, now, self.max_skew)
        self._consume(claims["nonce"], payload, idempotency_key, now, expires)
        if txh is not None and claims.get("txh") != txh:
            raise _Refused("tx_mismatch")
        model = self._find_model(claims, now)
        flags = read_evidence(claims["ev"], model)
        names = ["not_rescored"]
        names += [name for bit, name in ((1, "ephemeral_key"), (8, "reduced_consent")) if flags & bit]
        names += [] if bound is not None else ["unbound"]
        return Result(True, level=_level(model, claims["q"], flags), jkt=jkt, flags=tuple(names), claims=claims)

    def _check_key(self, jkt: str, bound: str | None, require_binding: bool) -> None:
        if bound is not None and bound != jkt:
            raise _Refused("key_mismatch")  # what cookie theft looks like: alert
        if bound is None and require_binding:
            raise _Refused("unbound")
        try:
            revoked = self.is_revoked(jkt)
        except Exception:
            raise _Refused("replay_store_unavailable") from None
        if revoked:
            raise _Refused("key_revoked")

    def _check_nonce(self, claims: Mapping, op: str, sid: str, now: int) -> int:
        if "nonce" not in claims:
            raise _Refused("claim_missing")
        nonce = claims["nonce"]
        data = decode_base64url(nonce) if isinstance(nonce, str) and len(nonce) == 51 else None
        if not data or data[0] != 1 or data[1] not in self.nonce_keys:
            raise _Refused("nonce_invalid")
        head, mac = data[:NONCE_HEAD], data[NONCE_HEAD:]
        # The profile version is an optional part of the context; both are honoured, only the first is issued.
        contexts = ((op, sid, "1"), (op, sid))
        if not any(hmac.compare_digest(self._mac(data[1], head, context), mac) for context in contexts):
            raise _Refused("nonce_invalid")
        expires = int.from_bytes(data[6:10], "big")
        if now > expires:
            raise _Refused("nonce_expired")
        return expires

    def _mac(self, kid: int, head: bytes, context: tuple[str, ...]) -> bytes:
        text = netstring("vrd-nonce-v1", head, self.audience, *context)
        return hmac.new(self.nonce_keys[kid], text, hashlib.sha256).digest()[:16]

    def _consume(self, nonce: str, payload: bytes, idempotency_key: str | None, now: int, expires: int) -> None:
        """After the signature, so that nobody burns another's nonce; keyed on no byte of the signature, which is malleable."""
        request = _digest(idempotency_key.encode()) if idempotency_key and len(idempotency_key) <= 256 else ""
        spent = _digest(payload)
        try:
            before = self.replay.consume(
                f"vrd:n:{_digest((self.audience + nonce).encode())}",
                f"{spent}.{now}.{request}",
                (expires - now + 1 + 2 * self.max_skew) * 1000,
            )
        except Exception:
            raise _Refused("replay_store_unavailable") from None
        if before is None:
            return
        match = REPLAY_VALUE.fullmatch(before) if isinstance(before, str) else None
        if not match:
            raise _Refused("replay_store_unavailable")
        if match[1] != spent:
            raise _Refused("nonce_reused")
        is_same = bool(request) and match[3] == request and now - int(match[2]) <= SAME_SECONDS
        raise _Refused("replayed", same=is_same)

    def _find_model(self, claims: Mapping, now: int) -> Model:
        if self.min_build and is_older(claims["bld"], self.min_build):
            raise _Refused("build_too_old")
        model = self.models.get(claims["mdl"])
        if model is None:
            raise _Refused("model_unknown")
        if model.exp and now > model.exp:
            raise _Refused("model_expired")
        return model


def transaction_hash(transaction: Mapping[str, str]) -> str:
    """§1.6: of what is about to be executed; all strings, amounts in minor units."""
    if not all(isinstance(part, str) for item in transaction.items() for part in item):
        raise TypeError("a transaction is all strings")
    parts = [part for key in sorted(transaction, key=str.encode) for part in (key, transaction[key])]
    return encode_base64url(hashlib.sha256(netstring("vrd-tx-v1", *parts)).digest())


def netstring(*parts: str | bytes) -> bytes:
    encoded = [part.encode() if isinstance(part, str) else part for part in parts]
    return b"".join(b"%d:%s" % (len(part), part) for part in encoded)


def _open(token: object, max_chars: int) -> tuple[bytes, bytes, bytes, bytes | None]:
    if token is None or token == "":
        raise _Refused("missing")
    if not isinstance(token, str) or len(token) > max_chars:
        raise _Refused("malformed")
    segments = token.split(".", 3)
    decoded = [decode_base64url(segment) for segment in segments]
    if len(decoded) != 3 or None in decoded[:2]:
        raise _Refused("malformed")
    return token[: token.rindex(".")].encode(), *decoded


def _read_object(data: bytes) -> dict:
    try:
        value = parse(data)
    except ValueError:
        raise _Refused("malformed") from None
    if not isinstance(value, dict):
        raise _Refused("malformed")
    return value


def _read_header(header: dict) -> tuple[ec.EllipticCurvePublicKey, str]:
    """Exactly alg, jwk, typ. The algorithm is compared, never used to choose code; no key is ever fetched."""
    if header.get("typ") != "vrd+jwt":
        raise _Refused("wrong_type")
    if header.get("alg") != "ES256":
        raise _Refused("alg_not_allowed")
    if not header.keys() <= {"alg", "jwk", "typ"}:
        raise _Refused("claim_unknown")
    jwk = header.get("jwk")
    if not isinstance(jwk, dict) or len(jwk) != 4 or jwk.get("crv") != "P-256" or jwk.get("kty") != "EC":
        raise _Refused("key_invalid")
    point = [_read_coordinate(jwk.get(name)) for name in ("x", "y")]
    try:
        key = ec.EllipticCurvePublicNumbers(*point, ec.SECP256R1()).public_key()
    except ValueError:  # not on the curve
        raise _Refused("key_invalid") from None
    text = json.dumps(jwk, separators=(",", ":"), sort_keys=True)
    return key, encode_base64url(hashlib.sha256(text.encode()).digest())


def _read_coordinate(text: object) -> int:
    data = decode_base64url(text) if isinstance(text, str) and len(text) == 43 else None
    if data is None:
        raise _Refused("key_invalid")
    return int.from_bytes(data, "big")


def is_signed_by(key: ec.EllipticCurvePublicKey, signed: bytes, signature: bytes) -> bool:
    if len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    try:
        key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


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


# What evidence holds is judged after the nonce is spent: to send what cannot be read costs an attempt, too.
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


def check_claims(claims: Mapping, audience: str, op: str, now: int, skew: int) -> None:
    """With several faults the first of this order counts."""
    if "v" in claims and not FORMS["v"](claims["v"]):
        raise _Refused("version_unsupported")
    if not claims.keys() <= FORMS.keys():
        raise _Refused("claim_unknown")
    if not FORMS.keys() - OPTIONAL <= claims.keys():
        raise _Refused("claim_missing")
    if not all(FORMS[name](value) for name, value in claims.items()):
        raise _Refused("claim_invalid")
    if not 0 < claims["exp"] - claims["iat"] <= 300:
        raise _Refused("claim_invalid")
    if now > claims["exp"] + skew:
        raise _Refused("expired")
    if claims["iat"] > now + skew:
        raise _Refused("iat_in_future")
    if claims["aud"] != audience:
        raise _Refused("aud_mismatch")
    if claims["op"] != op:
        raise _Refused("op_mismatch")


def is_older(build: str, oldest: str) -> bool:
    """The numbers of a build id are compared from left to right; names are labels."""
    numbers = [[int(digits) for digits in re.findall("[0-9]+", text)] for text in (build, oldest)]
    ours = numbers[0] + [-1] * len(numbers[1])
    return ours[: len(numbers[1])] < numbers[1]


def read_evidence(text: str, model: Model) -> int:
    """Form of the evidence, §1.5; its flags."""
    data = decode_base64url(text)
    if data is None or len(data) < 4 or len(data) > 1024:
        raise _Refused("evidence_invalid")
    form, schema, flags, n = data[:4]
    start = 4 + (n + 7) // 8
    missing = [data[4 + i // 8] >> i % 8 & 1 for i in range((start - 4) * 8)] if len(data) >= start + n else []
    sound = (
        form == 1
        and n > 0
        and missing
        and not flags & ~15
        and not any(missing[n:])
        and not any(missing[i] and data[start + i] for i in range(n))
        and (schema, n) == (model.schema, model.features)
    )
    parts = _part_types(data[start + n :]) if sound else None
    # A keyed view and a checkpoint are announced by their flags.
    if parts is None or any((kind in parts) != bool(flags & flag) for kind, flag in ((1, 2), (2, 4))):
        raise _Refused("evidence_invalid")
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


def _level(model: Model, q: int, flags: int) -> str:
    """A claim may warn, it cannot reassure; reduced consent is neither trusted nor suspicious."""
    if model.high_q is None:
        return "unknown"
    if q >= model.high_q:
        return "high"
    return "unknown" if flags & 8 else "medium"


def _digest(data: bytes) -> str:
    return encode_base64url(hashlib.sha256(data).digest()[:16])
