import { eq, inArray } from 'drizzle-orm';
import { type ChainState, chainState } from '../../chain-state.ts';
import { type Court, courtName } from '../../context.ts';
import { courtCase, type document, person } from '../../store/schema.ts';
import { type ServiceView, servicesOfDocuments } from '../service/views.ts';

export type DocumentRow = typeof document.$inferSelect;

/** A document as its court's officials see it. Sizes in bytes, times as ISO texts. */
export interface DocumentView {
  readonly id: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly caseId: string;
  readonly caseNumber: string;
  readonly title: string;
  readonly kind: string;
  readonly number: string;
  readonly code: string;
  readonly state: 'draft' | 'issued';
  readonly issuedAt?: string;
  readonly sha256: string;
  readonly sm3: string;
  readonly size: number;
  readonly pages: number;
  readonly issuedBy?: string;
  readonly chain?: ChainState;
  readonly verifyUrl: string;
  readonly services: readonly ServiceView[];
}

/** The link that the QR on the paper holds; number and code stand behind #, so that no server log sees them. */
export function verifyUrl(court: Pick<Court, 'publicUrl'>, number: string, code: string): string {
  return `${court.publicUrl()}/verify#n=${encodeURIComponent(number)}&c=${code}`;
}

/** Views of these rows, in their order. The caller has checked that the reader may see them. */
export async function documentViews(
  court: Court,
  rows: readonly DocumentRow[],
): Promise<DocumentView[]> {
  if (rows.length === 0) return [];
  const cases = await caseNumbers(court, [...new Set(rows.map((row) => row.caseId))]);
  const services = await servicesOfDocuments(
    court,
    rows.map((row) => row.id),
  );
  return Promise.all(
    rows.map((row) =>
      documentView(court, row, {
        caseNumber: cases.get(row.caseId) as string,
        services: services.get(row.id) ?? [],
      }),
    ),
  );
}

async function caseNumbers(court: Court, ids: string[]): Promise<Map<string, string>> {
  const rows = await court.store.db
    .select({ id: courtCase.id, caseNumber: courtCase.caseNumber })
    .from(courtCase)
    .where(inArray(courtCase.id, ids));
  return new Map(rows.map((row) => [row.id, row.caseNumber]));
}

async function documentView(
  court: Court,
  row: DocumentRow,
  { caseNumber, services }: { caseNumber: string; services: readonly ServiceView[] },
): Promise<DocumentView> {
  const { id, caseId, title, kind, number, code, state, sha256, sm3, size, pages } = row;
  return {
    id,
    court: courtName(court, row.court),
    caseId,
    caseNumber,
    title,
    kind,
    number,
    code,
    state,
    ...(await issueOf(court, row)),
    sha256,
    sm3,
    size,
    pages,
    verifyUrl: verifyUrl(court, number, code),
    services,
  };
}

async function issueOf(court: Court, row: DocumentRow) {
  if (row.issuedAt === null || row.recordId === null || row.issuedBy === null) return {};
  const [issuer] = await court.store.db
    .select({ name: person.name })
    .from(person)
    .where(eq(person.id, row.issuedBy));
  return {
    issuedAt: row.issuedAt.toISOString(),
    ...(issuer === undefined ? {} : { issuedBy: issuer.name }),
    chain: await chainState(court.notary, row.recordId),
  };
}
