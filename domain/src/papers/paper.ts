import * as Type from 'typebox';
import { Compile } from 'typebox/schema';
import { concatBytes, utf8 } from '../bytes.ts';
import { canonicalize, type Json } from '../canonical.ts';
import { CunzhengError } from '../errors.ts';
import { ENTRY_KINDS } from '../log/entry.ts';
import { leafHash } from '../log/merkle.ts';
import { Sha256Schema, Sm3Schema, TAG_PATTERN } from '../record/fields.ts';

/**
 * What a paper may be called: 1 to 200 code points, none that ends a line, controls a terminal or turns the direction of
 * writing (U+202A–202E, U+2066–2069), for a name is shown to people beside a verdict.
 */
export const PAPER_NAME_PATTERN =
  '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]{1,200}$';

/**
 * One paper of a list, as its leaf commits to it: what it is called there, and both digests of the file's bytes. The salt,
 * 128 random bits, keeps anybody from guessing a paper by its digest.
 */
export const PaperSchema = Type.Object(
  {
    salt: Type.String({ pattern: TAG_PATTERN }),
    name: Type.String({ pattern: PAPER_NAME_PATTERN }),
    sha256: Sha256Schema,
    sm3: Sm3Schema,
  },
  { additionalProperties: false },
);
export type Paper = Type.Static<typeof PaperSchema>;

const validator = Compile(PaperSchema);
const KIND = Uint8Array.of(ENTRY_KINDS.paper);

/** The value as a paper. Throws `PAPER_MALFORMED`. */
export function checkPaper(value: unknown): Paper {
  if (!validator.Check(value)) throw new CunzhengError('PAPER_MALFORMED', 'not a paper');
  return value;
}

/**
 * What is hashed for a paper: 4 ‖ JCS of its four fields. The first byte keeps it apart from every entry of the log and
 * of a batch.
 */
export function paperEntry(paper: Paper): Uint8Array {
  return concatBytes(KIND, utf8(canonicalize(paper as unknown as Json)));
}

/** Leaf hash of a paper: SHA-256(0 ‖ entry). */
export function paperLeaf(paper: Paper): Uint8Array {
  return leafHash(paperEntry(paper));
}
