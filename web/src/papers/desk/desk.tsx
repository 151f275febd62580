import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary, type FieldProblem } from '../../components/error-summary.tsx';
import { Actions } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { FilePick } from '../file-pick.tsx';
import { useLeaveWarning } from '../leave-warning.ts';
import type { Admitted } from '../limits.ts';
import styles from './desk.module.css';
import { DeskItem } from './desk-item.tsx';
import { en } from './en.ts';
import { fileOf, type Item, isReady, itemOf, partOf, reordered } from './item.ts';
import { zh } from './zh.ts';

/** What came off the desk: the files to send, with what each is called; `undefined` for what its file is called. */
export type FromDesk = readonly { readonly file: File; readonly name?: string }[];

interface Props {
  readonly id: string;
  /** What the place of the checklist is called. */
  readonly slot: string;
  readonly first: readonly File[];
  readonly name: string;
  readonly accept: readonly string[];
  /** Only one paper may come of it. */
  readonly single: boolean;
  check(files: readonly File[]): Admitted;
  onDone(sent: FromDesk): void;
  onCancel(): void;
}

/** More than these scroll by themselves, so that what can be done with them stays in reach. */
const MANY = 8;

/** Where photos and parts are put in order, straightened and joined, before anything is sent. */
export function Desk(props: Props) {
  const { id, slot, name, accept, single, onDone, onCancel } = props;
  const texts = useTexts({ zh, en });
  const { items, broken, opening, add, change } = useItems(props);
  const [title, setTitle] = useState(name);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [joining, setJoining] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useLeaveWarning(items.length > 0);
  const finish = async (work: () => Promise<FromDesk>) => {
    setJoining(true);
    try {
      onDone(await work());
    } catch {
      setProblems([{ message: texts.broken(title) }]);
    }
    setJoining(false);
  };
  const join = () => {
    const missing = title.trim() === '';
    setProblems(missing ? [{ field: `${id}-name`, message: texts.needName }] : []);
    if (!missing) void finish(() => joined(items, title.trim()));
  };
  const idle = !opening && !joining && items.length > 0 && isReady(items);
  return (
    <section className={styles.desk} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`} ref={heading} tabIndex={-1}>
        {texts.title(slot)}
      </h3>
      <ErrorSummary fields={[...problems, ...broken.map((message) => ({ message }))]} />
      {items.length > 1 && <p>{texts.lead}</p>}
      <ol className={styles.items} data-many={items.length > MANY || undefined}>
        {items.map((item, n) => (
          <DeskItem
            key={item.key}
            item={item}
            place={n}
            of={items.length}
            onChange={(next) =>
              change((all) => all.map((each) => (each.key === next.key ? next : each)))
            }
            onMove={(to) => change((all) => reordered(all, n, to))}
            onDropped={(from) => change((all) => reordered(all, from, n))}
            onRemove={() => change((all) => all.filter((each) => each !== item))}
          />
        ))}
      </ol>
      {opening && <p role="status">{texts.opening}</p>}
      <div className={styles.more}>
        <FilePick label={texts.more} accept={accept} multiple onFiles={add} />
        <FilePick label={texts.again} accept={['image/*']} camera onFiles={add} />
      </div>
      <TextInput
        id={`${id}-name`}
        label={texts.name}
        hint={texts.nameHint}
        value={title}
        onChange={setTitle}
        maxLength={100}
      />
      {joining && <p role="status">{texts.joining}</p>}
      <Actions>
        <Button onPress={join} isDisabled={!idle}>
          {texts.join(items.length)}
        </Button>
        {!single && items.length > 1 && (
          <Button
            look="secondary"
            isDisabled={!idle}
            onPress={() => void finish(async () => Promise.all(items.map(apart)))}
          >
            {texts.apart(items.length)}
          </Button>
        )}
        <Button look="secondary" onPress={onCancel}>
          {texts.cancel}
        </Button>
      </Actions>
    </section>
  );
}

function useItems({ first, check }: Pick<Props, 'first' | 'check'>) {
  const texts = useTexts({ zh, en });
  const [items, change] = useState<readonly Item[]>([]);
  const [broken, setBroken] = useState<readonly string[]>([]);
  const [opening, setOpening] = useState(false);
  const add = async (files: readonly File[]) => {
    const { good, faults } = check(files);
    setBroken(faults);
    setOpening(true);
    for (const file of good) {
      try {
        const item = await itemOf(file);
        change((all) => [...all, item]);
      } catch {
        setBroken((all) => [...all, texts.broken(file.name)]);
      }
    }
    setOpening(false);
  };
  const begun = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen first is opened once
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void add(first);
  }, []);
  return { items, broken, opening, add: (files: readonly File[]) => void add(files), change };
}

const apart = async (item: Item) => ({ file: await fileOf(item) });

/** One PDF of everything; a PDF that lies there alone stays as it is. */
async function joined(items: readonly Item[], name: string): Promise<FromDesk> {
  const [only] = items;
  if (only?.kind === 'pdf' && items.length === 1) return [{ file: only.file, name }];
  const { join } = await import('./join.ts');
  const parts = [];
  for (const item of items) parts.push(await partOf(item));
  const file = new File([await join(parts)], `${name}.pdf`, { type: 'application/pdf' });
  return [{ file, name }];
}
