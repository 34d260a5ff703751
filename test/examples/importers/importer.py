"""
Uses the installed package as a backend would. Reads a scenario of tab-separated lines: the setting, then
requests. Prints what came of each, and what was written to the store.
"""

import sys

from tellsign import MemoryReplay, Model, Verifier, transaction_hash

now = 0


class Recorded(MemoryReplay):
    def consume(self, key, value, ttl_ms):
        print("store", key, value, ttl_ms, sep="\t")
        return super().consume(key, value, ttl_ms)


def report_refusal(name, call):
    try:
        call()
    except (TypeError, ValueError):
        print("refused", name, sep="\t")
    else:
        print("taken", name, sep="\t")


with open(sys.argv[1], encoding="utf-8") as file:
    (audience, kid, secret, mdl, schema, features), *requests = [line.rstrip("\n").split("\t") for line in file]
models = {mdl: Model(int(schema), int(features))}


def is_revoked(jkt):
    print("asked", jkt, sep="\t")
    return False


def create(secret):
    replay = Recorded(now=lambda: now)
    return Verifier(audience, {int(kid): secret}, models, replay, is_revoked, now=lambda: now)


good = bytes.fromhex(secret)
verifier = create(good)
for name, at, action, sid, jkt, session_jkt, txh, key, token in requests:
    now = int(at)
    result = verifier.verify(
        token,
        action=action,
        sid=sid,
        jkt=jkt,
        session_jkt=session_jkt,
        txh=txh or None,
        idempotency_key=key,
    )
    print("request", name, result.code, "same" if result.same else "", " ".join(result.flags), sep="\t")

report_refusal("no secret", lambda: create(b""))
report_refusal("secret of 31 bytes", lambda: create(good[:31]))
report_refusal("secret of 32 bytes", lambda: create(good[:32]))
report_refusal("secret of zeros", lambda: create(bytes(32)))
report_refusal("secret of equal bytes", lambda: create(b"\xab" * 64))
report_refusal("nonce for no session", lambda: verifier.issue_nonce("checkout", ""))
report_refusal("nonce for a session", lambda: verifier.issue_nonce("checkout", "session-1"))
report_refusal("lone surrogate in a value", lambda: transaction_hash({"payee": "Zo\ud800"}))
report_refusal("lone surrogate in a key", lambda: transaction_hash({"\udc00": "1"}))
report_refusal("pair of surrogates", lambda: transaction_hash({"\U0001f6d2": "\U0001f6d2"}))
