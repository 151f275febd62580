import * as Type from 'typebox';
import { Compile } from 'typebox/schema';
import { concatBytes, toBase64Url, utf8, utf8Text } from '../bytes.ts';
import { canonicalize, type Json } from '../canonical.ts';
import type { LeafId } from '../digest.ts';
import { CunzhengError } from '../errors.ts';
import { ENTRY_KINDS } from '../log/entry.ts';
import { leafHash } from '../log/merkle.ts';
import { CourtCodeSchema, DIGEST_PATTERN, TimeSchema } from '../record/fields.ts';
import { hideFields, type Opening } from '../record/hidden.ts';
import { timeOf } from '../record/record.ts';

/** Bytes of a leaf's canonical text at most. */
export const MAX_LEAF_BYTES = 2048;

/** Name of an act: two to four words in camelCase, joined by dots: `person.read`. Says what was done, never to whom. */
export const ACT_PATTERN = '^(?=.{3,64}$)[a-z][A-Za-z0-9]*(?:\\.[a-z][A-Za-z0-9]*){1,3}$';

/**
 * One everyday behaviour: a page opened, a personal field read, a request denied. Only its hash gets near the chain, as a
 * leaf of a batch. Whatever names or describes a person or a thing is hidden in `sd`, each field with 128 bits of salt;
 * at least one must be, or the hash could be guessed.
 */
export const BehaviourSchema = Type.Object(
  {
    v: Type.Literal(1),
    court: CourtCodeSchema,
    time: TimeSchema,
    act: Type.String({ pattern: ACT_PATTERN }),
    sd: Type.Record(
      Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,31}$' }),
      Type.String({ pattern: DIGEST_PATTERN }),
      { minProperties: 1, maxProperties: 16, additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type Behaviour = Type.Static<typeof BehaviourSchema>;

const validator = Compile(BehaviourSchema);
const KIND = Uint8Array.of(ENTRY_KINDS.batched);

/** A behaviour and what opens its hidden fields. */
export interface MadeBehaviour {
  readonly behaviour: Behaviour;
  readonly openings: readonly Opening[];
}

/**
 * A behaviour with all of `hidden` under salts from `randomSalt` (128 random bits, base64url).
 * Throws `LEAF_MALFORMED`, also when nothing is hidden.
 */
export function makeBehaviour(
  said: Pick<Behaviour, 'court' | 'time' | 'act'>,
  hidden: Readonly<Record<string, Json>>,
  randomSalt: () => string,
): MadeBehaviour {
  const { sd, openings } = hideFields(hidden, randomSalt);
  const { court, time, act } = said;
  return { behaviour: checkBehaviour({ v: 1, court, time, act, sd }), openings };
}

/** The value as a behaviour. Throws `LEAF_MALFORMED`. A record is none: it has a kind. */
export function checkBehaviour(value: unknown): Behaviour {
  if (!validator.Check(value)) throw new CunzhengError('LEAF_MALFORMED', 'not a behaviour');
  try {
    timeOf(value.time);
  } catch (cause) {
    throw new CunzhengError('LEAF_MALFORMED', 'not a time', { cause });
  }
  return value;
}

/** The behaviour that these canonical bytes hold. Throws `LEAF_TOO_LARGE`, `LEAF_MALFORMED` (not canonical counts as malformed). */
export function parseBehaviour(bytes: Uint8Array): Behaviour {
  if (bytes.length > MAX_LEAF_BYTES) throw new CunzhengError('LEAF_TOO_LARGE');
  let behaviour: Behaviour;
  let canonical: string;
  let text: string;
  try {
    text = utf8Text(bytes);
    const value = JSON.parse(text) as Json;
    canonical = canonicalize(value);
    behaviour = checkBehaviour(value);
  } catch (cause) {
    throw new CunzhengError('LEAF_MALFORMED', (cause as Error).message, { cause });
  }
  if (canonical !== text) throw new CunzhengError('LEAF_MALFORMED', 'not in canonical form');
  return behaviour;
}

/** Canonical bytes of a behaviour. Throws `LEAF_TOO_LARGE`. */
export function behaviourBytes(behaviour: Behaviour): Uint8Array {
  const bytes = utf8(canonicalize(behaviour as unknown as Json));
  if (bytes.length > MAX_LEAF_BYTES) throw new CunzhengError('LEAF_TOO_LARGE');
  return bytes;
}

/** What is hashed in a batch: 3 ‖ JCS bytes. The first byte keeps it apart from every entry of the log. */
export function behaviourEntry(bytes: Uint8Array): Uint8Array {
  return concatBytes(KIND, bytes);
}

/** Leaf hash of a behaviour, as text: its id. */
export function behaviourId(behaviour: Behaviour | Uint8Array): LeafId {
  const bytes = behaviour instanceof Uint8Array ? behaviour : behaviourBytes(behaviour);
  return toBase64Url(leafHash(behaviourEntry(bytes))) as string as LeafId;
}
