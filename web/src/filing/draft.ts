import { api, body } from '../api-client/client.ts';
import { ApiProblem } from '../api-client/problem.ts';
import type { FilingChange, FilingView, NamedParty } from '../api-client/views.ts';
import { forgetForm, keepWords, readForm } from '../kept/forms.ts';

/** A field that two devices wrote: this one keeps nothing until the person says which shall stand. */
export interface Differing {
  readonly field: string;
  readonly mine: unknown;
  readonly theirs: unknown;
  readonly version: number;
}

/** How it stands with what was typed: on the server, on its way, only on this device, or not taken. */
export type SavingState = 'saved' | 'saving' | 'waiting' | 'refused';

export interface DraftView {
  /** Every answer by its path, as typed here or saved. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly parties: readonly NamedParty[];
  readonly about: FilingChange;
  readonly state: SavingState;
  readonly problem: unknown;
  readonly differing: readonly Differing[];
}

interface Known {
  readonly value: unknown;
  readonly version: number;
}

/** What is not on the server yet, as kept on the device. */
interface Unsent {
  answers: Record<string, { value: unknown; base: number }>;
  parties?: readonly NamedParty[];
  about: FilingChange;
}

const REST_MS = 600;
const AGAIN_MS = 4_000;
const MOST_AT_ONCE = 100;
export const PARTIES = 'parties';

/**
 * A filing being written on this device. What is typed is kept here at once, sent when the typing rests, and sent again when
 * there is a network; a field that another device wrote meanwhile is told and never overwritten.
 */
export class Draft {
  readonly #id: string;
  readonly #owner: string;
  readonly #saved: (view: FilingView | undefined) => void;
  readonly #known = new Map<string, Known>();
  #parties: readonly NamedParty[];
  #about: FilingChange = {};
  #unsent: Unsent = { answers: {}, about: {} };
  #differing: Differing[] = [];
  #state: SavingState = 'saved';
  #problem: unknown;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
  #listeners = new Set<() => void>();
  #view: DraftView | undefined;

  /** `saved` is told after each saving, with the filing where the server gave it. */
  constructor(owner: string, filing: FilingView, saved: (view: FilingView | undefined) => void) {
    this.#id = filing.id;
    this.#owner = owner;
    this.#saved = saved;
    this.#parties = namedOf(filing);
    this.receive(filing);
    void this.#restore();
    addEventListener('online', () => void this.#flush());
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  view = (): DraftView => {
    this.#view ??= {
      values: this.#values(),
      parties: this.#unsent.parties ?? this.#parties,
      about: { ...this.#about, ...this.#unsent.about },
      state: this.#state,
      problem: this.#problem,
      differing: this.#differing,
    };
    return this.#view;
  };

  /** What the server has now, perhaps from another device. */
  receive(filing: FilingView): void {
    for (const { field, value, version } of filing.answers) {
      const known = this.#known.get(field);
      if (known === undefined || version > known.version)
        this.#known.set(field, { value, version });
    }
    if (this.#unsent.parties === undefined) this.#parties = namedOf(filing);
    const { capacity, authority, mediation, eService, service, cause } = filing;
    this.#about = { capacity, authority, mediation, eService, service, cause };
    this.#changed();
  }

  /** A field was typed; `null` or nothing empties it. */
  set(field: string, value: unknown): void {
    const plain = value === undefined || value === '' ? null : value;
    const base = this.#unsent.answers[field]?.base ?? this.#known.get(field)?.version ?? 0;
    this.#unsent.answers = { ...this.#unsent.answers, [field]: { value: plain, base } };
    this.#differing = this.#differing.filter((each) => each.field !== field);
    this.#typed();
  }

  setParties(parties: readonly NamedParty[]): void {
    this.#unsent.parties = parties;
    this.#typed();
  }

  setAbout(change: FilingChange): void {
    this.#unsent.about = { ...this.#unsent.about, ...change };
    this.#typed();
  }

  /** Which of two versions of a field shall stand. */
  settle({ field, mine, theirs, version }: Differing, keep: 'mine' | 'theirs'): void {
    this.#differing = this.#differing.filter((each) => each.field !== field);
    if (field === PARTIES) {
      this.#parties = theirs as readonly NamedParty[];
      this.#unsent.parties = keep === 'mine' ? (mine as readonly NamedParty[]) : undefined;
    } else {
      this.#known.set(field, { value: theirs, version });
      if (keep === 'mine') this.#unsent.answers[field] = { value: mine, base: version };
    }
    this.#typed();
  }

  /** Sends what rests; resolves when all is on the server or cannot be sent now. */
  async flush(): Promise<SavingState> {
    while (this.#sending) await new Promise((go) => setTimeout(go, 50));
    await this.#flush();
    return this.#state;
  }

  #typed(): void {
    void keepWords(this.#owner, formOf(this.#id), this.#unsent);
    this.#state = 'saving';
    this.#changed();
    this.#later(REST_MS);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#flush(), ms);
  }

  async #restore(): Promise<void> {
    const kept = (await readForm(this.#owner, formOf(this.#id)))?.words as Unsent | undefined;
    if (kept?.answers === undefined || this.#hasUnsent()) return;
    this.#unsent = { ...kept, about: kept.about ?? {} };
    if (this.#hasUnsent()) this.#typed();
  }

  #hasUnsent(): boolean {
    const { answers, about, parties } = this.#unsent;
    return (
      Object.keys(answers).length > 0 || Object.keys(about).length > 0 || parties !== undefined
    );
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#sending) return this.#later(REST_MS);
    if (!this.#hasUnsent()) return;
    this.#sending = true;
    try {
      await this.#send();
      this.#settled('saved', undefined);
    } catch (problem) {
      const later =
        !(problem instanceof ApiProblem) || problem.status === 0 || problem.status > 499;
      this.#settled(later ? 'waiting' : 'refused', later ? undefined : problem);
      if (later) this.#later(AGAIN_MS);
    } finally {
      this.#sending = false;
    }
    // Something was typed while it was sent.
    if (this.#state === 'saving') this.#later(REST_MS);
  }

  #settled(state: SavingState, problem: unknown): void {
    this.#state = state === 'saved' && this.#sendable() ? 'saving' : state;
    this.#problem = problem;
    const kept = this.#hasUnsent()
      ? keepWords(this.#owner, formOf(this.#id), this.#unsent)
      : forgetForm(formOf(this.#id));
    void kept;
    this.#changed();
  }

  /** A party without a name stays on the device until it has one. */
  #sendable(): boolean {
    const { answers, about, parties } = this.#unsent;
    return (
      Object.keys(answers).length > 0 ||
      Object.keys(about).length > 0 ||
      (parties?.every(named) ?? false)
    );
  }

  async #send(): Promise<void> {
    let view: FilingView | undefined;
    while (Object.keys(this.#unsent.answers).length > 0) await this.#sendAnswers();
    if (Object.keys(this.#unsent.about).length > 0) view = await this.#sendAbout();
    if (this.#unsent.parties !== undefined) view = (await this.#sendParties()) ?? view;
    this.#saved(view);
  }

  async #sendAnswers(): Promise<void> {
    const batch = Object.entries(this.#unsent.answers).slice(0, MOST_AT_ONCE);
    const answers = batch.map(([field, { value, base }]) => ({ field, value, base }));
    const { saved, differing } = await body(
      api.PUT('/api/v1/filings/{id}/answers', {
        params: { path: { id: this.#id } },
        body: { answers },
      }),
    );
    const sent = new Map(batch.map(([field, { value }]) => [field, value]));
    for (const { field, version } of saved) this.#took(field, sent.get(field), version);
    for (const { field, value, version } of differing) {
      this.#differing.push({ field, mine: sent.get(field), theirs: value, version });
      this.#known.set(field, { value, version });
      this.#drop(field);
    }
  }

  /** The server has this value; what was typed meanwhile goes on from there. */
  #took(field: string, value: unknown, version: number): void {
    this.#known.set(field, { value, version });
    const now = this.#unsent.answers[field];
    if (now !== undefined && JSON.stringify(now.value) !== JSON.stringify(value))
      this.#unsent.answers[field] = { value: now.value, base: version };
    else this.#drop(field);
  }

  #drop(field: string): void {
    const { [field]: _, ...rest } = this.#unsent.answers;
    this.#unsent.answers = rest;
  }

  async #sendAbout(): Promise<FilingView> {
    const change = this.#unsent.about;
    const view = await body(
      api.PATCH('/api/v1/filings/{id}', {
        params: { path: { id: this.#id } },
        body: { ...change, ...serviceOf(change) },
      }),
    );
    this.#about = { ...this.#about, ...change };
    if (this.#unsent.about === change) this.#unsent.about = {};
    return view;
  }

  /** Parties are named all at once: another device's are looked for first. */
  async #sendParties(): Promise<FilingView | undefined> {
    const parties = this.#unsent.parties ?? [];
    if (!parties.every(named)) return undefined;
    const path = { params: { path: { id: this.#id } } };
    const there = namedOf(await body(api.GET('/api/v1/filings/{id}', path)));
    if (!alike(there, this.#parties) && !alike(there, parties)) {
      this.#differing.push({ field: PARTIES, mine: parties, theirs: there, version: 0 });
      this.#parties = there;
      this.#unsent.parties = undefined;
      return undefined;
    }
    const view = await body(
      api.PUT('/api/v1/filings/{id}/parties', { ...path, body: { parties: parties.map(plain) } }),
    );
    this.#parties = parties;
    if (this.#unsent.parties === parties) this.#unsent.parties = undefined;
    return view;
  }

  #values(): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const [field, { value }] of this.#known) values[field] = value;
    for (const [field, { value }] of Object.entries(this.#unsent.answers)) values[field] = value;
    return values;
  }

  #changed(): void {
    this.#view = undefined;
    for (const listener of this.#listeners) listener();
  }
}

const formOf = (id: string) => `filing/${id}`;
const named = ({ name }: NamedParty) => name.trim() !== '';

function namedOf({ parties }: FilingView): NamedParty[] {
  return parties.map(({ side, kind, name, details }) => ({ side, kind, name, details }));
}

function alike(a: readonly NamedParty[], b: readonly NamedParty[]): boolean {
  const text = (parties: readonly NamedParty[]) =>
    JSON.stringify(
      parties
        .map(plain)
        .map(({ side, kind, name, details = {} }) => [
          ...[side, kind, name.trim()],
          Object.entries(details).sort(([x], [y]) => (x < y ? -1 : 1)),
        ]),
    );
  return text(a) === text(b);
}

/** Without what was emptied. */
function plain({ details = {}, ...party }: NamedParty): NamedParty {
  const filled = Object.entries(details).filter(([, text]) => text.trim() !== '');
  return { ...party, details: Object.fromEntries(filled) };
}

function serviceOf({ service }: FilingChange): Pick<FilingChange, 'service'> {
  if (service === undefined || service === null) return {};
  const filled = Object.entries(service).filter(([, text]) => (text ?? '').trim() !== '');
  return { service: filled.length === 0 ? null : Object.fromEntries(filled) };
}
