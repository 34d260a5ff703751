"""Segments, header and signature of a token. Nothing in it is trusted yet."""

from __future__ import annotations

import hashlib
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from .canonical import decode_base64url, encode_base64url, parse
from .result import Refused


def open_token(token: object, max_chars: int) -> tuple[bytes, bytes, bytes, bytes | None]:
    """What is signed, header, payload and signature; the last is None where it is no canonical base64url."""
    if token is None or token == "":
        raise Refused("missing")
    if not isinstance(token, str) or len(token) > max_chars:
        raise Refused("malformed")
    segments = token.split(".", 3)
    decoded = [decode_base64url(segment) for segment in segments]
    if len(decoded) != 3 or None in decoded[:2]:
        raise Refused("malformed")
    return token[: token.rindex(".")].encode(), *decoded


def read_object(data: bytes) -> dict:
    try:
        value = parse(data)
    except ValueError:
        raise Refused("malformed") from None
    if not isinstance(value, dict):
        raise Refused("malformed")
    return value


def read_header(header: dict) -> tuple[ec.EllipticCurvePublicKey, str]:
    """Exactly alg, jwk, typ. The algorithm is compared, never used to choose code. No key is ever fetched."""
    if header.get("typ") != "vrd+jwt":
        raise Refused("wrong_type")
    if header.get("alg") != "ES256":
        raise Refused("alg_not_allowed")
    if not header.keys() <= {"alg", "jwk", "typ"}:
        raise Refused("claim_unknown")
    jwk = header.get("jwk")
    if not isinstance(jwk, dict) or len(jwk) != 4 or jwk.get("crv") != "P-256" or jwk.get("kty") != "EC":
        raise Refused("key_invalid")
    point = [_read_coordinate(jwk.get(name)) for name in ("x", "y")]
    try:
        key = ec.EllipticCurvePublicNumbers(*point, ec.SECP256R1()).public_key()
    except ValueError:  # not on the curve
        raise Refused("key_invalid") from None
    text = json.dumps(jwk, separators=(",", ":"), sort_keys=True)
    return key, encode_base64url(hashlib.sha256(text.encode()).digest())


def _read_coordinate(text: object) -> int:
    data = decode_base64url(text) if isinstance(text, str) and len(text) == 43 else None
    if data is None:
        raise Refused("key_invalid")
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
