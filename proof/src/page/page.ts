import { type Custody, parseTrustFile, toBase64Url, utf8 } from '@cunzheng/domain';
import { type joinQr, proofFromText } from '../qr.ts';
import { type Language, SENTENCES } from '../sentences/sentences.ts';
import { type VerificationResult, verifyProof } from '../verify.ts';
import { keep, type PageConfig, readFragment, recall } from './config.ts';
import { type Digesting, type Digests, digestFile } from './digest.ts';
import { type Answer, lookUpDigest, lookUpNumber } from './lookup.ts';
import { CodeCollector, codesInPicture, scanCamera } from './scan.ts';
import { PAGE_TEXT, type PageText } from './text/text.ts';

export type Tab = 'number' | 'file' | 'proof';
/** A file to compare: being hashed, hashed, or not readable. */
export interface ChosenFile {
  readonly name: string;
  readonly size: number;
  readonly progress: number;
  readonly digests?: Digests;
  readonly problem?: 'hashFailed' | 'emptyFile';
}
/** A short sentence below the scanning buttons: what went wrong or what is still missing. */
export interface Note {
  readonly text: keyof PageText & string;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly bad: boolean;
}
interface Chosen {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Everything the page shows. */
export interface State {
  readonly lang: Language;
  readonly elder: boolean;
  readonly tab: Tab;
  readonly proof?: Chosen | undefined;
  readonly trust?: (Chosen & { readonly builtIn: boolean }) | undefined;
  readonly file?: ChosenFile | undefined;
  readonly result?: VerificationResult | undefined;
  readonly checkedAt?: string | undefined;
  readonly note?: Note | undefined;
  readonly camera: boolean;
  readonly pasting: boolean;
  readonly pasted: string;
  readonly number: string;
  readonly code: string;
  readonly busy: boolean;
  readonly lookupNote?: Note | undefined;
  /** Answer of the look-up by number, and of the one by file. */
  readonly answer?: Answer | undefined;
  readonly fileAnswer?: Answer | undefined;
}

/** The page's state and everything a person can do to it; `onChange` draws. */
export class Page {
  readonly config: PageConfig;
  readonly #onChange: () => void;
  #state: State;
  #digesting: Digesting | undefined;
  #collector = new CodeCollector();
  #stopCamera: (() => void) | undefined;
  /** Counts what was asked, so that a late answer to an earlier question is not shown. */
  #turn = 0;

  constructor(config: PageConfig, onChange: () => void) {
    this.config = config;
    this.#onChange = onChange;
    const kept = recall('lang');
    const lang = kept === 'zh' || kept === 'en' ? kept : (config.lang ?? 'zh');
    this.#state = {
      lang,
      elder: recall('elder') === 'on',
      tab: config.lookup === undefined ? 'proof' : 'number',
      trust: builtInTrust(config),
      ...{ camera: false, pasting: false, pasted: '', busy: false },
      ...{ number: '', code: '' },
    };
  }

  /** Looks up what the address asks for: the QR code on the paper ends in `#n=<number>&c=<code>`. */
  follow(fragment: string): void {
    const asked = readFragment(fragment);
    if (asked === undefined || this.config.lookup === undefined) return;
    this.set({ ...asked, tab: 'number', file: undefined });
    void this.lookUp();
  }

  get state(): State {
    return this.#state;
  }

  get text(): PageText {
    return PAGE_TEXT[this.#state.lang];
  }

  get sentences() {
    return SENTENCES[this.#state.lang];
  }

  set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    this.#onChange();
  }

  /** Custody as the page's own trust file states it; shown before anything is checked. */
  get custody(): Custody | undefined {
    const text = this.config.trust;
    if (text === undefined) return undefined;
    try {
      return parseTrustFile(text).editions.at(-1)?.edition.custody;
    } catch {
      // A trust file that cannot be read is said by the check itself.
      return undefined;
    }
  }

  /** Keeps what is typed without drawing anew. */
  type(change: Partial<Pick<State, 'number' | 'code' | 'pasted'>>): void {
    this.#state = { ...this.#state, ...change };
  }

  switchLanguage(): void {
    const lang = this.#state.lang === 'zh' ? 'en' : 'zh';
    keep('lang', lang);
    this.set({ lang });
  }

  switchElder(): void {
    const elder = !this.#state.elder;
    keep('elder', elder ? 'on' : 'off');
    this.set({ elder });
  }

  choose(tab: Tab): void {
    this.stopCamera();
    this.removeFile();
    this.set({ tab, note: undefined });
  }

  reset(): void {
    this.stopCamera();
    this.#digesting?.cancel();
    this.#collector = new CodeCollector();
    this.#turn++;
    this.set({
      ...{ proof: undefined, file: undefined, result: undefined, note: undefined },
      ...{ answer: undefined, fileAnswer: undefined, lookupNote: undefined, busy: false },
      ...{ number: '', code: '', pasted: '', pasting: false, trust: builtInTrust(this.config) },
    });
  }

  async takeProof(file: File): Promise<void> {
    if (file.type.startsWith('image/')) return this.takePicture(file);
    const bytes = new Uint8Array(await file.slice(0, MAX_PROOF_BYTES).arrayBuffer());
    await this.#useProof(file.name, bytes);
  }

  async takeTrust(file: File): Promise<void> {
    const bytes = new Uint8Array(await file.slice(0, MAX_TRUST_BYTES).arrayBuffer());
    this.set({ trust: { name: file.name, bytes, builtIn: false } });
    await this.#check();
  }

  removeProof(): void {
    this.#collector = new CodeCollector();
    this.#turn++;
    this.set({ proof: undefined, result: undefined, note: undefined });
  }

  removeTrust(): void {
    this.set({ trust: builtInTrust(this.config), result: undefined });
    void this.#check();
  }

  removeFile(): void {
    this.#digesting?.cancel();
    this.#digesting = undefined;
    this.set({ file: undefined, fileAnswer: undefined });
    void this.#check();
  }

  /** Hashes the file here, then compares it as the open tab does. */
  async takeFile(file: File): Promise<void> {
    this.#digesting?.cancel();
    const chosen: ChosenFile = { name: file.name, size: file.size, progress: 0 };
    if (file.size === 0) return this.set({ file: { ...chosen, problem: 'emptyFile' } });
    this.set({ file: chosen, fileAnswer: undefined });
    const digesting = digestFile(file, (progress) => this.set({ file: { ...chosen, progress } }));
    this.#digesting = digesting;
    try {
      const digests = await digesting.digests;
      this.set({ file: { ...chosen, progress: 1, digests } });
    } catch {
      return this.set({ file: { ...chosen, problem: 'hashFailed' } });
    }
    if (this.#state.tab === 'file') await this.#lookUpFile();
    else await this.#check();
  }

  async #useProof(name: string, bytes: Uint8Array): Promise<void> {
    this.set({ proof: { name, bytes }, note: undefined, pasting: false });
    await this.#check();
  }

  /** Verifies what has been given so far. */
  async #check(): Promise<void> {
    const { proof, trust, file } = this.#state;
    if (proof === undefined || trust === undefined) return this.set({ result: undefined });
    if (file !== undefined && file.digests === undefined) return;
    const turn = ++this.#turn;
    const digests = file?.digests;
    const result = await verifyProof({ proof: proof.bytes, trust: trust.bytes, digests });
    if (turn === this.#turn) this.set({ result, checkedAt: new Date().toISOString() });
  }

  async usePasted(): Promise<void> {
    try {
      await this.#useProof(this.text.pasted, proofFromText(this.#state.pasted));
    } catch {
      this.set({ note: { text: 'pasteBad', bad: true } });
    }
  }

  async takePicture(file: File): Promise<void> {
    const codes = await codesInPicture(file).catch(() => []);
    for (const code of codes) if (this.#takeCode(code)) return;
    if (this.#state.note === undefined || codes.length === 0) {
      this.set({ note: { text: 'photoNone', bad: true } });
    }
  }

  /** True when this code made the proof whole. */
  #takeCode(code: Uint8Array): boolean {
    const joined = this.#collector.add(code);
    if (joined.state === 'whole') {
      this.stopCamera();
      void this.#useProof(this.text.scanned, joined.compact);
      return true;
    }
    this.set({ note: noteOf(joined, code) ?? this.#state.note });
    return false;
  }

  async startCamera(): Promise<void> {
    this.set({ camera: true, note: undefined });
    const video = document.getElementById('camera') as HTMLVideoElement;
    try {
      const camera = await scanCamera(video, (code) => this.#takeCode(code));
      this.#stopCamera = camera.stop;
      // The person may have stopped while the browser was still asking for leave.
      if (!this.#state.camera) camera.stop();
    } catch {
      this.set({ camera: false, note: { text: 'cameraDenied', bad: true } });
    }
  }

  stopCamera(): void {
    this.#stopCamera?.();
    this.#stopCamera = undefined;
    if (this.#state.camera) this.set({ camera: false });
  }

  async lookUp(): Promise<void> {
    const { number, code } = this.#state;
    if (number.trim() === '' || code.trim() === '') {
      return this.set({ lookupNote: { text: 'lookupMissing', bad: true } });
    }
    const turn = ++this.#turn;
    this.set({ busy: true, lookupNote: undefined, answer: undefined });
    const answer = await lookUpNumber(this.config.lookup ?? '', number, code);
    if (turn !== this.#turn) return;
    this.set({ busy: false, answer, lookupNote: lookupNoteOf(answer) });
  }

  async #lookUpFile(): Promise<void> {
    const digests = this.#state.file?.digests;
    if (digests === undefined) return;
    const turn = ++this.#turn;
    this.set({ busy: true });
    const fileAnswer = await lookUpDigest(this.config.lookup ?? '', toBase64Url(digests.sha256));
    if (turn === this.#turn) this.set({ busy: false, fileAnswer });
  }
}

/** One byte more than a proof may have, so that a longer one is seen to be too long. */
const MAX_PROOF_BYTES = 16 * 1024 * 1024 + 1;
const MAX_TRUST_BYTES = 16 * 1024 * 1024;

function builtInTrust(config: PageConfig): State['trust'] {
  if (config.trust === undefined) return undefined;
  return { name: 'trust.json', bytes: utf8(config.trust), builtIn: true };
}

function noteOf(joined: ReturnType<typeof joinQr>, code: Uint8Array): Note | undefined {
  if (joined.state === 'missing') {
    const { missing, count } = joined;
    const values = { have: count - missing.length, count, missing: missing.join('、') };
    return { text: 'cameraProgress', values, bad: false };
  }
  if (joined.state === 'mixed') return { text: 'codesMixed', bad: true };
  if (joined.state === 'damaged') return { text: 'codesDamaged', bad: true };
  const isAddress = new TextDecoder().decode(code.subarray(0, 4)) === 'http';
  return isAddress ? { text: 'photoUrl', bad: true } : undefined;
}

function lookupNoteOf(answer: Answer): Note | undefined {
  if (answer.state === 'notFound') return { text: 'lookupNotFound', bad: true };
  if (answer.state === 'failed') return { text: 'lookupFailed', bad: true };
  return answer.state === 'limited' ? { text: 'lookupLimited', bad: true } : undefined;
}
