import {
  canonicalize,
  papersOf as commitTo,
  type FilingRecord,
  hideFields,
  type Json,
  type Opening,
  type Paper,
  sha256Text,
  type Unsigned,
  utf8,
} from '@cunzheng/domain';
import type { FilingCommand } from '@cunzheng/domain/filing';
import type { Court } from '../../context.ts';
import { random128 } from '../../salt.ts';
import { seenCheckpoint } from '../../seen-checkpoint.ts';
import type { FilingPaperRow, FilingRow } from '../../store/tables/filing.ts';

/** What a filing consists of when it is submitted: papers with their salts, and answers and parties as they were. */
export interface Manifest {
  readonly papers: readonly (Paper & { readonly id: string })[];
  /** `saidText`: everything else that it says. */
  readonly said: string;
}

/** Papers in their order, each under a fresh salt; `id` is the court's own and is not in the tree. */
export function manifestOf(papers: readonly FilingPaperRow[], said: string): Manifest {
  return {
    papers: papers.map(({ id, name, sha256: digest, sm3 }) => ({
      ...{ id, salt: random128(), name },
      ...{ sha256: digest as Paper['sha256'], sm3: sm3 as Paper['sm3'] },
    })),
    said,
  };
}

/** Whether two manifests speak of the same, whatever their salts. */
export function isSameFiling(a: Manifest, b: Manifest): boolean {
  const plain = ({ papers, said }: Manifest) =>
    canonicalize([papers.map(({ salt: _, ...paper }) => paper), said]);
  return plain(a) === plain(b);
}

/** Key under which a record is signed, and its time in ms since 1970. */
export interface Signing {
  readonly key: FilingRecord['key'];
  readonly now: number;
}

export interface Built {
  readonly unsigned: Unsigned<FilingRecord>;
  readonly openings: readonly Opening[];
}

/** The unsigned record of papers handed in; that of a later submission names the first. */
export async function buildSubmission(
  chain: Court['chain'],
  row: FilingRow,
  manifest: Manifest,
  { key, now }: Signing,
): Promise<Built> {
  const { capacity } = row;
  const papers = await commitTo(manifest.papers.map(({ id: _, ...paper }) => paper));
  const said = sha256Text(utf8(manifest.said));
  const { sd, openings } = hideFields({ title: row.cause, kind: row.kind, said }, random128);
  const unsigned: Unsigned<FilingRecord> = {
    ...common(chain, row, { key, now }),
    action: 'submitted',
    ...(row.recordId === null ? {} : { filing: row.recordId as FilingRecord['key'] }),
    applicant: row.applicantTag as Extract<FilingRecord, { action: 'submitted' }>['applicant'],
    ...{ capacity, papers, sd },
  };
  return { unsigned, openings };
}

/** What a court's act needs besides: grounds are hidden, where to and under which number stands in the clear. */
export interface Decided {
  readonly words?: string | undefined;
  /** What is to be corrected. */
  readonly items?: Json | undefined;
  /** What is said of each paper. */
  readonly verdicts?: Json | undefined;
  /** Digests of the ruling by which it is refused. */
  readonly ruling?: Json | undefined;
  readonly to?: string | undefined;
  readonly number?: string | undefined;
}

/** The unsigned record of what follows a submission. Throws `TypeError` for an act that makes none. */
export function buildAnswer(
  chain: Court['chain'],
  row: FilingRow,
  command: FilingCommand,
  decided: Decided,
  signing: Signing,
): Built {
  const { words, items, verdicts, ruling } = decided;
  const hidden = {
    title: row.cause,
    ...(words === undefined ? {} : { words }),
    ...(items === undefined ? {} : { items }),
    ...(verdicts === undefined ? {} : { verdicts }),
    ...(ruling === undefined ? {} : { ruling }),
  };
  const { sd, openings } = hideFields(hidden, random128);
  const filing = row.recordId as FilingRecord['key'];
  const unsigned: Unsigned<FilingRecord> = {
    ...{ ...common(chain, row, signing), filing, sd },
    ...shapeOf(command, decided),
  };
  return { unsigned, openings };
}

function common(chain: Court['chain'], row: FilingRow, { key, now }: Signing) {
  return {
    ...({ v: 1, kind: 'filing', court: row.court } as const),
    caseTag: row.tag as FilingRecord['caseTag'],
    actTime: new Date(now).toISOString(),
    key,
    ...seenCheckpoint(chain),
  };
}

const OUTCOMES = {
  requestCorrection: 'correction',
  refuse: 'refused',
  redirect: 'redirected',
  withdraw: 'withdrawn',
  deemWithdrawn: 'deemedWithdrawn',
} as const;

function shapeOf(command: FilingCommand, { to, number }: Decided) {
  switch (command) {
    case 'requestCorrection':
    case 'refuse':
    case 'redirect':
    case 'withdraw':
    case 'deemWithdrawn':
      return { action: 'returned', outcome: OUTCOMES[command] } as const;
    case 'accept':
      return { action: 'accepted' } as const;
    case 'transfer':
      return { action: 'transferred', to: to as string } as const;
    case 'docket':
      return { action: 'docketed', number: number as string } as const;
    default:
      throw new TypeError(`${command} makes no such record`);
  }
}
