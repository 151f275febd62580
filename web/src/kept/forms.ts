import { inStore } from './database.ts';

/** What somebody filled in and has not handed in: words, and a file, each kept on its own so that typing stays quick. */
export interface KeptForm {
  readonly words: object;
  readonly file: File | undefined;
}

interface Entry {
  /** Id of the person who filled it in; nobody else is shown it. */
  readonly owner: string;
  readonly at: number;
  readonly words?: KeptForm['words'];
  readonly file?: File;
}

/** A form that nobody came back to is not kept on a machine that others use, too. */
const LIFE_MS = 24 * 3_600_000;

/** Keeps the words of a form of this person. */
export function keepWords(owner: string, form: string, words: KeptForm['words']): Promise<unknown> {
  return put(`${form}#words`, { owner, at: Date.now(), words });
}

/** Keeps the chosen file of a form of this person. */
export function keepFile(owner: string, form: string, file: File): Promise<unknown> {
  return put(`${form}#file`, { owner, at: Date.now(), file });
}

function put(key: string, entry: Entry): Promise<unknown> {
  return inStore('readwrite', (store) => store.put(entry, key));
}

/** What this person had filled in; `undefined` when nothing is kept. */
export async function readForm(owner: string, form: string): Promise<KeptForm | undefined> {
  const words = await read(owner, `${form}#words`);
  const file = await read(owner, `${form}#file`);
  if (words === undefined && file === undefined) return undefined;
  return { words: words?.words ?? {}, file: file?.file };
}

async function read(owner: string, key: string): Promise<Entry | undefined> {
  const entry = await inStore<Entry | undefined>('readonly', (store) => store.get(key));
  return entry !== undefined && isOf(owner, entry) ? entry : undefined;
}

function isOf(owner: string, entry: Entry): boolean {
  return entry.owner === owner && Date.now() - entry.at < LIFE_MS;
}

/** Forgets one form: it was handed in. */
export function forgetForm(form: string): Promise<unknown> {
  return inStore('readwrite', (store) => {
    store.delete(`${form}#words`);
    return store.delete(`${form}#file`);
  });
}

/** Forgets all forms: the person left. */
export function forgetForms(): Promise<unknown> {
  return inStore('readwrite', (store) => store.clear());
}

/** Forgets what others filled in, and what is old: this person sits here now. */
export function forgetOthers(owner: string): Promise<unknown> {
  return inStore('readwrite', (store) => {
    const cursor: IDBRequest<IDBCursorWithValue | null> = store.openCursor();
    cursor.onsuccess = () => {
      if (cursor.result === null) return;
      if (!isOf(owner, cursor.result.value as Entry)) cursor.result.delete();
      cursor.result.continue();
    };
    return cursor;
  });
}
