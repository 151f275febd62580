#!/usr/bin/env python3
"""Puts the outside vectors to the functions of verify.py: `outside.py test/vectors/outside` prints one JSON object.

Lists hold one answer a case, in the order of the files; whether an answer is right is for the caller to say.
"""

import base64
import json
import sys
from pathlib import Path

import verify


def main(folder):
    def read(name):
        return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))

    merkle = read("merkle")
    answers = {
        "inclusion": [inclusion_holds(case) for case in merkle["inclusion"]],
        "consistency": [consistency_holds(case) for case in merkle["consistency"]],
        "es256": of_groups(read("wycheproof-ecdsa-p256-sha256-p1363"), verify.es256_holds),
        "ed25519": of_groups(read("wycheproof-ed25519"), verify.ed25519_holds),
        "canonical": [canonical_text(pair["input"]) for pair in read("json-canonicalization")],
    }
    print(json.dumps(answers))


def hashes_of(case):
    return [base64.b64decode(item) for item in case["proof"] or []]


def inclusion_holds(case):
    path, leaf, root = hashes_of(case), base64.b64decode(case["leafHash"]), base64.b64decode(case["root"])
    if len(path) > verify.MAX_PATH or any(len(item) != 32 for item in [leaf, *path]):
        return False
    try:
        return verify.root_from_inclusion(case["leafIdx"], case["treeSize"], leaf, path) == root
    except verify.Malformed:
        return False


def consistency_holds(case):
    root1, root2 = base64.b64decode(case["root1"]), base64.b64decode(case["root2"])
    return verify.is_consistent(case["size1"], root1, case["size2"], root2, hashes_of(case))


def of_groups(file, holds):
    def fromhex(text):
        return bytes.fromhex(text)

    return [
        holds(fromhex(group["key"]), fromhex(test["sig"]), fromhex(test["msg"]))
        for group in file["groups"]
        for test in group["tests"]
    ]


def canonical_text(text):
    try:
        return verify.canonical(verify.parse_json(text.encode("utf-8"))).decode("utf-8")
    except verify.Malformed:
        return None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
