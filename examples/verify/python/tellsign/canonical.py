"""
Canonical JSON and base64url of the verdict protocol, §1.3: one text for each value, and every other text
refused.
"""

from __future__ import annotations

import base64
import re
from decimal import Decimal

MAX_OPENINGS = 8
MAX_SAFE_INTEGER = 2**53 - 1

_BASE64URL = re.compile(r"(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?", re.ASCII)
_ALPHABET = re.compile(rb"[ -\[\]-~]*")  # printable ASCII without the backslash: no escapes, no homoglyphs
_STRING = re.compile(r'"([^"]*)"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORDS = {"true": True, "false": False, "null": None}


def decode_base64url(text: str) -> bytes | None:
    """Bytes of a canonical text; None for padding, the other alphabet, white space or stray trailing bits."""
    if not _BASE64URL.fullmatch(text):
        return None
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encode_base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def parse(data: bytes):
    """
    Reads a text that is exactly the canonical form of what it says. Safe integers become int, every other
    number float, so that a caller who wants an integer can ask for one.

    :raises ValueError: for anything else, duplicate and unsorted keys included
    """
    # Counted before parsing: deep nesting is what makes parsing dear.
    if not _ALPHABET.fullmatch(data) or data.count(b"{") + data.count(b"[") > MAX_OPENINGS:
        raise ValueError("alphabet or depth")
    text = data.decode("ascii")
    value, end = _value(text, 0)
    if end != len(text):
        raise ValueError("trailing data")
    return value


def _value(text: str, at: int):
    if text.startswith("{", at):
        return _object(text, at + 1)
    if text.startswith("[", at):
        return _array(text, at + 1)
    if text.startswith('"', at):
        return _string(text, at)
    for word, value in _WORDS.items():
        if text.startswith(word, at):
            return value, at + len(word)
    return _number(text, at)


def _object(text: str, at: int):
    members: dict = {}
    last = None
    if text.startswith("}", at):
        return members, at + 1
    while True:
        key, at = _string(text, at)
        if last is not None and key <= last:
            raise ValueError("keys must be sorted, each once")
        members[key], at = _value(text, _expect(text, at, ":"))
        last = key
        if text.startswith("}", at):
            return members, at + 1
        at = _expect(text, at, ",")


def _array(text: str, at: int):
    items: list = []
    if text.startswith("]", at):
        return items, at + 1
    while True:
        item, at = _value(text, at)
        items.append(item)
        if text.startswith("]", at):
            return items, at + 1
        at = _expect(text, at, ",")


def _string(text: str, at: int):
    match = _STRING.match(text, at)
    if not match:
        raise ValueError("string expected")
    return match[1], match.end()


def _number(text: str, at: int):
    match = _NUMBER.match(text, at)
    if not match:
        raise ValueError("value expected")
    value = float(match[0])
    if value in (float("inf"), float("-inf")) or _shortest(value) != match[0]:
        raise ValueError("not the number's one text")
    is_safe = value.is_integer() and abs(value) <= MAX_SAFE_INTEGER
    return (int(value) if is_safe else value), match.end()


def _shortest(value: float) -> str:
    """The text that ECMAScript and RFC 8785 give a number."""
    if value == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    text = "".join(map(str, digits))
    point = len(text) + exponent
    if len(text) <= point <= 21:
        text += "0" * (point - len(text))
    elif 0 < point <= 21:
        text = f"{text[:point]}.{text[point:]}"
    elif -6 < point <= 0:
        text = f"0.{'0' * -point}{text}"
    else:
        fraction = f".{text[1:]}" if len(text) > 1 else ""
        text = f"{text[0]}{fraction}e{point - 1:+d}"
    return f"-{text}" if sign else text


def _expect(text: str, at: int, mark: str) -> int:
    if not text.startswith(mark, at):
        raise ValueError(f"{mark} expected")
    return at + 1
