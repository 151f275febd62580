#!/usr/bin/env python3
"""Says what two signed checkpoints of one size show, written from section 9 of docs/proof-format.md.

    misconduct.py A B --trust TRUST      answers one JSON object

Exit codes: 0 misconduct, 13 forked, 12 cannotDecide, 2 usage.
"""

import json
import sys
from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path

from verify import (
    Failed,
    Malformed,
    cosignature_holds,
    demand,
    ed25519_holds,
    edition_for,
    edition_signatures_hold,
    from_b64u,
    read_note,
    read_trust,
)


def judge(note_a, note_b, trust_bytes):
    """The verdict on two notes; all arguments are bytes."""
    try:
        trust = read_trust(trust_bytes)
    except Malformed as error:
        raise Failed("TRUST_MALFORMED") from error
    demand(edition_signatures_hold(trust), "TRUST_SIGNATURE")
    a, b = parse(note_a), parse(note_b)
    demand(a.size == b.size, "SIZES_DIFFER")
    edition = edition_for(trust, a.size)
    demand(a.origin == b.origin == edition["origin"], "ORIGIN_DIFFERS")
    demand(a.root != b.root, "ROOTS_SAME")
    on_a, on_b = signers(a, edition), signers(b, edition)
    demand(on_a and on_b, "SIGNATURE_MISSING")
    k = edition["k"]
    convicted = []
    for member in edition["members"]:
        mine = member["id"]
        if mine in on_a and mine in on_b:
            convicted.append({"id": mine, "how": "signedBoth"})
        elif (mine in on_a and counted(on_b) >= k) or (mine in on_b and counted(on_a) >= k):
            convicted.append({"id": mine, "how": "againstQuorum"})
    return {"verdict": "misconduct" if convicted else "forked", "convicted": convicted}


def parse(note):
    try:
        return read_note(note.decode("utf-8"))
    except (Malformed, UnicodeDecodeError) as error:
        raise Failed("CHECKPOINT_MALFORMED") from error


def signers(note, edition):
    """Id of each member with a line that verifies: True if one of them is a cosignature."""
    found = {}
    for name, key_hash, data in note.lines:
        for member in edition["members"]:
            kind = line_type(name, key_hash, data, member["auditor"])
            if kind is not None and holds(note, data, kind, member["auditor"]):
                found[member["id"]] = found.get(member["id"], False) or kind == 4
    return found


def counted(found):
    return sum(found.values())


def line_type(name, key_hash, data, auditor):
    if name != auditor["name"]:
        return None
    for kind, length in ((1, 64), (4, 72)):
        claim = name.encode() + b"\n" + bytes([kind]) + from_b64u(auditor["key"], 32)
        if len(data) == length and key_hash == sha256(claim).digest()[:4]:
            return kind
    return None


def holds(note, data, kind, auditor):
    if kind == 1:
        return ed25519_holds(from_b64u(auditor["key"], 32), data, note.text.encode())
    return cosignature_holds(auditor, int.from_bytes(data[:8], "big"), data[8:], note.text)


def main():
    parser = ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("notes", nargs=2, type=Path)
    parser.add_argument("--trust", type=Path, required=True)
    arguments = parser.parse_args()
    a, b = (path.read_bytes() for path in arguments.notes)
    try:
        answer = judge(a, b, arguments.trust.read_bytes())
    except Failed as failure:
        answer = {"verdict": "cannotDecide", "reason": str(failure)}
    print(json.dumps(answer))
    return {"misconduct": 0, "forked": 13, "cannotDecide": 12}[answer["verdict"]]


if __name__ == "__main__":
    sys.exit(main())
