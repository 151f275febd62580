#!/usr/bin/env python3
"""Verifies a 存证 Cunzheng proof with nothing but the proof, the file and the trust file.

Written from docs/proof-format.md alone, so that the page and the other verifier check each other.
Python 3.11 or newer; `cryptography` is the only dependency.

    verify.py PROOF [FILE] --trust TRUST [--json]      PROOF may be - for standard input
    verify.py --batch CASES                            one JSON case a line, one JSON answer a line

Exit codes: 0 unalteredSinceRecorded, 10 differs, 11 recorded, 12 cannotDecide, 2 usage.
"""

import base64
import json
import re
import sys
from argparse import ArgumentParser
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

# ---------------------------------------------------------------- the procedure (page, section 7)


def verify(proof_bytes, trust_bytes, document=None):
    """Runs every stage in order and returns the Report. All arguments are bytes; document may be None."""
    report = Report()
    proof = read_proof(proof_bytes)

    trust, edition = report.run("trust", lambda: judge_trust(trust_bytes, proof)) or (None, None)
    record = report.run("record", lambda: judge_record(proof), needs=["trust"])
    report.run("document", lambda: judge_document(proof, record, document), needs=["record"])
    root = report.run("log", lambda: judge_log(proof, record), needs=["record"])
    times = report.run("courts", lambda: judge_courts(proof, edition, root), needs=["record"])
    report.run("persons", lambda: judge_persons(proof, record, root, trust["network"]), needs=["log", "courts"])
    report.run("time", lambda: judge_time(proof, trust, record, root, times), needs=["log", "courts"])

    report.run("ledger", lambda: judge_ledger(proof, trust, edition, record), needs=["log", "courts"])

    report.as_of = time_text(min(times)) if times else None
    return report


STAGES = ["trust", "document", "record", "log", "courts", "persons", "time", "ledger"]
NAMING_ORDER = ["trust", "record", "document", "log", "courts", "persons", "time", "ledger"]

TEXTS = {
    "trust": ("The trust file is whole and fits this proof.", "The trust file is not whole or does not fit."),
    "document": ("The file is the one that was recorded.", "The file is not the one that was recorded."),
    "record": ("The record is whole and its openings open it.", "The record or its openings cannot be relied on."),
    "log": ("The record is in the log of this checkpoint.", "The record is not in the log of this checkpoint."),
    "courts": ("Enough courts have cosigned the checkpoint.", "The courts' cosignatures do not hold."),
    "persons": ("The signatures of persons hold.", "The signatures of persons do not hold."),
    "time": ("The times are told by the record and the cosignatures.", "The times do not hold."),
    "ledger": ("The ledger's own signatures on the transaction hold.", "The ledger's own signatures do not hold."),
}


class Failed(Exception):
    """A stage failed; the argument is the reason's code."""


class NotShown(Exception):
    """A stage cannot be judged from what was given."""


@dataclass
class Report:
    states: dict = field(default_factory=lambda: {"ledger": "notShown"})
    reasons: dict = field(default_factory=dict)
    as_of: str | None = None

    def run(self, stage, check, needs=()):
        """Runs one stage if all it needs is ok; returns what the check gave, None when it did not hold."""
        self.states[stage] = "notShown"
        if any(self.states[need] != "ok" for need in needs):
            return None
        try:
            result = check()
            self.states[stage] = "ok"
            return result
        except NotShown:
            return None
        except Failed as failure:
            self.states[stage] = "failed"
            self.reasons[stage] = str(failure)
            return None

    @property
    def failed_stages(self):
        return [stage for stage in NAMING_ORDER if self.states[stage] == "failed"]

    @property
    def verdict(self):
        if not self.failed_stages:
            return "recorded" if self.states["document"] == "notShown" else "unalteredSinceRecorded"
        if self.failed_stages == ["document"] and self.reasons["document"] == "DOCUMENT_DIFFERS":
            return "differs"
        return "cannotDecide"

    def as_json(self):
        out = {"verdict": self.verdict}
        if self.failed_stages:
            out["stage"] = self.failed_stages[0]
            out["reason"] = self.reasons[out["stage"]]
        if self.as_of and self.verdict != "cannotDecide":
            out["asOf"] = self.as_of
        out["stages"] = [{"id": stage, "state": self.states[stage], "text": self.text(stage)} for stage in STAGES]
        return out

    def text(self, stage):
        state = self.states[stage]
        return {"ok": TEXTS[stage][0], "failed": TEXTS[stage][1], "notShown": "Not shown."}[state]


def demand(condition, reason):
    if not condition:
        raise Failed(reason)


# ---------------------------------------------------------------- bytes and canonical JSON (section 1)

MAX_SAFE = 2**53 - 1
MAX_DEPTH = 16


class Malformed(ValueError):
    """Bytes or values that do not have the shape the page demands."""


def require(condition, why):
    if not condition:
        raise Malformed(why)


def b64u(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_b64u(text, length):
    """Bytes of unpadded base64url; only the one text of exactly `length` bytes is accepted."""
    require(isinstance(text, str) and re.fullmatch(r"[A-Za-z0-9_-]*", text) is not None, "not base64url")
    require(len(text) == (length * 8 + 5) // 6, "base64url of another length")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    require(b64u(data) == text, "base64url with stray bits")
    return data


def from_base64(text):
    require(re.fullmatch(r"[A-Za-z0-9+/]*={0,2}", text) is not None and len(text) % 4 == 0, "not base64")
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Malformed("not base64") from error
    require(base64.b64encode(data).decode("ascii") == text, "base64 with stray bits")
    return data


def u64(number):
    return number.to_bytes(8, "big")


def is_integer(value, low=0, high=MAX_SAFE):
    # In Python True is an integer, on the page it is not.
    return type(value) is int and low <= value <= high


def parse_json(data):
    """The value that these bytes hold; Python's own parser accepts much that the page refuses."""
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=strict_object,
            parse_int=strict_integer,
            parse_float=refuse_number,
            parse_constant=refuse_number,
        )
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Malformed("not JSON") from error
    demand_restricted(value)
    return value


def strict_object(pairs):
    require(len({key for key, _ in pairs}) == len(pairs), "duplicate key")
    return dict(pairs)


def strict_integer(text):
    require(re.fullmatch(r"0|-?[1-9][0-9]{0,15}", text) is not None, "not a safe integer")
    require(abs(int(text)) <= MAX_SAFE, "not a safe integer")
    return int(text)


def refuse_number(text):
    raise Malformed("not an integer")


def demand_restricted(value, depth=0):
    require(depth <= MAX_DEPTH, "nested too deep")
    if isinstance(value, dict):
        for key, item in value.items():
            require(re.fullmatch(r"[a-z][A-Za-z0-9]{0,63}", key) is not None, "key")
            demand_restricted(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            demand_restricted(item, depth + 1)
    elif isinstance(value, str):
        require(not re.search("[\ud800-\udfff]", value), "lone surrogate")
    else:
        require(value is True or value is False or type(value) is int, "null")


def canonical(value):
    """JCS bytes of a value that is restricted as the page says."""
    demand_restricted(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def demand_fields(value, needed, optional=()):
    """Demands an object with all the needed fields and none but these and the optional ones."""
    require(isinstance(value, dict), "not an object")
    require(set(needed) <= set(value) <= set(needed) | set(optional), "fields")


# ---------------------------------------------------------------- records (section 2)

PROVINCES = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新兵军"
COURT = rf"(?:最高法|[{PROVINCES}](?:[0-9]{{2}}|[0-9]{{4}})?)"
TIME = r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.([0-9]{3})Z"
ACT = r"[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*){1,3}"
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
DAYS_OF_400_YEARS = 146_097
LAST_SECOND = 253_402_300_799  # the end of the year 9999


def time_ms(text):
    """Milliseconds since 1970 of a record's time."""
    match = re.fullmatch(TIME, text) if isinstance(text, str) else None
    require(match is not None, "not a time")
    year, month, day, hour, minute, second, milli = map(int, match.groups())
    # datetime begins with the year 1; the calendar repeats every 400 years.
    shift = DAYS_OF_400_YEARS if year == 0 else 0
    try:
        moment = datetime(year or 400, month, day, hour, minute, second, milli * 1000, timezone.utc)
    except ValueError as error:
        raise Malformed("no such time") from error
    return (moment - EPOCH) // timedelta(milliseconds=1) - shift * 86_400_000


def time_text(seconds):
    return (EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.000Z").rjust(24, "0")


def matches(pattern):
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def one_of(*words):
    return lambda value: isinstance(value, str) and value in words


def binary(length):
    def check(value):
        from_b64u(value, length)
        return True

    return check


def is_time(value):
    time_ms(value)
    return True


def is_point(value):
    return from_b64u(value, 65)[0] == 4


def is_seen_checkpoint(value):
    demand_fields(value, ["size", "root"])
    return is_integer(value["size"]) and binary(32)(value["root"])


def is_hidden(value):
    require(isinstance(value, dict) and len(value) <= 16, "sd")
    return all(re.fullmatch(r"[a-z][A-Za-z0-9]{0,31}", name) and binary(32)(value[name]) for name in value)


def is_papers(value):
    demand_fields(value, ["size", "root"])
    return is_integer(value["size"], 1, 500) and binary(32)(value["root"])


def is_witnesses(value):
    return isinstance(value, list) and 1 <= len(value) <= 4 and all(binary(16)(tag) for tag in value)


SHAPES = {
    "v": lambda value: is_integer(value, 1, 1),
    "kind": one_of("key", "document", "service", "receipt", "filing"),
    "action": one_of("register", "revoke", "submitted", "transferred", "returned", "accepted", "docketed"),
    "court": matches(COURT),
    "actTime": is_time,
    "suite": one_of("ES256"),
    "point": is_point,
    "owner": binary(16),
    "role": one_of("litigant", "clerk", "judge", "administrator", "system"),
    "purpose": one_of("sign"),
    "notBefore": is_time,
    "notAfter": is_time,
    "sd": is_hidden,
    "key": binary(32),
    "caseTag": binary(16),
    "number": matches(COURT + r"-[0-9]{4}-[0-9]{6,9}"),
    "sha256": binary(32),
    "sm3": binary(32),
    "checkpoint": is_seen_checkpoint,
    "signature": binary(64),
    "document": binary(32),
    "recipient": binary(16),
    "channel": one_of("platform", "sms", "mail", "post", "inPerson", "announcement"),
    "service": binary(32),
    "event": one_of("arrived", "opened", "signed", "refused", "left", "objected"),
    "capacity": one_of("self", "agent", "substitute"),
    "attended": lambda value: value is True,
    "witnesses": is_witnesses,
    "filing": binary(32),
    "applicant": binary(16),
    "papers": is_papers,
    "to": matches(COURT),
    "outcome": one_of("correction", "refused", "redirected", "withdrawn", "deemedWithdrawn"),
}

# Fields of a filing that have another shape there than elsewhere.
FILING_SHAPES = {
    "capacity": one_of("self", "agent"),
    "number": matches("（[0-9]{4}）" + COURT + "[一-龥]{1,5}[1-9][0-9]{0,7}号"),
}

FIELDS = {
    ("key", "register"): "v kind action court actTime suite point owner role purpose notBefore notAfter sd?",
    ("key", "revoke"): "v kind action court actTime key sd?",
    ("document", None): "v kind court caseTag actTime number sha256 sm3 key checkpoint? signature sd?",
    ("service", None): "v kind court caseTag actTime document sha256 recipient channel sd?",
    ("receipt", None): "v kind court caseTag actTime service sha256 event recipient capacity? attended? witnesses?"
    " key checkpoint? signature sd?",
    ("filing", "submitted"): "v kind action court caseTag actTime filing? applicant capacity attended? papers"
    " key checkpoint? signature sd?",
    ("filing", "transferred"): "v kind action court caseTag actTime filing to key checkpoint? signature sd?",
    ("filing", "returned"): "v kind action court caseTag actTime filing outcome key checkpoint? signature sd?",
    ("filing", "accepted"): "v kind action court caseTag actTime filing key checkpoint? signature sd?",
    ("filing", "docketed"): "v kind action court caseTag actTime filing number key checkpoint? signature sd?",
}


def demand_record(record):
    """Demands the shape of one of the kinds of record."""
    require(isinstance(record, dict), "not an object")
    kind, action = record.get("kind"), record.get("action")
    require(isinstance(kind, str) and (action is None or isinstance(action, str)), "kind")
    require((kind, action) in FIELDS, "unknown kind")
    names = FIELDS[kind, action].split()
    demand_fields(record, [n for n in names if n[-1] != "?"], [n[:-1] for n in names if n[-1] == "?"])
    shapes = SHAPES | FILING_SHAPES if kind == "filing" else SHAPES
    for name, value in record.items():
        require(shapes[name](value), name)
    require(len(canonical(record)) <= 8192, "too large")


def demand_behaviour(leaf):
    """Demands the shape of an everyday behaviour: the leaf of a batch."""
    demand_fields(leaf, ["v", "court", "time", "act", "sd"])
    require(is_integer(leaf["v"], 1, 1) and matches(COURT)(leaf["court"]) and is_time(leaf["time"]), "behaviour")
    require(matches(ACT)(leaf["act"]) and len(leaf["act"]) <= 64, "act")
    require(is_hidden(leaf["sd"]) and len(leaf["sd"]) >= 1, "sd")
    require(len(canonical(leaf)) <= 2048, "too large")


def demand_batch(batch):
    demand_fields(batch, ["v", "court", "seq", "size", "root", "prevRoot"])
    require(is_integer(batch["v"], 1, 1) and matches(COURT)(batch["court"]), "batch")
    require(is_integer(batch["seq"], 1, 10**12 - 1) and is_integer(batch["size"], 1, 4096), "numbers")
    from_b64u(batch["root"], 32)
    before = from_b64u(batch["prevRoot"], 32)
    require(batch["seq"] > 1 or before == sha256(b"").digest(), "nothing comes before the first batch")


def record_id(record):
    return b64u(sha256(canonical(record)).digest())


PAPER_NAME = r"[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]{1,200}"


def demand_paper(paper):
    demand_fields(paper, "salt name sha256 sm3".split())
    require(binary(16)(paper["salt"]) and binary(32)(paper["sha256"]) and binary(32)(paper["sm3"]), "paper")
    require(matches(PAPER_NAME)(paper["name"]), "name of a paper")


def demand_openings(record, openings):
    """Demands that each opening [salt, name, value] opens a hidden field, each field once."""
    require(isinstance(openings, list), "openings")
    opened = set()
    for opening in openings:
        require(isinstance(opening, list) and len(opening) == 3, "an opening has three parts")
        salt, name, _ = opening
        from_b64u(salt, 16)
        require(isinstance(name, str) and name not in opened, "opened twice")
        require(record.get("sd", {}).get(name) == b64u(sha256(canonical(opening)).digest()), "does not open")
        opened.add(name)


def signing_message(network, record):
    statement = {"v": 1, "court": record["court"], "caseTag": record["caseTag"], "key": record["key"], "actTime": record["actTime"]}
    if record["kind"] == "document":
        shown = {"sha256": record["sha256"], "sm3": record["sm3"]}
        statement |= {"purpose": "document.issued", "target": record["number"], "shown": shown}
        optional = ["checkpoint", "sd"]
    elif record["kind"] == "filing":
        statement["purpose"] = "filing." + record["action"]
        statement |= {"target": record["filing"]} if "filing" in record else {}
        statement |= {"shown": {"papers": record["papers"]}} if "papers" in record else {}
        optional = ["applicant", "capacity", "attended", "to", "outcome", "number", "checkpoint", "sd"]
    else:
        statement |= {"purpose": "receipt." + record["event"], "target": record["service"]}
        statement |= {"shown": {"sha256": record["sha256"]}, "recipient": record["recipient"]}
        optional = ["capacity", "attended", "witnesses", "checkpoint", "sd"]
    statement |= {name: record[name] for name in optional if name in record}
    return b"cunzheng-sign-v1\0" + network.encode("ascii") + b"\0" + canonical(statement)


# ---------------------------------------------------------------- signatures

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def es256_holds(point, signature, message):
    """ES256 with r‖s of 64 bytes, s ≤ n/2, by an uncompressed point that is on the curve."""
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if len(signature) != 64 or not (1 <= r < P256_ORDER and 1 <= s <= P256_ORDER // 2):
        return False
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        key.verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
        return True
    except (ValueError, InvalidSignature):
        return False


def ed25519_holds(key, signature, message):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        return True
    except (ValueError, InvalidSignature):
        return False


# ---------------------------------------------------------------- log (section 3)

MAX_PATH = 63


def leaf_hash(index_entry, record, kind=b"\x01"):
    entry = kind + u64(index_entry.block) + u64(index_entry.tx_time) + canonical(record)
    return sha256(b"\0" + entry).digest()


def batched_hash(leaf):
    return sha256(b"\0\x03" + canonical(leaf)).digest()


def paper_hash(paper):
    return sha256(b"\0\x04" + canonical(paper)).digest()


def node_hash(left, right):
    return sha256(b"\1" + left + right).digest()


def root_from_inclusion(index, size, leaf, path):
    """RFC 9162 2.1.3.2."""
    require(index < size, "index outside the tree")
    fn, sn, root = index, size - 1, leaf
    for sibling in path:
        require(sn > 0, "path too long")
        if fn & 1 or fn == sn:
            root = node_hash(sibling, root)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            root = node_hash(root, sibling)
        fn, sn = fn >> 1, sn >> 1
    require(sn == 0, "path too short")
    return root


def is_consistent(size1, root1, size2, root2, path):
    """RFC 9162 2.1.4.2; a proof from the empty tree is refused."""
    if not 0 < size1 <= size2:
        return False
    if size1 == size2:
        return not path and root1 == root2
    if size1 & (size1 - 1) == 0:
        path = [root1, *path]
    if not path:
        return False
    fn, sn = size1 - 1, size2 - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            new = node_hash(new, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and old == root1 and new == root2


def read_path(path):
    require(isinstance(path, list) and len(path) <= MAX_PATH, "path")
    return [from_b64u(item, 32) for item in path]


@dataclass
class Note:
    """A checkpoint: what was signed, and the lines (name, key hash, signature bytes) below it."""

    origin: str
    size: int
    root: bytes
    lines: list

    @property
    def text(self):
        return checkpoint_text(self.origin, self.size, self.root)


def checkpoint_text(origin, size, root):
    return f"{origin}\n{size}\n{base64.b64encode(root).decode('ascii')}\n"


def read_note(note):
    require(len(note.encode("utf-8")) <= 16_384, "note too long")
    lines = note.split("\n")
    require(len(lines) >= 6 and lines[-1] == "" and lines[3] == "", "lines of a note")
    origin, size, root = lines[:3]
    require(re.fullmatch(r"[\x21-\x7e]+", origin) is not None, "origin")
    require(re.fullmatch(r"0|[1-9][0-9]{0,15}", size) is not None and int(size) <= MAX_SAFE, "size")
    signatures = lines[4:-1]
    require(len(signatures) <= 64, "too many signatures")
    root = from_base64(root)
    require(len(root) == 32, "root")
    return Note(origin, int(size), root, [read_signature_line(line) for line in signatures])


def read_signature_line(line):
    match = re.fullmatch(r"— ([\x21-\x2a\x2c-\x7e]+) ([A-Za-z0-9+/=]+)", line)
    require(match is not None, "signature line")
    data = from_base64(match[2])
    require(len(data) >= 5, "signature too short")
    return match[1], data[:4], data[4:]


def cosigner_hash(auditor):
    return sha256(auditor["name"].encode() + b"\n\x04" + from_b64u(auditor["key"], 32)).digest()[:4]


# ---------------------------------------------------------------- trust file (section 4)

MEMBER_ID = r"[A-Za-z][A-Za-z0-9]{0,31}"


def is_text(value, low, high):
    return isinstance(value, str) and low <= len(value) <= high


def is_list(value, low, high):
    return isinstance(value, list) and low <= len(value) <= high


def read_trust(data):
    """The trust file that these bytes hold, its shape and inner order checked, its signatures not yet."""
    trust = parse_json(data)
    demand_fields(trust, ["format", "network", "editions"])
    require(trust["format"] == "cunzheng-trust/1", "format")
    from_b64u(trust["network"], 32)
    require(is_list(trust["editions"], 1, 1024), "editions")
    before = None
    for place, entry in enumerate(trust["editions"]):
        demand_fields(entry, ["edition", "signatures"])
        demand_edition(entry["edition"])
        demand_edition_signatures(entry["signatures"])
        demand_edition_fits(trust["network"], place, entry["edition"], before)
        before = entry["edition"]
    return trust


def demand_edition(edition):
    demand_fields(edition, "edition origin fromSize custody k members chaincode retired".split())
    require(is_integer(edition["edition"], 1, 65535), "edition")
    require(matches(r"cunzheng/[a-z0-9.-]{1,64}/[A-Za-z0-9_-]{43}")(edition["origin"]), "origin")
    require(is_integer(edition["fromSize"]), "fromSize")
    require(one_of("demo", "single-operator", "independent")(edition["custody"]), "custody")
    require(is_integer(edition["k"], 1, 255), "k")
    require(is_list(edition["members"], 1, 255), "members")
    for member in edition["members"]:
        demand_member(member)
    require(is_list(edition["chaincode"], 0, 64) and all(is_text(c, 1, 100) for c in edition["chaincode"]), "chaincode")
    require(is_list(edition["retired"], 0, 255), "retired")
    for item in edition["retired"]:
        demand_fields(item, ["key", "size", "root"])
        from_b64u(item["key"], 32)
        from_b64u(item["root"], 32)
        require(is_integer(item["size"]), "size")


def demand_member(member):
    demand_fields(member, "id name courts auditor rootKey mspRoots".split())
    require(matches(MEMBER_ID)(member["id"]) and is_text(member["name"], 1, 100), "member")
    require(is_list(member["courts"], 0, 4096), "courts")
    for court in member["courts"]:
        demand_fields(court, ["code", "name"])
        require(matches(COURT)(court["code"]) and is_text(court["name"], 1, 100), "court")
    demand_fields(member["auditor"], ["name", "key"])
    require(matches(r"[A-Za-z0-9./-]{1,200}")(member["auditor"]["name"]), "auditor")
    from_b64u(member["auditor"]["key"], 32)
    from_b64u(member["rootKey"], 32)
    require(is_list(member["mspRoots"], 0, 16) and all(is_text(c, 0, 8192) for c in member["mspRoots"]), "mspRoots")


def demand_edition_signatures(signatures):
    require(is_list(signatures, 1, 255), "signatures")
    for item in signatures:
        demand_fields(item, ["member", "signature"])
        require(matches(MEMBER_ID)(item["member"]), "member")
        from_b64u(item["signature"], 64)


def demand_edition_fits(network, place, edition, before):
    members = edition["members"]
    require(edition["edition"] == place + 1, "editions are numbered from 1")
    require(edition["origin"].split("/")[2] == network, "origin of another network")
    if before is None:
        require(edition["fromSize"] == 0, "edition 1 begins at 0")
    else:
        require(edition["fromSize"] > before["fromSize"], "fromSize rises")
        require(edition["origin"] == before["origin"], "the origin stays")
    require(edition["k"] == quorum(len(members)), "k")
    for values in (
        [member["id"] for member in members],
        [member["auditor"]["name"] for member in members],
        [member["auditor"]["key"] for member in members],
        [member["rootKey"] for member in members],
        [court["code"] for member in members for court in member["courts"]],
    ):
        require(len(set(values)) == len(values), "something stands twice")


def quorum(n):
    """k = ⌈(n+f+1)/2⌉ with f = ⌊(n−1)/3⌋."""
    return (n + (n - 1) // 3 + 2) // 2


def edition_signatures_hold(trust):
    before = None
    for entry in trust["editions"]:
        edition = entry["edition"]
        signers = before or edition
        needed = before["k"] if before else len(edition["members"])
        if not signatures_of_one_edition_hold(edition, entry["signatures"], signers, needed):
            return False
        before = edition
    return True


def signatures_of_one_edition_hold(edition, signatures, signers, needed):
    keys = {member["id"]: from_b64u(member["rootKey"], 32) for member in signers["members"]}
    message = b"cunzheng-trust-v1\0" + canonical(edition)
    signed = [item["member"] for item in signatures]
    if len(set(signed)) != len(signed) or not set(signed) <= set(keys) or len(signed) < needed:
        return False
    return all(ed25519_holds(keys[i["member"]], from_b64u(i["signature"], 64), message) for i in signatures)


def edition_for(trust, size):
    return [entry["edition"] for entry in trust["editions"] if entry["edition"]["fromSize"] <= size][-1]


# ---------------------------------------------------------------- proofs (sections 5 and 6)


@dataclass
class Unreadable:
    """A proof that could not be read at all."""


@dataclass
class Entry:
    """One record's place in the log; record, path and openings are as they stood, still to be judged."""

    index: int
    block: int
    tx_time: int
    record: object
    path: object
    openings: object


@dataclass
class FullProof:
    network: str
    edition: int
    subject: Entry
    support: object
    note: Note | None
    not_before: object
    ledger: object
    papers: object

    def is_of(self, network):
        return self.network == network

    @property
    def size(self):
        return self.note.size if self.note else None


@dataclass
class LeafProof(FullProof):
    """A behaviour in a batch; subject is the batch's place in the log, with the batch for a record."""

    position: int = 0
    leaf: object = None
    leaf_path: object = None
    openings: object = None


@dataclass
class CompactProof:
    network: bytes
    edition: int
    size: int
    subject: Entry
    cosignatures: list
    packed_openings: list
    papers: list | None

    def is_of(self, network):
        return self.network == from_b64u(network, 32)[:8]


def read_proof(data):
    try:
        return read_compact(data) if data[:3] in (b"CZ\x01", b"CZ\x02") else read_full(data)
    except Malformed:
        return Unreadable()


def read_full(data):
    require(len(data) <= 16 * 1024 * 1024, "too long")
    proof = parse_json(data)
    is_leaf = isinstance(proof, dict) and proof.get("format") == "cunzheng-leaf-proof/1"
    if is_leaf:
        demand_fields(proof, "format network edition subject batch checkpoint".split(), ["ledger"])
    else:
        demand_fields(proof, "format network edition subject support checkpoint".split(), ["notBefore", "papers", "ledger"])
        require(proof["format"] == "cunzheng-proof/1", "format")
    ledger = proof.get("ledger")
    require(ledger is not None or len(data) <= 1024 * 1024, "too long")
    if ledger is not None:
        require(isinstance(ledger, dict) and ledger.get("format") == "cunzheng-fabric/1", "kind of ledger")
    require(isinstance(proof["network"], str) and is_integer(proof["edition"]), "network and edition")
    require(isinstance(proof["checkpoint"], str), "checkpoint")
    subject = read_batch_entry(proof["batch"]) if is_leaf else read_entry(proof["subject"])
    try:
        note = read_note(proof["checkpoint"])
    except Malformed:
        note = None
    if is_leaf:
        leaf = proof["subject"]
        demand_fields(leaf, "position leaf path openings".split())
        require(is_integer(leaf["position"]), "position")
        own = (leaf["position"], leaf["leaf"], leaf["path"], leaf["openings"])
        return LeafProof(proof["network"], proof["edition"], subject, None, note, None, ledger, None, *own)
    parts = (note, proof.get("notBefore"), ledger, proof.get("papers"))
    return FullProof(proof["network"], proof["edition"], subject, proof["support"], *parts)


def read_entry(value):
    demand_fields(value, "index block txTime record path openings".split())
    require(all(is_integer(value[name]) for name in ("index", "block", "txTime")), "integers")
    return Entry(value["index"], value["block"], value["txTime"], value["record"], value["path"], value["openings"])


def read_batch_entry(value):
    demand_fields(value, "index block txTime batch path".split())
    require(all(is_integer(value[name]) for name in ("index", "block", "txTime")), "integers")
    return Entry(value["index"], value["block"], value["txTime"], value["batch"], value["path"], None)


class Reader:
    """Takes bytes from the left; refuses to take more than there are."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        require(self.at + count <= len(self.data), "truncated")
        self.at += count
        return self.data[self.at - count : self.at]

    def integer(self, count):
        value = int.from_bytes(self.take(count), "big")
        require(value <= MAX_SAFE, "integer above 2^53-1")
        return value


def read_compact(data):
    require(len(data) <= 1600, "too long")
    reader = Reader(data)
    reader.take(3)
    network, edition = reader.take(8), reader.integer(2)
    index, size, block, tx_time = (reader.integer(8) for _ in range(4))
    path = [b64u(reader.take(32)) for _ in range(reader.integer(1))]
    cosignatures = [(reader.integer(1), reader.integer(8), reader.take(64)) for _ in range(reader.integer(1))]
    packed = reader.take(reader.integer(2))
    openings = [read_packed_opening(reader) for _ in range(reader.integer(1))]
    papers = [read_packed_paper(reader) for _ in range(reader.integer(1))] if data[2] == 2 else None
    require(papers != [], "version 2 shows a paper")
    require(reader.at == len(data), "something follows")
    demand_rising([paper["position"] for paper in papers or []])
    demand_rising([position for position, _, _ in cosignatures])
    demand_rising([position for position, _, _ in openings])
    subject = Entry(index, block, tx_time, packed, path, None)
    return CompactProof(network, edition, size, subject, cosignatures, openings, papers)


def read_packed_opening(reader):
    position, salt, data = reader.integer(1), reader.take(16), reader.take(reader.integer(2))
    value = parse_json(data)
    require(canonical(value) == data, "value is not JCS")
    return position, b64u(salt), value


def read_packed_paper(reader):
    position = reader.integer(2)
    paper = {name: b64u(reader.take(length)) for name, length in (("salt", 16), ("sha256", 32), ("sm3", 32))}
    try:
        paper["name"] = reader.take(reader.integer(2)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Malformed("name of a paper") from error
    path = [b64u(reader.take(32)) for _ in range(reader.integer(1))]
    return {"position": position, "paper": paper, "path": path}


def demand_rising(positions):
    require(all(a < b for a, b in zip(positions, positions[1:])), "positions do not rise")


NAMES = (
    "action actTime attended capacity caseTag channel checkpoint court document event key kind number owner point"
    " recipient root sd service sha256 signature size sm3 v witnesses"
).split()
BINARY_LENGTHS = {1: 16, 2: 32, 3: 64, 4: 65}
TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"')


def pack(text):
    """The packed form of a record's canonical bytes."""
    out, at = b"", 0
    while at < len(text):
        token = TOKEN.match(text, at)
        if token is None:
            out, at = out + text[at : at + 1], at + 1
            continue
        at = token.end()
        packed = pack_token(token[0][1:-1].decode("utf-8"), is_name=text[at : at + 1] == b":")
        out += token[0] if packed is None else packed
        at += packed is not None and packed[0] >= 5
    return out


def pack_token(content, is_name):
    if is_name:
        return bytes([5 + NAMES.index(content)]) if content in NAMES else None
    for marker, length in BINARY_LENGTHS.items():
        try:
            return bytes([marker]) + from_b64u(content, length)
        except Malformed:
            continue
    return None


def unpack(packed):
    reader, out = Reader(packed), b""
    while reader.at < len(packed):
        byte = reader.integer(1)
        require(byte not in (0x1E, 0x1F), "unused byte")
        if byte in BINARY_LENGTHS:
            out += b'"' + b64u(reader.take(BINARY_LENGTHS[byte])).encode() + b'"'
        elif 5 <= byte < 5 + len(NAMES):
            out += b'"' + NAMES[byte - 5].encode() + b'":'
        else:
            out += bytes([byte])
    return out


def unpack_record(packed):
    text = unpack(packed)
    record = parse_json(text)
    require(canonical(record) == text and pack(text) == packed, "not the one encoding")
    return record


# ---------------------------------------------------------------- the stages (section 7)


def judge_trust(trust_bytes, proof):
    """The trust file and the edition that judges the proof (None when the size is not known)."""
    try:
        trust = read_trust(trust_bytes)
    except Malformed as error:
        raise Failed("TRUST_MALFORMED") from error
    demand(edition_signatures_hold(trust), "TRUST_SIGNATURE")
    if isinstance(proof, Unreadable):
        return trust, None
    demand(proof.is_of(trust["network"]), "NETWORK_DIFFERS")
    demand(proof.edition <= len(trust["editions"]), "TRUST_TOO_OLD")
    if proof.size is None:
        return trust, None
    edition = edition_for(trust, proof.size)
    demand(proof.edition == edition["edition"], "EDITION_DIFFERS")
    return trust, edition


def judge_record(proof):
    demand(not isinstance(proof, Unreadable), "PROOF_MALFORMED")
    if isinstance(proof, LeafProof):
        return judge_behaviour(proof)
    try:
        record = unpack_record(proof.subject.record) if isinstance(proof, CompactProof) else proof.subject.record
        demand_record(record)
    except Malformed as error:
        raise Failed("RECORD_MALFORMED") from error
    try:
        openings = proof.subject.openings
        demand_openings(record, named_openings(proof, record) if openings is None else openings)
    except Malformed as error:
        raise Failed("OPENING_DIFFERS") from error
    with failing_as("PAPER_DIFFERS"):
        demand_papers(proof.papers, record)
    return record


def demand_papers(papers, record):
    """Demands that each paper shown stands at its place in the list that the record commits to."""
    if papers is None:
        return
    require("papers" in record and is_list(papers, 1, 500), "papers")
    for shown in papers:
        demand_fields(shown, ["position", "paper", "path"])
        require(is_integer(shown["position"]), "position")
        demand_paper(shown["paper"])
        size, leaf = record["papers"]["size"], paper_hash(shown["paper"])
        root = root_from_inclusion(shown["position"], size, leaf, read_path(shown["path"]))
        require(b64u(root) == record["papers"]["root"], "leads to another root")
    demand_rising([shown["position"] for shown in papers])


def judge_behaviour(proof):
    with failing_as("LEAF_MALFORMED"):
        demand_behaviour(proof.leaf)
    with failing_as("OPENING_DIFFERS"):
        demand_openings(proof.leaf, proof.openings)
    return proof.leaf


def named_openings(proof, record):
    names = sorted(record.get("sd", {}))
    require(all(position < len(names) for position, _, _ in proof.packed_openings), "no such name")
    return [[salt, names[position], value] for position, salt, value in proof.packed_openings]


def judge_document(proof, record, document):
    if document is None:
        raise NotShown
    if "papers" in record:
        demand(proof.papers is not None, "NO_DIGEST")
        own = (b64u(sha256(document).digest()), b64u(sm3(document)))
        papers = [shown["paper"] for shown in proof.papers]
        demand(own in [(paper["sha256"], paper["sm3"]) for paper in papers], "DOCUMENT_DIFFERS")
        return
    demand("sha256" in record, "NO_DIGEST")
    demand(record["sha256"] == b64u(sha256(document).digest()), "DOCUMENT_DIFFERS")
    if "sm3" in record:
        demand(record["sm3"] == b64u(sm3(document)), "DOCUMENT_DIFFERS")


def sm3(data):
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


def judge_log(proof, record):
    """The root that the subject's path gives."""
    if proof.size is None:
        raise NotShown
    if isinstance(proof, LeafProof):
        return judge_batched(proof, record)
    try:
        path = read_path(proof.subject.path)
        root = root_from_inclusion(proof.subject.index, proof.size, leaf_hash(proof.subject, record), path)
    except Malformed as error:
        raise Failed("PATH_MALFORMED") from error
    if isinstance(proof, FullProof):
        demand(root == proof.note.root, "PATH_DIFFERS")
    return root


def judge_batched(proof, leaf):
    """The behaviour leads to the root of a batch of its court, and the batch to the root of the log."""
    batch = proof.subject.record
    with failing_as("BATCH_MALFORMED"):
        demand_batch(batch)
    with failing_as("PATH_MALFORMED"):
        path = read_path(proof.leaf_path)
        found = root_from_inclusion(proof.position, batch["size"], batched_hash(leaf), path)
    demand(b64u(found) == batch["root"] and batch["court"] == leaf["court"], "BATCH_DIFFERS")
    with failing_as("PATH_MALFORMED"):
        path = read_path(proof.subject.path)
        root = root_from_inclusion(proof.subject.index, proof.size, leaf_hash(proof.subject, batch, b"\x02"), path)
    demand(root == proof.note.root, "PATH_DIFFERS")
    return root


def judge_courts(proof, edition, root):
    """The seconds of the cosignatures that count."""
    if isinstance(proof, FullProof):
        demand(proof.note is not None, "CHECKPOINT_MALFORMED")
        return judge_note(proof.note, edition)
    if root is None:
        raise NotShown
    text = checkpoint_text(edition["origin"], proof.size, root)
    auditors = [member["auditor"] for member in edition["members"]]
    for position, seconds, signature in proof.cosignatures:
        demand(position < len(auditors), "COSIGNATURE_INVALID")
        demand(cosignature_holds(auditors[position], seconds, signature, text), "COSIGNATURE_INVALID")
    demand(len(proof.cosignatures) >= edition["k"], "COSIGNATURES_TOO_FEW")
    return [seconds for _, seconds, _ in proof.cosignatures]


def judge_note(note, edition):
    demand(note.origin == edition["origin"], "ORIGIN_DIFFERS")
    auditors = {(m["auditor"]["name"], cosigner_hash(m["auditor"])): m["auditor"] for m in edition["members"]}
    times = {}
    for name, key_hash, data in note.lines:
        demand((name, key_hash) in auditors and len(data) == 72, "COSIGNATURE_INVALID")
        demand(name not in times, "COSIGNATURE_TWICE")
        times[name] = int.from_bytes(data[:8], "big")
        holds = cosignature_holds(auditors[name, key_hash], times[name], data[8:], note.text)
        demand(holds, "COSIGNATURE_INVALID")
    demand(len(times) >= edition["k"], "COSIGNATURES_TOO_FEW")
    return list(times.values())


def cosignature_holds(auditor, seconds, signature, text):
    message = f"cosignature/v1\ntime {seconds}\n{text}".encode()
    return seconds <= LAST_SECOND and ed25519_holds(from_b64u(auditor["key"], 32), signature, message)


def judge_persons(proof, record, root, network):
    """The support records are proven, referred to and agree; every signature whose key is there verifies."""
    if isinstance(proof, (CompactProof, LeafProof)):
        raise NotShown
    support = read_support(proof.support)
    for entry in support:
        demand(leads_to(root, proof.size, entry), "SUPPORT_UNPROVEN")
    by_id = {record_id(entry.record): entry for entry in support}
    demand(reached_from(record, by_id) == set(by_id), "SUPPORT_UNREFERRED")
    keys_shown = [judge_signed(entry, by_id, network) for entry in [proof.subject, *support]]
    if not all(keys_shown):
        raise NotShown


def read_support(support):
    try:
        require(is_list(support, 0, 16), "support")
        entries = [read_entry(value) for value in support]
        demand_rising([entry.index for entry in entries])
        for entry in entries:
            demand_record(entry.record)
            demand_openings(entry.record, entry.openings)
            read_path(entry.path)
        return entries
    except Malformed as error:
        raise Failed("SUPPORT_MALFORMED") from error


def leads_to(root, size, entry):
    try:
        leaf = leaf_hash(entry, entry.record)
        return root_from_inclusion(entry.index, size, leaf, read_path(entry.path)) == root
    except Malformed:
        return False


REFERENCES = {
    "document": {"key": "key"},
    "service": {"document": "document"},
    "receipt": {"key": "key", "service": "service"},
    "filing": {"key": "key", "filing": "filing"},
}


def references_of(record):
    """Kind and id of each record that this one refers to."""
    return [(kind, record[name]) for name, kind in REFERENCES.get(record["kind"], {}).items() if name in record]


def reached_from(record, by_id):
    reached, waiting = set(), [record]
    while waiting:
        for _, id_ in references_of(waiting.pop()):
            if id_ in by_id and id_ not in reached:
                reached.add(id_)
                waiting.append(by_id[id_].record)
    return reached


def judge_signed(entry, by_id, network):
    """Demands that references and signature of one record hold; False when its key is not in the proof."""
    record = entry.record
    for kind, id_ in references_of(record):
        if id_ in by_id:
            demand(reference_agrees(entry, kind, by_id[id_]), "REFERENCE_DIFFERS")
    if "signature" not in record:
        return True
    if record["key"] not in by_id:
        return False
    key = by_id[record["key"]].record
    in_life = time_ms(key["notBefore"]) <= time_ms(record["actTime"]) <= time_ms(key["notAfter"])
    demand(in_life, "KEY_OUTSIDE_LIFE")
    point, signature = from_b64u(key["point"], 65), from_b64u(record["signature"], 64)
    demand(es256_holds(point, signature, signing_message(network, record)), "SIGNATURE_INVALID")
    return True


def reference_agrees(entry, kind, referred):
    record, other = entry.record, referred.record
    # Records of one transaction stand in the order of their ids; inside a block the contract alone knows which came first.
    later = referred.index >= entry.index and referred.block != entry.block
    if other["kind"] != kind or later:
        return False
    if kind == "key":
        return other["action"] == "register" and other["court"] == record["court"]
    if kind == "filing":
        is_first = other["action"] == "submitted" and "filing" not in other and other["caseTag"] == record["caseTag"]
        return is_first and record.get("applicant", other["applicant"]) == other["applicant"]
    return other["sha256"] == record["sha256"]


def judge_time(proof, trust, record, root, times):
    demand(proof.subject.tx_time <= LAST_SECOND * 1000 + 999, "TIME_MALFORMED")
    if isinstance(proof, CompactProof) or proof.not_before is None:
        return
    note, path = read_not_before(proof.not_before)
    try:
        judge_note(note, edition_for(trust, note.size))
    except Failed as failure:
        raise Failed("NOT_BEFORE_INVALID") from failure
    seen = {"size": note.size, "root": b64u(note.root)}
    demand(record.get("checkpoint") == seen, "NOT_BEFORE_INVALID")
    demand(is_consistent(note.size, note.root, proof.size, root, path), "NOT_BEFORE_INVALID")


def read_not_before(value):
    try:
        demand_fields(value, ["checkpoint", "path"])
        require(isinstance(value["checkpoint"], str), "checkpoint")
        return read_note(value["checkpoint"]), read_path(value["path"])
    except Malformed as error:
        raise Failed("TIME_MALFORMED") from error


# ---------------------------------------------------------------- the ledger part (section 8)


def judge_ledger(proof, trust, edition, record):
    """Everything that Fabric shows of the transaction that wrote the record."""
    if isinstance(proof, CompactProof) or proof.ledger is None:
        raise NotShown
    with failing_as("LEDGER_MALFORMED"):
        evidence = read_evidence(proof.ledger)
    channel = edition["origin"].split("/")[1]
    configurations = judge_configurations(evidence.config, from_b64u(trust["network"], 32), channel)
    in_force = configuration_for(evidence, configurations, proof.subject.block)
    judge_orderers(evidence.block, in_force)

    then = edition_for(trust, proof.subject.index + 1)
    transaction = judge_transaction(evidence, channel, proof.subject.tx_time)
    under = Authorities(in_force.msps, then)
    creator, payload, signature = transaction.creator, transaction.payload, transaction.signature
    judge_signer(creator, payload, signature, "client", under, "CREATOR_INVALID")
    with failing_as("WRITE_DIFFERS"):
        value = written_value(transaction.results, written_key(proof, record))
    written = proof.subject.record if isinstance(proof, LeafProof) else record
    demand(value == canonical(written), "WRITE_DIFFERS")
    judge_endorsements(transaction, then["k"], under)
    judge_answers(evidence, Authorities(configurations[-1].msps, edition), edition["k"])


@contextmanager
def failing_as(reason):
    try:
        yield
    except Malformed as error:
        raise Failed(reason) from error


@dataclass
class Block:
    number: int
    previous_hash: bytes
    envelopes: list
    metadata: bytes
    signatures: list

    @property
    def data_hash(self):
        return sha256(b"".join(self.envelopes)).digest()

    @property
    def header(self):
        number = self.number.to_bytes(self.number.bit_length() // 8 + 1, "big")
        return der(0x30, der(2, number) + der(4, self.previous_hash) + der(4, self.data_hash))

    @property
    def hash(self):
        return sha256(self.header).digest()

    @property
    def data(self):
        return b"".join(encode_field(1, envelope) for envelope in self.envelopes)

    def links_to(self, previous):
        """False only if the two stand side by side and the hash is another."""
        return self.number != previous.number + 1 or self.previous_hash == previous.hash


@dataclass
class Evidence:
    config: list
    block: Block
    transaction: int
    answers: list


def read_evidence(value):
    demand_fields(value, "format config block transaction answers".split())
    require(is_integer(value["transaction"]), "transaction")
    answers = [read_parts(item, "before after endorser signature") for item in read_items(value["answers"])]
    config = [read_block(item) for item in read_items(value["config"])]
    return Evidence(config, read_block(value["block"]), value["transaction"], answers)


def read_block(value):
    demand_fields(value, "number previousHash envelopes metadata signatures".split())
    require(is_integer(value["number"]), "number")
    previous_hash = read_binary(value["previousHash"])
    require(len(previous_hash) == (32 if value["number"] else 0), "previous hash")
    envelopes = [read_binary(item) for item in read_items(value["envelopes"])]
    signatures = [read_parts(item, "identifier signature") for item in read_items(value["signatures"])]
    return Block(value["number"], previous_hash, envelopes, read_binary(value["metadata"]), signatures)


def read_items(value):
    require(is_list(value, 0, 65_536), "list")
    return value


def read_parts(value, names):
    demand_fields(value, names.split())
    return [read_binary(value[name]) for name in names.split()]


def read_binary(value):
    require(isinstance(value, str) and len(value) % 4 != 1, "not base64url")
    return from_b64u(value, len(value) * 3 // 4)


# Protobuf, one level at a time.


class Message:
    def __init__(self, data):
        self.fields, reader = {}, Reader(data)
        while reader.at < len(data):
            tag = read_varint(reader)
            require(8 <= tag < 2**32, "field number")
            self.fields.setdefault(tag >> 3, []).append(read_field(reader, tag & 7))

    def items(self, number):
        values = self.fields.get(number, [])
        require(all(isinstance(value, bytes) for value in values), "wire type")
        return values

    def binary(self, number):
        values = self.items(number)
        require(len(values) <= 1, "field stands twice")
        return values[0] if values else b""

    def integer(self, number):
        values = self.fields.get(number, [0])
        require(len(values) == 1 and isinstance(values[0], int), "integer")
        return values[0]

    def text(self, number):
        try:
            return self.binary(number).decode("utf-8")
        except UnicodeDecodeError as error:
            raise Malformed("not UTF-8") from error

    def message(self, *numbers):
        """The message inside the message inside …"""
        inner = self
        for number in numbers:
            inner = Message(inner.binary(number))
        return inner

    def messages(self, number):
        return [Message(item) for item in self.items(number)]

    def map(self, number):
        entries = [(entry.text(1), entry.message(2)) for entry in self.messages(number)]
        require(len(dict(entries)) == len(entries), "key stands twice")
        return dict(entries)


def read_varint(reader):
    value = 0
    for place in range(10):
        byte = reader.take(1)[0]
        value |= (byte & 127) << (7 * place)
        if byte < 128:
            require(value <= MAX_SAFE, "integer above 2^53-1")
            return value
    raise Malformed("varint too long")


def read_field(reader, wire_type):
    if wire_type == 0:
        return read_varint(reader)
    require(wire_type in (1, 2, 5), "wire type")
    return bytes(reader.take(read_varint(reader) if wire_type == 2 else {1: 8, 5: 4}[wire_type]))


def encode_field(number, value):
    """A field of bytes; nothing when empty."""
    if not value:
        return b""
    head, length = [number << 3 | 2], len(value)
    while length > 127:
        head.append(length & 127 | 128)
        length >>= 7
    return bytes([*head, length]) + value


# DER and certificates.

ECDSA_WITH_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
P256_KEY = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")
OU, KEY_USAGE, CONSTRAINTS = (bytes.fromhex(oid) for oid in ("55040b", "551d0f", "551d13"))
SUBJECT_KEY, AUTHORITY_KEY = (bytes.fromhex(oid) for oid in ("551d0e", "551d23"))
MAY_BE_CRITICAL = [KEY_USAGE, CONSTRAINTS, SUBJECT_KEY, AUTHORITY_KEY, bytes.fromhex("551d11"), bytes.fromhex("551d25")]


def der(tag, content):
    """Contents shorter than 128 bytes."""
    return bytes([tag, len(content)]) + content


def der_values(data):
    """Tag, content and all bytes of the values that stand one after the other."""
    reader, values = Reader(data), []
    while reader.at < len(data):
        start, tag, length = reader.at, reader.take(1)[0], reader.take(1)[0]
        require(tag & 31 != 31, "tag")
        if length > 127:
            size, length = length & 127, 0
            require(1 <= size <= 3, "length")
            length = int.from_bytes(reader.take(size), "big")
            require(length >= max(128, 256 ** (size - 1)), "length not shortest")
        content = reader.take(length)
        values.append((tag, bytes(content), bytes(data[start : reader.at])))
    return values


def der_inside(data, tag=0x30):
    values = der_values(data)
    require(len(values) == 1 and values[0][0] == tag, "one value expected")
    return der_values(values[0][1])


def der_content(values, place, tag):
    require(place < len(values) and values[place][0] == tag, "tag")
    return values[place][1]


def der_whole(values, place):
    require(place < len(values), "truncated")
    return values[place][2]


def read_signature(data):
    """r‖s of 64 bytes."""
    parts = der_inside(data)
    require(len(parts) == 2, "r and s")
    out = b""
    for place in range(2):
        content = der_content(parts, place, 2)
        require(len(content) > 0 and content[0] < 128, "not positive")
        require(content[0] != 0 or len(content) == 1 or content[1] >= 128, "not shortest")
        require(len(content.lstrip(b"\0")) <= 32, "too large")
        out += content.lstrip(b"\0").rjust(32, b"\0")
    return out


PEM = re.compile(r"-----BEGIN (CERTIFICATE|X509 CRL)-----\n([A-Za-z0-9+/=\n]+)\n-----END \1-----\n?")


def from_pem(data):
    try:
        match = PEM.fullmatch(data.decode("ascii"))
    except UnicodeDecodeError as error:
        raise Malformed("not PEM") from error
    require(match is not None, "not PEM")
    return from_base64(match[2].replace("\n", ""))


class Signed:
    """What an authority signed: a certificate or a revocation list."""

    def __init__(self, whole):
        parts = der_inside(whole)
        require(len(parts) == 3 and parts[1][2] == ECDSA_WITH_SHA256, "algorithm")
        self.whole, self.body, bits = whole, parts[0][2], der_content(parts, 2, 3)
        self.inside = der_inside(self.body)
        require(bits[:1] == b"\0", "bit string")
        self.signature = read_signature(bits[1:])

    def is_signed_by(self, authority):
        s = int.from_bytes(self.signature[32:], "big")
        # An authority may give either form.
        low = (P256_ORDER - s if P256_ORDER // 2 < s <= P256_ORDER else s).to_bytes(32, "big")
        return es256_holds(authority.point, self.signature[:32] + low, self.body)

    def extensions(self, tag):
        found = [content for kind, content, _ in self.inside if kind == tag]
        extensions = {}
        for _, _, whole in der_inside(found[0]) if found else []:
            parts = der_inside(whole)
            oid = der_content(parts, 0, 6)
            require(oid not in extensions and (len(parts) <= 2 or oid in MAY_BE_CRITICAL), "extension")
            extensions[oid] = der_content(parts, len(parts) - 1, 4)
        return extensions


class Certificate(Signed):
    def __init__(self, pem):
        super().__init__(from_pem(pem))
        require(self.inside and self.inside[0][0] == 0xA0, "version")
        self.serial = der_content(self.inside, 1, 2)
        require(der_whole(self.inside, 2) == ECDSA_WITH_SHA256, "algorithm")
        self.issuer = der_whole(self.inside, 3)
        times = [read_x509_time(tag, content) for tag, content, _ in der_inside(der_whole(self.inside, 4))]
        require(len(times) >= 2, "validity")
        self.not_before, self.not_after = times[:2]
        self.subject = der_whole(self.inside, 5)
        key = der_whole(self.inside, 6)
        require(key[:26] == P256_KEY and len(key) == 91, "key")
        self.point = key[26:]
        self.units = read_units(self.subject)
        extensions = self.extensions(0xA3)
        constraints = extensions.get(CONSTRAINTS)
        inside = [] if constraints is None else der_inside(constraints)
        self.is_authority = bool(inside) and inside[0][2] == b"\1\1\xff"
        key_id = extensions.get(SUBJECT_KEY)
        self.key_id = None if key_id is None else der_content(der_values(key_id), 0, 4)


class RevocationList(Signed):
    def __init__(self, data):
        super().__init__(from_pem(data) if data[:1] == b"-" else data)
        sequences = [content for tag, content, _ in self.inside if tag == 0x30]
        entries = [entry for content in sequences[2:] for entry in der_values(content)]
        self.serials = {der_content(der_inside(whole), 0, 2) for _, _, whole in entries}
        authority = self.extensions(0xA0).get(AUTHORITY_KEY)
        parts = [] if authority is None else der_inside(authority)
        self.key_id = next((content for tag, content, _ in parts if tag == 0x80), None)


def read_x509_time(tag, content):
    """Milliseconds since 1970."""
    text = content.decode("ascii", errors="replace")
    require(re.fullmatch(r"[0-9]{12}Z" if tag == 0x17 else r"[0-9]{14}Z", text) is not None, "time")
    full = text if tag != 0x17 else ("20" if text < "50" else "19") + text
    return time_ms(re.sub(r"(....)(..)(..)(..)(..)(..)Z", r"\1-\2-\3T\4:\5:\6.000Z", full))


def read_units(name):
    units = []
    for _, parts, _ in der_inside(name):
        for _, _, whole in der_values(parts):
            attribute = der_inside(whole)
            if der_content(attribute, 0, 6) == OU:
                require(len(attribute) > 1, "attribute")
                try:
                    units.append(attribute[1][1].decode("utf-8"))
                except UnicodeDecodeError as error:
                    raise Malformed("unit") from error
    return units


# Configurations and identities.


@dataclass
class Unit:
    role: str
    name: str
    certifier: Certificate | None


class Msp:
    def __init__(self, config):
        self.id = config.text(1)
        self.roots = [Certificate(pem) for pem in config.items(2)]
        self.authorities = self.roots + [Certificate(pem) for pem in config.items(3)]
        self.revocations = [RevocationList(data) for data in config.items(5)]
        node_ous = config.message(11)
        roles = ("client", "peer", "admin", "orderer") if node_ous.integer(1) == 1 else ()
        units = [(role, node_ous.message(2 + place)) for place, role in enumerate(roles)]
        self.units = [read_unit(role, unit) for role, unit in units if unit.fields]

    def issuer_of(self, subject, moment):
        for authority in self.authorities:
            in_validity = authority.not_before <= moment <= authority.not_after
            if authority.is_authority and in_validity and authority.subject == subject.issuer:
                if subject.is_signed_by(authority):
                    return authority
        raise Failed("IDENTITY_FOREIGN")

    def path(self, leaf):
        path = []
        while len(path) < 8 and (not path or path[-1] not in self.roots):
            path.append(self.issuer_of(path[-1] if path else leaf, leaf.not_before + 1000))
        demand(path[-1] in self.roots, "IDENTITY_FOREIGN")
        for other in self.authorities:
            is_below = other is not path[0] and other.issuer == path[0].subject and other.subject != other.issuer
            demand(not is_below, "IDENTITY_FOREIGN")
        return path

    def has_revoked(self, subject, issuer):
        for revocations in self.revocations:
            is_issuers = revocations.key_id and revocations.key_id == issuer.key_id
            if is_issuers and subject.serial in revocations.serials and revocations.is_signed_by(issuer):
                return True
        return False


def read_unit(role, unit):
    pin = unit.binary(1)
    return Unit(role, unit.text(2), Certificate(pin) if pin else None)


def judge_identity(member, certificate, msps, role):
    """The root that stands behind the certificate."""
    msp = msps.get(member)
    demand(msp is not None and not certificate.is_authority, "IDENTITY_FOREIGN")
    path = msp.path(certificate)
    for subject, issuer in zip([certificate, *path], path):
        demand(not msp.has_revoked(subject, issuer), "IDENTITY_REVOKED")
    roles = [
        unit.role
        for unit in msp.units
        if unit.name in certificate.units and (unit.certifier is None or unit.certifier.whole == path[0].whole)
    ]
    demand(roles == [role], "IDENTITY_ROLE")
    return path[-1]


@dataclass
class Authorities:
    msps: dict
    edition: dict


def judge_signer(serialized, message, signature, role, under, reason):
    """The member whose identity of that role signed the message."""
    with failing_as(reason):
        identity = Message(serialized)
        member, certificate = identity.text(1), Certificate(identity.binary(2))
    demand(ecdsa_holds(certificate, signature, message), reason)
    root = judge_identity(member, certificate, under.msps, role)
    with failing_as("IDENTITY_FOREIGN"):
        listed = [item for item in under.edition["members"] if item["id"] == member]
        roots = [from_pem(pem.encode()) for item in listed for pem in item["mspRoots"]]
    demand(root.whole in roots, "IDENTITY_FOREIGN")
    return member


def ecdsa_holds(certificate, signature, message):
    try:
        return es256_holds(certificate.point, read_signature(signature), message)
    except Malformed:
        return False


@dataclass
class Configuration:
    number: int
    channel: str
    sequence: int
    msps: dict
    consenters: dict


def judge_configurations(blocks, network, channel):
    demand(len(blocks) > 0, "GENESIS_DIFFERS")
    found = []
    for place, block in enumerate(blocks):
        if place == 0:
            is_bare = block.number == 0 and not block.metadata and not block.signatures
            demand(is_bare and block.hash == network, "GENESIS_DIFFERS")
        with failing_as("LEDGER_MALFORMED"):
            configuration = read_configuration(block)
        demand(configuration.channel == channel, "CHANNEL_DIFFERS")
        demand(configuration.sequence == place, "CONFIG_INCOMPLETE")
        if place > 0:
            judge_update(block, blocks[place - 1], found[-1])
        found.append(configuration)
    return found


def judge_update(block, previous, before):
    demand(block.number > before.number and block.links_to(previous), "CONFIG_INCOMPLETE")
    demand(last_config(block) == block.number, "CONFIG_INCOMPLETE")
    judge_orderers(block, before)


def last_config(block):
    with failing_as("LEDGER_MALFORMED"):
        return Message(block.metadata).message(1).integer(1)


def read_configuration(block):
    require(len(block.envelopes) == 1, "one envelope expected")
    payload = Message(read_envelope(block.envelopes[0])[0])
    header = payload.message(1, 1)
    require(header.integer(1) == 1, "not a configuration")
    config = payload.message(2, 1)
    groups = config.message(2).map(2)
    require("Orderer" in groups and "Application" in groups, "groups")
    msps = read_msps([groups["Orderer"], groups["Application"]])
    consenters = read_consenters(groups["Orderer"].map(3))
    return Configuration(block.number, header.text(4), config.integer(1), msps, consenters)


def read_envelope(envelope):
    """Payload and signature of the one encoding."""
    message = Message(envelope)
    payload, signature = message.binary(1), message.binary(2)
    require(encode_field(1, payload) + encode_field(2, signature) == envelope, "another encoding")
    return payload, signature


def read_msps(groups):
    msps, seen = {}, {}
    for group in groups:
        for organisation in group.map(2).values():
            config = Message(config_value(organisation.map(3), "MSP")).binary(2)
            msp = Msp(Message(config))
            require(seen.setdefault(msp.id, config) == config, "two of one id")
            msps[msp.id] = msp
    return msps


def config_value(values, name):
    require(name in values, name)
    return values[name].binary(2)


def read_consenters(values):
    require(Message(config_value(values, "ConsensusType")).text(1) == "BFT", "consensus")
    listed = Message(config_value(values, "Orderers")).messages(1)
    consenters = {each.integer(1): (each.text(4), Certificate(each.binary(5))) for each in listed}
    require(len(consenters) == len(listed), "two of one id")
    return consenters


def configuration_for(evidence, configurations, number):
    block = evidence.block
    demand(block.number == number, "BLOCK_DIFFERS")
    named = last_config(block)
    places = [place for place, each in enumerate(configurations) if each.number < block.number]
    demand(places and configurations[places[-1]].number == named, "CONFIG_INCOMPLETE")
    demand(block.links_to(evidence.config[places[-1]]), "BLOCK_DIFFERS")
    if places[-1] + 1 < len(evidence.config):
        demand(evidence.config[places[-1] + 1].links_to(block), "BLOCK_DIFFERS")
    for envelope in block.envelopes:
        with failing_as("BLOCK_ILL_FORMED"):
            demand(all(read_envelope(envelope)), "BLOCK_ILL_FORMED")
    return configurations[places[-1]]


def judge_orderers(block, configuration):
    signers = set()
    for identifier, signature in block.signatures:
        with failing_as("ORDERER_INVALID"):
            number = Message(identifier).integer(1)
        demand(number in configuration.consenters and number not in signers, "ORDERER_INVALID")
        member, certificate = configuration.consenters[number]
        demand(ecdsa_holds(certificate, signature, block.metadata + identifier + block.header), "ORDERER_INVALID")
        judge_identity(member, certificate, configuration.msps, "orderer")
        signers.add(number)
    demand(len(signers) >= quorum(len(configuration.consenters)), "ORDERERS_TOO_FEW")


# The transaction and the answers.


@dataclass
class Transaction:
    payload: bytes
    signature: bytes
    creator: bytes
    response: bytes
    results: bytes
    endorsements: list


def judge_transaction(evidence, channel, tx_time):
    demand(evidence.transaction < len(evidence.block.envelopes), "TRANSACTION_DIFFERS")
    with failing_as("TRANSACTION_DIFFERS"):
        payload, signature = read_envelope(evidence.block.envelopes[evidence.transaction])
        headers = Message(payload).message(1)
        channel_header, signature_header = headers.binary(1), headers.binary(2)
        header, signer = Message(channel_header), Message(signature_header)
        actions = Message(payload).message(2).messages(1)
        require(len(actions) == 1, "one action expected")
        proposed = actions[0].message(2)
        endorsed = proposed.message(2)
        response = endorsed.binary(1)
        answer = read_answered(response)
        creator, nonce, timestamp = signer.binary(1), signer.binary(2), header.message(3)
        facts = {
            "type": (header.integer(1), 3),
            "id": (header.text(5), sha256(nonce + creator).hexdigest()),
            "time": (timestamp.integer(1) * 1000 + timestamp.integer(2) // 1_000_000, tx_time),
            "header": (actions[0].binary(1), signature_header),
            "proposal": (
                Message(response).binary(1),
                sha256(channel_header + signature_header + proposed.binary(1)).digest(),
            ),
            "asked": (header.message(7, 2).text(2), "cunzheng"),
            "answered": ((answer.contract, answer.status), ("cunzheng", 200)),
        }
        endorsements = [(each.binary(1), each.binary(2)) for each in endorsed.messages(2)]
        named = header.text(4)
    demand(named == channel, "CHANNEL_DIFFERS")
    demand(all(said == expected for said, expected in facts.values()), "TRANSACTION_DIFFERS")
    return Transaction(payload, signature, creator, response, answer.results, endorsements)


@dataclass
class Answered:
    contract: str
    status: int
    payload: bytes
    results: bytes


def read_answered(response):
    action = Message(response).message(2)
    answer, contract = action.message(3), action.message(4)
    contract.text(3)
    return Answered(contract.text(2), answer.integer(1), answer.binary(3), action.binary(1))


def written_key(proof, record):
    """The key of state under which the contract writes a record, or the batch of a behaviour."""
    if not isinstance(proof, LeafProof):
        return b"\0R\0" + record_id(record).encode("ascii") + b"\0"
    batch = proof.subject.record
    return b"\0B\0" + batch["court"].encode() + b"\0" + b"%012d" % batch["seq"] + b"\0"


def written_value(results, key):
    """The one value written under the key, None if there is none or not just one."""
    spaces = [space for space in Message(results).messages(2) if space.text(1) == "cunzheng"]
    if len(spaces) != 1:
        return None
    writes = [write for write in spaces[0].message(2).messages(3) if write.binary(1) == key]
    if len(writes) != 1 or writes[0].integer(2) != 0:
        return None
    return writes[0].binary(3)


def judge_endorsements(transaction, needed, under):
    members, refused = set(), None
    for endorser, signature in transaction.endorsements:
        try:
            message = transaction.response + endorser
            members.add(judge_signer(endorser, message, signature, "peer", under, "ENDORSEMENT_INVALID"))
        except Failed as failure:
            refused = refused or failure
    if len(members) < needed:
        raise refused or Failed("ENDORSEMENTS_TOO_FEW")


def judge_answers(evidence, under, needed):
    members, data, first = set(), evidence.block.data, None
    for before, after, endorser, signature in evidence.answers:
        response = before + data + after
        member = judge_signer(endorser, response + endorser, signature, "peer", under, "ANSWER_INVALID")
        demand(member not in members, "ANSWER_INVALID")
        members.add(member)
        with failing_as("ANSWER_INVALID"):
            commit = read_commit(response, evidence.block, data)
        first = first or commit
        demand(commit == first, "ANSWERS_DIFFER")
        demand(commit[0][evidence.transaction] == 0, "TRANSACTION_REFUSED")
    demand(len(members) >= needed, "ANSWERS_TOO_FEW")


def read_commit(response, block, data):
    """Codes of the transactions and the commit hash, if the answer is about this block."""
    answer = read_answered(response)
    require(answer.contract == "qscc" and answer.status == 200, "answer")
    answered = Message(answer.payload)
    header = answered.message(1)
    require(header.integer(1) == block.number and header.binary(2) == block.previous_hash, "another header")
    require(header.binary(3) == block.data_hash and answered.binary(2) == data, "other data")
    slots = answered.message(3).items(1)
    require(len(slots) > 4 and len(slots[2]) == len(block.envelopes), "codes")
    return slots[2], slots[4]


# ---------------------------------------------------------------- command line

EXIT_CODES = {"unalteredSinceRecorded": 0, "differs": 10, "recorded": 11, "cannotDecide": 12}


def main(arguments):
    options = command_line().parse_args(arguments)
    if options.batch:
        return run_batch(options.batch)
    if not options.proof or not options.trust:
        command_line().error("PROOF and --trust are needed")
    try:
        proof = sys.stdin.buffer.read() if options.proof == "-" else Path(options.proof).read_bytes()
        trust = Path(options.trust).read_bytes()
        document = Path(options.file).read_bytes() if options.file else None
    except OSError as error:
        command_line().error(f"cannot read {error.filename}: {error.strerror}")
    report = verify(proof, trust, document)
    print(json.dumps(report.as_json()) if options.json else in_words(report.as_json()))
    return EXIT_CODES[report.verdict]


def command_line():
    parser = ArgumentParser(prog="verify.py", description="Verifies a Cunzheng proof off line.")
    parser.add_argument("proof", nargs="?", metavar="PROOF")
    parser.add_argument("file", nargs="?", metavar="FILE")
    parser.add_argument("--trust", metavar="TRUST")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--batch", metavar="CASES", help="lines of {name, proof, trust, file?}, in base64")
    return parser


def in_words(answer):
    lines = [f"{stage['id']:9} {stage['state']:9} {stage['text']}" for stage in answer["stages"]]
    reason = f" ({answer['stage']}: {answer['reason']})" if "reason" in answer else ""
    later = "later withdrawals or corrections are not in this file"
    as_of = f" as of {answer['asOf']}; {later}" if "asOf" in answer else ""
    return "\n".join([*lines, f"{answer['verdict']}{reason}{as_of}"])


def run_batch(path):
    with open(path, encoding="utf-8") as cases:
        for line in cases:
            case = json.loads(line)
            contents = [base64.b64decode(case[name]) if name in case else None for name in ("proof", "trust", "file")]
            print(json.dumps({"name": case["name"], **verify(*contents).as_json()}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
