"""
`python conformance.py FILE.json …` runs vector files and prints a JSON line for each case; exits with 1 when any differs.
`python conformance.py issue SETTING.json` prints a nonce and a transaction hash, for another verifier to accept.
"""

import json
import sys

from cryptography.hazmat.primitives.asymmetric import ec

from replay import MemoryReplay
from tellsign import Model, Verifier, is_signed_by, transaction_hash


class DownReplay:
    def consume(self, key: str, value: str, ttl_ms: int) -> None:
        raise ConnectionError("down")


def create(setting: dict) -> Verifier:
    revoked = setting.get("revoked")
    now = setting["now"]
    return Verifier(
        audience=setting["aud"],
        nonce_keys={int(kid): bytes.fromhex(secret) for kid, secret in setting["nonceKeys"].items()},
        models={id: Model(m["schema"], m["n"], m.get("exp", 0)) for id, m in setting["models"].items()},
        replay=DownReplay() if setting.get("store") == "down" else MemoryReplay(now=lambda: now),
        is_revoked=lambda jkt: jkt in revoked if isinstance(revoked, list) else revoked is True,
        min_build=setting.get("minBuild", ""),
        max_token_chars=setting.get("maxTokenChars", 2048),
        now=lambda: now,
    )


def run_case(setting: dict) -> str:
    verifier = create(setting)
    request = {"op": setting["op"], "sid": setting["sid"], "jkt": setting.get("jkt"), "txh": setting.get("txh")}
    request["require_binding"] = setting.get("requireBinding", False)
    after = setting.get("after")
    for earlier in after if isinstance(after, list) else [] if after is None else [after]:
        verifier.verify(earlier, **request)
    return verifier.verify(setting.get("tok"), **request).code


def run_wycheproof(group: dict, test: dict) -> str:
    """Signatures made by Wycheproof, through the step that checks ours."""
    point = bytes.fromhex(group["publicKey"]["uncompressed"])
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    return "valid" if is_signed_by(key, bytes.fromhex(test["msg"]), bytes.fromhex(test["sig"])) else "invalid"


def run_file(name: str):
    with open(name, encoding="utf-8") as file:
        vectors = json.load(file)
    for group in vectors.get("testGroups", []):
        for test in group["tests"]:
            yield test["tcId"], test["result"], run_wycheproof(group, test)
    cases = vectors.pop("cases", [])
    for case in cases:
        yield case["name"], case["want"], run_case({**vectors, **case})


def main(arguments: list) -> int:
    if arguments[:1] == ["issue"]:
        with open(arguments[1], encoding="utf-8") as file:
            setting = json.load(file)
        grant = create(setting).issue_nonce(setting["op"], setting["sid"])
        print(json.dumps({**grant, "txh": transaction_hash(setting["tx"])}))
        return 0
    differ = 0
    for file in arguments:
        for name, want, got in run_file(file):
            differ += got != want
            print(json.dumps({"name": name, "want": want, "got": got}))
    return 1 if differ or not arguments else 0


sys.exit(main(sys.argv[1:]))
