import { randomBytes, randomUUID } from 'node:crypto';
import { accessCode } from '@cunzheng/domain';
import { and, eq, isNull } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import type { NoticeAccess } from '../../pdf/index.ts';
import type { PartyRow } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { caseAccess } from '../../store/tables/docketing.ts';

/** A new code: printed, and kept as a digest that nobody makes without the deployment's key. */
export function newCode(): string {
  return accessCode(randomBytes(10));
}

export function codeDigest({ vault }: Pick<Court, 'vault'>, code: string): string {
  return vault.digest('case-access', code);
}

/** Where codes are entered; the QR on the paper has the code with it. */
export function linkUrl(court: Pick<Court, 'publicUrl'>, code?: string): string {
  return `${court.publicUrl()}/link${code === undefined ? '' : `?code=${code}`}`;
}

/** The frame in which a code is printed, with what its holder does. */
export function accessFrame(court: Pick<Court, 'publicUrl'>, code: string): NoticeAccess {
  return {
    ...{ heading: '案件访问码（只用一次）', code, url: linkUrl(court, code) },
    alternative: `二维码：关联本案，案件访问码${code}`,
    lines: [
      `1. 用手机扫左边的码，或者打开${linkUrl(court)}，输入上面的访问码。`,
      '2. 登录并完成实名认证。姓名（名称）、证件号码与本案当事人一致的，才能关联。',
      '3. 关联以后，登录就能看本案和送达的文书，不用再输访问码。',
      '4. 请不要把访问码告诉别人。不会用的，打12368，或者到法院办理。',
    ],
  };
}

/** A code with the paper that it is printed on. */
export interface PrintedCode {
  readonly party: Pick<PartyRow, 'id' | 'court' | 'caseId'>;
  readonly code: string;
  readonly document: string;
  readonly by: string;
  /** Why it takes another's place. */
  readonly words?: string | undefined;
}

/** Notes a code; the party's earlier one ends. */
export async function noteCode(
  court: Pick<Court, 'vault' | 'clock'>,
  { db }: Pick<Unit, 'db'>,
  { party, code, document, by, words }: PrintedCode,
): Promise<void> {
  const now = new Date(court.clock());
  await db
    .update(caseAccess)
    .set({ endedAt: now })
    .where(and(eq(caseAccess.party, party.id), isNull(caseAccess.endedAt)));
  await db.insert(caseAccess).values({
    ...{ id: randomUUID(), court: party.court, caseId: party.caseId, party: party.id },
    ...{ codeDigest: codeDigest(court, code), document, madeAt: now, madeBy: by },
    words: words ?? null,
  });
}
