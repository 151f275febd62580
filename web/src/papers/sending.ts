import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, body } from '../api-client/client.ts';
import { ApiProblem } from '../api-client/problem.ts';
import type { FilingUpload, PaperSlot } from '../api-client/views.ts';
import { useLeaveWarning } from './leave-warning.ts';
import type { Transfer } from './tus.ts';

/** A file for a place of the checklist, or in the place of another paper. */
export interface ToSend {
  readonly file: File;
  readonly name: string;
  readonly slot: PaperSlot;
  readonly replaces?: string;
  /** Told when it is a paper. */
  onSent?(): void;
}

/** The file that is on its way. `offline`: it goes on by itself when the line is back. */
export interface Sending {
  readonly name: string;
  readonly size: number;
  readonly sent: number;
  readonly state: 'sending' | 'paused' | 'offline';
  /** Absent while nobody can tell. */
  readonly secondsLeft?: number;
  /** Files that wait behind it. */
  readonly waiting: number;
}

/** What of a filing was begun and is not complete. */
export function useUnfinished(filing: string, enabled: boolean) {
  return useQuery({
    queryKey: ['filing-uploads', filing],
    enabled,
    queryFn: () =>
      body(api.GET('/api/v1/filings/{id}/uploads', { params: { path: { id: filing } } })),
  });
}

/** Sends files one after the other, each from where an earlier attempt ended. */
export function useSending(filing: string, onChanged: () => void) {
  const [now, setNow] = useState<Sending>();
  const [error, setError] = useState<unknown>();
  const [notTaken, setNotTaken] = useState<readonly NotTaken[]>([]);
  useLeaveWarning(now !== undefined);
  const line = useRef<Line>(undefined);
  useEffect(() => () => void line.current?.transfer?.pause(), []);
  const send = async (wanted: readonly ToSend[]) => {
    setError(undefined);
    const running = line.current;
    if (running !== undefined) {
      running.queue.push(...wanted);
      return;
    }
    setNotTaken([]);
    const refused = (one: NotTaken) => setNotTaken((all) => [...all, one]);
    const own: Line = { queue: [...wanted], transfer: undefined, resume: undefined, ended: false };
    line.current = own;
    try {
      await sendAll(own, filing, { show: setNow, onChanged, refused });
    } catch (problem) {
      if (!own.ended) setError(problem);
    }
    line.current = undefined;
    setNow(undefined);
    onChanged();
  };
  return {
    ...{ now, error, notTaken },
    send: (wanted: readonly ToSend[]) => void send(wanted),
    pause: async () => {
      await line.current?.transfer?.pause();
      setNow((last) => last && { ...last, state: 'paused' });
    },
    resume: () => line.current?.resume?.(),
    cancel: async () => {
      const own = line.current;
      if (own === undefined) return;
      own.ended = true;
      own.queue.length = 0;
      await own.transfer?.discard().catch(() => undefined);
      own.stop?.(new DOMException('cancelled', 'AbortError'));
    },
  };
}

interface Line {
  readonly queue: ToSend[];
  transfer: Transfer | undefined;
  /** Goes on after a pause or a break. */
  resume: (() => void) | undefined;
  stop?: (reason: unknown) => void;
  ended: boolean;
}

type Show = (now: Sending) => void;

/** A file that the court did not take, and its words. */
interface NotTaken {
  readonly name: string;
  readonly why: string;
}

/** One file that is refused for what it is does not hold up those behind it. */
async function sendAll(
  line: Line,
  filing: string,
  told: { readonly show: Show; onChanged(): void; refused(one: NotTaken): void },
): Promise<void> {
  for (let next = line.queue.shift(); next !== undefined; next = line.queue.shift()) {
    try {
      await sendOne(line, filing, next, told.show);
      next.onSent?.();
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || !problem.code.startsWith('FILE_')) throw problem;
      told.refused({ name: next.name, why: problem.message });
    }
    told.onChanged();
  }
}

async function sendOne(line: Line, filing: string, wanted: ToSend, show: Show): Promise<void> {
  const { file, name, slot, replaces } = wanted;
  const { transferOf, addressOf } = await import('./tus.ts');
  const mark = await markOf(wanted);
  const begun = (await unfinishedOf(filing)).find((each) => each.mark === mark);
  let last: Sending = {
    ...{ name, size: file.size, sent: begun?.offset ?? 0 },
    ...{ state: 'sending', waiting: line.queue.length },
  };
  const change = (part: Partial<Sending>) => {
    last = { ...last, ...part, waiting: line.queue.length };
    show(last);
  };
  const speed = speedFrom(begun?.offset ?? 0);
  change({});
  line.transfer = transferOf(
    file,
    { filing, slot, name, mark, ...(replaces === undefined ? {} : { replaces }) },
    begun && addressOf(begun.id),
    (sent) => change({ sent, state: 'sending', ...speed(sent, file.size) }),
  );
  await untilThere(line, line.transfer, () => change({ state: 'offline' }));
}

/** Sends until it is there; a line that is down is waited for. Throws what else hinders, and `AbortError`. */
async function untilThere(line: Line, transfer: Transfer, offline: () => void): Promise<void> {
  for (;;) {
    const again = new Promise<'again'>((resume, stop) => {
      line.resume = () => resume('again');
      line.stop = stop;
    });
    again.catch(() => undefined);
    const back = () => line.resume?.();
    try {
      const sent = transfer.send().then(() => 'there' as const);
      if ((await Promise.race([sent, again])) === 'there') return;
    } catch (problem) {
      const down = problem instanceof ApiProblem && problem.code === 'NETWORK';
      if (!down || line.ended) throw problem;
      offline();
      addEventListener('online', back, { once: true });
      await again;
      removeEventListener('online', back);
    }
  }
}

const unfinishedOf = (id: string): Promise<FilingUpload[]> =>
  body(api.GET('/api/v1/filings/{id}/uploads', { params: { path: { id } } }));

/** Seconds that are left at the speed so far; nothing in the first two. */
function speedFrom(start: number) {
  const began = performance.now();
  return (sent: number, of: number): { secondsLeft?: number } => {
    const seconds = (performance.now() - began) / 1000;
    if (seconds < 2 || sent <= start) return {};
    return { secondsLeft: Math.ceil(((of - sent) * seconds) / (sent - start)) };
  };
}

/** By which the same file is known again on this device; it tells nobody anything else. */
async function markOf({ file, slot, replaces = '' }: ToSend): Promise<string> {
  const text = [slot, replaces, file.name, file.size, file.lastModified].join('\n');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const letters = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return letters.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Longest name of a paper. */
const MAX_NAME = 100;

/** What a paper is called in the list: its file's name without the ending, and without signs that nobody sees. */
export function nameOf({ name }: { readonly name: string }): string {
  const seen = name.replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu, '').trim();
  const plain = seen.replace(/\.[A-Za-z0-9]{1,5}$/, '').trim() || seen;
  return [...plain].slice(0, MAX_NAME).join('').trim();
}
