import { expectedSlots, type PaperSlot, SLOT_ROWS } from '@cunzheng/domain/filing';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { filing } from '../../store/tables/filing.ts';
import { authorizeFiling } from './load.ts';
import type { Said } from './said.ts';
import { contentsOf, type FilingPartyView, type PaperView } from './views.ts';

type Wording = Readonly<Record<'zh-CN' | 'en', string>>;

/** One thing that a look at the filing found. It explains; it never hinders. */
export interface Finding {
  readonly about: 'applicant' | 'other' | 'paper' | 'service';
  /** Where it can be mended. */
  readonly slot?: PaperSlot;
  readonly paper?: string;
  readonly words: Wording;
  readonly law?: Wording;
}

/** Looks a filing through before it is submitted, or at any time. Throws `NOT_FOUND`. */
export async function checkFiling(house: Court, actor: Actor, id: string): Promise<Finding[]> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const [row] = await db.select().from(filing).where(eq(filing.id, id));
  authorizeFiling(actor, 'filing.read', row);
  const { parties, papers, ...said } = await contentsOf(court, db, actor, row);
  return findingsOf(said, parties, papers);
}

/** What these facts lack. Pure. */
export function findingsOf(
  said: Pick<Said, 'kind' | 'capacity' | 'service' | 'form' | 'answers'>,
  parties: readonly Pick<FilingPartyView, 'side' | 'kind'>[],
  papers: readonly Pick<PaperView, 'id' | 'slot' | 'name' | 'sha256' | 'scan'>[],
): Finding[] {
  return [
    ...missingParties(parties),
    ...missingPapers(said, parties, papers),
    ...samePapers(papers),
    ...infectedPapers(papers),
    ...(said.service === undefined ? [NO_ADDRESS] : []),
  ];
}

const REGISTRATION_4: Wording = {
  'zh-CN': '登记立案规定第四条',
  en: 'Rules on registration of cases, art. 4',
};
const NO_ADDRESS: Finding = {
  about: 'service',
  words: {
    'zh-CN': '还没有填写送达地址。法院的文书会按您填写的地址送达。',
    en: 'There is no address for service yet. The court sends its papers to the address you give.',
  },
};

function missingParties(parties: readonly Pick<FilingPartyView, 'side'>[]): Finding[] {
  const has = (side: FilingPartyView['side']) => parties.some((each) => each.side === side);
  return [
    ...(has('applicant')
      ? []
      : [
          {
            about: 'applicant' as const,
            words: {
              'zh-CN': '还没有填写申请立案的当事人。',
              en: 'Nobody is named yet who files.',
            },
            law: REGISTRATION_4,
          },
        ]),
    ...(has('other')
      ? []
      : [
          {
            about: 'other' as const,
            words: {
              'zh-CN': '还没有填写对方当事人。起诉应当有明确的被告。',
              en: 'The other side is not named yet. A suit needs a defendant who can be told from others.',
            },
            law: { 'zh-CN': '民事诉讼法第一百二十二条', en: 'Civil Procedure Law, art. 122' },
          },
        ]),
  ];
}

function missingPapers(
  { kind, capacity, form, answers }: Pick<Said, 'kind' | 'capacity' | 'form' | 'answers'>,
  parties: readonly Pick<FilingPartyView, 'side' | 'kind'>[],
  papers: readonly Pick<PaperView, 'slot'>[],
): Finding[] {
  const applicants = parties.flatMap((each) => (each.side === 'applicant' ? [each.kind] : []));
  const there = new Set([...papers.map(({ slot }) => slot), ...writtenBy(form, answers)]);
  return expectedSlots({ kind, capacity, applicants })
    .filter((slot) => !there.has(slot))
    .map((slot) => {
      const { name, law } = SLOT_ROWS[slot];
      const words = { 'zh-CN': `还没有：${name['zh-CN']}。`, en: `Not there yet: ${name.en}.` };
      return { about: 'paper', slot, words, law };
    });
}

/** What the form's pleading will be: the complaint, and the list of evidence once a piece is named. */
export function writtenBy(form: string | undefined, answers: Said['answers']): PaperSlot[] {
  if (form === undefined) return [];
  const listed = answers.some(({ field, value }) => /^evidence\b/.test(field) && value !== null);
  return listed ? ['complaint', 'evidenceList'] : ['complaint'];
}

/** The same bytes twice are mostly a slip of the finger. */
function samePapers(papers: readonly Pick<PaperView, 'id' | 'name' | 'sha256'>[]): Finding[] {
  return papers.flatMap((paper, i) => {
    const twin = papers.slice(0, i).find(({ sha256 }) => sha256 === paper.sha256);
    if (twin === undefined) return [];
    const words = {
      'zh-CN': `“${paper.name}”与“${twin.name}”是同一个文件。`,
      en: `“${paper.name}” and “${twin.name}” are the same file.`,
    };
    return [{ about: 'paper', paper: paper.id, words }];
  });
}

function infectedPapers(papers: readonly Pick<PaperView, 'id' | 'name' | 'scan'>[]): Finding[] {
  return papers
    .filter(({ scan }) => scan === 'infected')
    .map(({ id, name }) => {
      const words = {
        'zh-CN': `“${name}”里发现病毒，法院打不开它，请换一份。`,
        en: `A virus was found in “${name}”; the court cannot open it. Please replace it.`,
      };
      return { about: 'paper', paper: id, words };
    });
}
