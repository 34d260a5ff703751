"""
`python conformance.py FILE.json …` runs vector files and prints a JSON line for each case. Exits with 1 when
any differs. `python conformance.py issue SETTING.json` prints a nonce and a transaction hash, for another
verifier to accept.
"""

import json
import sys

from cryptography.hazmat.primitives.asymmetric import ec

from tellsign import MemoryReplay, Model, Result, Verifier, transaction_hash
from tellsign.envelope import is_signed_by


class DownReplay:
    def consume(self, key: str, value: str, ttl_ms: int) -> None:
        raise ConnectionError("down")

    def find(self, key: str) -> None:
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


def run_case(setting: dict):
    """The answer, said as `want` says it: a code, or an object of code, level and flags."""
    verifier = create(setting)
    request = {
        "action": setting["op"],
        "sid": setting["sid"],
        "jkt": setting.get("jkt"),
        "session_jkt": setting.get("bound"),
        "txh": setting.get("txh"),
        "require_binding": setting.get("requireBinding", False),
    }
    after = setting.get("after")
    for earlier in after if isinstance(after, list) else [] if after is None else [after]:
        verifier.verify(earlier, **request)
    return answer_to(setting["want"], verifier.verify(setting.get("tok"), **request))


def answer_to(want: object, result: Result):
    if not isinstance(want, dict):
        return result.code
    answers = {"code": result.code, "level": result.level}
    answers["flags"] = [flag for flag in want.get("flags", []) if flag in result.flags]
    return {name: answers.get(name) for name in want}


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
        nonce = create(setting).issue_nonce(setting["op"], setting["sid"])
        print(json.dumps({**nonce, "txh": transaction_hash(setting["tx"])}))
        return 0
    differ = 0
    for file in arguments:
        for name, want, got in run_file(file):
            differ += got != want
            print(json.dumps({"name": name, "want": want, "got": got}))
    return 1 if differ or not arguments else 0


sys.exit(main(sys.argv[1:]))
