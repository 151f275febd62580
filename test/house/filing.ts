import { createHash } from 'node:crypto';
import { type Answer, must, Person, Refused, type Signing } from '@cunzheng/api/client';
import type { FilingView, OrderView, ReliefView } from '@cunzheng/gateway';
import { type Seen, seenOf } from './filing-seen.ts';
import { PieceSender } from './tus.ts';

/** One step of a filing; `act` can be repeated as its client would after it heard nothing. */
export interface FilingStep {
  readonly what: string;
  act(): Promise<unknown>;
  /** Where a client does not send the very same once more. */
  again?(): Promise<unknown>;
  /** What follows by itself is there. */
  settled?(): Promise<boolean>;
  /** In between it is neither as before nor as after: several requests, or what is done has no name yet. */
  readonly inParts?: true;
  /** A signature is handed in; the answer says which record it made. */
  readonly signs?: true;
}

/** Who plays. */
export interface FilingPeople {
  readonly lina: Person;
  readonly judge: Person;
  readonly clerk: Person;
  /** Where they are. */
  readonly url: string;
}

/** A filing from its first click on, and what is to be seen of it at any time. */
export interface FilingStory {
  readonly steps: readonly FilingStep[];
  readonly people: FilingPeople;
  /** Its id, once it was begun. */
  id(): string;
  look(): Promise<Seen>;
}

/** Signs in who plays. */
export async function filingPeople(url: string): Promise<FilingPeople> {
  const [lina, judge, clerk] = await Promise.all(
    ['lina', 'bj-judge', 'bj-clerk'].map((account) => Person.signIn(url, account)),
  );
  return { lina, judge, clerk, url } as FilingPeople;
}

/** Sent back once, corrected, half of the fee remitted, paid with two slips on the way, and docketed. */
export function docketedStory(people: FilingPeople): FilingStory {
  const suit = new Suit(people);
  return storyOf(suit, [
    ...suit.writing(),
    ...suit.papers(),
    ...suit.handingIn(),
    ...suit.correction(),
    ...suit.acceptance(),
    ...suit.relief(),
    ...suit.payment(),
    ...suit.docketing(),
  ]);
}

/** Refused by a ruling. */
export function refusedStory(people: FilingPeople): FilingStory {
  const suit = new Suit(people);
  return storyOf(suit, [...suit.writing(), ...suit.handingIn(), ...suit.refusal()]);
}

function storyOf(suit: Suit, steps: readonly FilingStep[]): FilingStory {
  const { people } = suit;
  return { steps, people, id: () => suit.id, look: () => seenOf(people, suit.known) };
}

/** A PDF by its first bytes, and as many as it takes to be under way for a while. */
export const paperBytes = (name: string, size = 1_500_000): Buffer =>
  Buffer.concat([Buffer.from(`%PDF-1.7\n% ${name}\n`), Buffer.alloc(size, name)]);

/** A form that hands a paper in. */
export function paperForm(
  fields: Readonly<Record<string, string>>,
  bytes: Uint8Array = paperBytes(fields.name as string),
): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set('file', new Blob([Buffer.from(bytes)], { type: 'application/pdf' }), 'x.pdf');
  return form;
}

const BEGINNING = {
  ...{ court: '京0491', kind: 'civil', cause: '民间借贷纠纷', form: 'privateLoan' },
  capacity: 'self',
};
const PARTIES = [
  { side: 'applicant', kind: 'person', name: '李娜然', details: { phone: '13800000000' } },
  { side: 'other', kind: 'person', name: '钱示例' },
];
const SERVICE = { name: '李娜然', address: '北京市虚构区样例路 1 号', mobile: '13800000000' };
/** Costs 1,050 yuan. */
const PRINCIPAL = 5_000_000;

class Suit {
  readonly people: FilingPeople;
  readonly #sender: PieceSender;
  #id: string | undefined;
  /** Of the practice provider, the last attempt last. */
  #numbers: string[] = [];

  constructor(people: FilingPeople) {
    this.people = people;
    this.#sender = new PieceSender(people.url, people.lina);
  }

  /** Its id as far as it has one. */
  get known(): string | undefined {
    return this.#id;
  }

  get id(): string {
    if (this.#id === undefined) throw new TypeError('not begun');
    return this.#id;
  }

  get #path(): string {
    return `/filings/${this.id}`;
  }

  writing(): FilingStep[] {
    const { lina } = this.people;
    const save = (answers: object[]) => this.#put('answers', { answers });
    const fields = Array.from({ length: 12 }, (_, i) => i);
    return [
      {
        what: 'begun',
        act: async () => {
          this.#id = (await lina.post<FilingView>('/filings', BEGINNING)).id;
        },
        // A person finds his draft in his list.
        again: () => this.#findDraft(),
        inParts: true,
      },
      { what: 'parties named', act: () => this.#put('parties', { parties: PARTIES }) },
      {
        what: 'answers saved',
        act: () =>
          save([
            { field: 'principalOwed', value: PRINCIPAL, base: 0 },
            ...fields.map((i) => ({ field: `evidence.${i}.name`, value: `证据${i}`, base: 0 })),
          ]),
      },
      {
        what: 'answers changed',
        act: () =>
          save(fields.map((i) => ({ field: `evidence.${i}.name`, value: `书证${i}`, base: 1 }))),
      },
      {
        what: 'address given',
        act: async () =>
          must(
            await lina.ask('PATCH', this.#path, {
              ...{ service: SERVICE, eService: true, mediation: 'notWanted' },
            }),
          ),
      },
    ];
  }

  async #findDraft(): Promise<void> {
    const { items } = await this.people.lina.get<{ items: { id: string; state: string }[] }>(
      '/filings',
    );
    const draft = items.find(({ state }) => state === 'draft');
    if (draft !== undefined) this.#id = draft.id;
    else await (this.writing()[0] as FilingStep).act();
  }

  async #put(part: string, body: object): Promise<unknown> {
    return must(await this.people.lina.ask('PUT', `${this.#path}/${part}`, body), part);
  }

  papers(): FilingStep[] {
    const bytes = paperBytes('转账记录');
    const mark = createHash('sha256').update(bytes).digest('base64url');
    const half = bytes.length >> 1;
    let place = '';
    let replaced = '';
    return [
      this.#paper('identity', '身份证明'),
      this.#paper('evidence', '借条（模糊）'),
      {
        what: 'a paper in pieces is begun',
        act: async () => {
          const said = { filing: this.id, slot: 'evidence', name: '转账记录', mark };
          place = await this.#sender.begin(bytes.length, said);
        },
      },
      {
        what: 'its first half is sent',
        act: () => this.#sender.send(place, bytes, 0, half),
        again: () => this.#sender.goOn(place, bytes, half),
        inParts: true,
      },
      {
        what: 'the rest is sent',
        act: () => this.#sender.send(place, bytes, half),
        again: () => this.#sender.goOn(place, bytes),
        inParts: true,
      },
      {
        what: 'a paper is replaced',
        act: async () => {
          replaced ||= await this.#paperId('借条（模糊）');
          const fields = { slot: 'evidence', name: '借条', replaces: replaced };
          await this.people.lina.post(`${this.#path}/papers`, paperForm(fields));
        },
      },
    ];
  }

  #paper(slot: string, name: string): FilingStep {
    const act = () => this.people.lina.post(`${this.#path}/papers`, paperForm({ slot, name }));
    return { what: `paper ${name}`, act };
  }

  async #paperId(name: string): Promise<string> {
    const { papers } = await this.people.lina.get<FilingView>(this.#path);
    return papers.find((paper) => paper.name === name)?.id as string;
  }

  handingIn(what = 'submitted'): FilingStep[] {
    return this.#signed(what, this.people.lina, 'submission');
  }

  correction(): FilingStep[] {
    const items = [
      { field: 'evidence.0.name', words: '请写明证据的来源' },
      { slot: 'identity', words: '请补充身份证明的背面' },
    ];
    const answers = [{ field: 'evidence.0.name', value: '借条（原件）', base: 2 }];
    return [
      ...this.#decided('sent back', { act: 'requestCorrection', items }),
      { what: 'an answer corrected', act: () => this.#put('answers', { answers }) },
      this.#paper('identity', '身份证明背面'),
      ...this.handingIn('submitted again'),
    ];
  }

  acceptance(): FilingStep[] {
    return this.#decided('accepted with a fee', { act: 'accept' });
  }

  relief(): FilingStep[] {
    const { lina, judge } = this.people;
    const list = () => lina.get<ReliefView[]>(`${this.#path}/relief`);
    const decision = { grant: 'reduced', percent: 50, words: '符合规定' };
    return [
      {
        what: 'relief asked for',
        act: () => lina.post(`${this.#path}/relief`, { wanted: 'reduced', words: '生活困难' }),
      },
      {
        what: 'relief granted',
        act: async () => {
          const [asked] = await list();
          await judge.post(`/relief/${asked?.id}/decision`, { decision });
        },
      },
    ];
  }

  /** One attempt fails, one arrives late, and a third is paid and told twice. */
  payment(): FilingStep[] {
    const ask = async () =>
      void (await this.people.lina.post(`/payments/${(await this.#order()).id}/query`));
    return [
      this.#attempt('wechat'),
      {
        what: 'the first payment fails',
        act: async () => {
          await this.#atProvider('fail');
          await ask();
        },
        inParts: true,
      },
      this.#attempt('wechat'),
      { what: 'the second is on its way', act: () => this.#atProvider('payLate') },
      this.#attempt('alipay'),
      {
        what: 'the third is paid and told twice',
        act: async () => {
          await this.#atProvider('pay');
          await this.#toldTwice();
        },
        inParts: true,
      },
      {
        what: 'the second arrives and is told twice',
        act: async () => {
          await this.#atProvider('arrive', -2);
          await this.#toldTwice(-2);
        },
        settled: async () => {
          const { refunds } = await this.#order();
          return refunds.length > 0 && refunds.every(({ state }) => state === 'done');
        },
        inParts: true,
      },
    ];
  }

  async #order(): Promise<OrderView> {
    const orders = await this.people.lina.get<OrderView[]>(`${this.#path}/payments`);
    return orders.find(({ state }) => state === 'open' || state === 'paid') as OrderView;
  }

  #attempt(channel: string): FilingStep {
    const act = async () => {
      const { id } = await this.#order();
      const { attempts } = await this.people.lina.post<OrderView>(`/payments/${id}/attempts`, {
        channel,
      });
      const link = attempts.findLast(({ state }) => state === 'begun')?.link;
      const number = link?.split('/').at(-1) as string;
      if (this.#numbers.at(-1) !== number) this.#numbers.push(number);
    };
    // Other attempts are closed before the new one is noted, and that before the provider is asked.
    return { what: `payment by ${channel} begun`, act, inParts: true };
  }

  /** What a payer does at the provider; done before is done. */
  async #atProvider(act: string, which = -1): Promise<void> {
    const path = `/practice/payments/${this.#numbers.at(which)}/acts`;
    await this.people.lina.post(path, { act }).catch((error: unknown) => {
      if (!(error instanceof Refused) || error.code !== 'STATE_UNFIT') throw error;
    });
  }

  async #toldTwice(which = -1): Promise<void> {
    const path = `/practice/payments/${this.#numbers.at(which)}/callback`;
    await Promise.all([this.people.lina.post(path), this.people.lina.post(path)]);
  }

  docketing(): FilingStep[] {
    const settled = async () => {
      const { caseId } = await this.people.lina.get<FilingView>(this.#path);
      const path = `/cases/${caseId}/access`;
      const found = await this.people.clerk.get<{ notices?: { state: string } }>(path);
      return found.notices?.state === 'made';
    };
    return this.#decided('docketed', { act: 'docket' }).map((step) =>
      step.signs ? { ...step, settled } : step,
    );
  }

  refusal(): FilingStep[] {
    return this.#decided('refused by a ruling', { act: 'refuse', words: '没有明确的被告' });
  }

  #decided(what: string, decision: object): FilingStep[] {
    return this.#signed(what, this.people.judge, 'decision', { decision });
  }

  #signed(what: string, person: Person, part: string, said = {}): FilingStep[] {
    let prepared: Signing | undefined;
    return [
      {
        what: `${what}: prepared`,
        act: async () => {
          prepared = must(await person.prepare(`${this.#path}/${part}`, said));
        },
      },
      {
        what,
        act: async () => must((await person.handIn(prepared as Signing)) as Answer<object>, what),
        signs: true,
      },
    ];
  }
}
