import { type DragEvent, Fragment, useId, useState } from 'react';
import type { FilingLimits, FilingPaper, FilingUpload, FilingView } from '../api-client/views.ts';
import { useSettings, useTexts } from '../app/language.tsx';
import { Button } from '../components/button.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import drop from '../components/file-drop.module.css';
import { Card } from '../components/layout.tsx';
import { Desk, type FromDesk } from './desk/desk.tsx';
import { en } from './en.ts';
import { FilePick } from './file-pick.tsx';
import { admitted } from './limits.ts';
import { PaperLine } from './paper-line.tsx';
import styles from './papers.module.css';
import { nameOf, type ToSend, useSending } from './sending.ts';
import { SendingLine } from './sending-line.tsx';
import { useTakingOut } from './taking-out.ts';
import { zh } from './zh.ts';

export type Slot = FilingLimits['slots'][number];

interface Props {
  readonly filing: FilingView;
  readonly slot: Slot;
  readonly limits: FilingLimits;
  readonly unfinished: readonly FilingUpload[];
  readonly remarks: Readonly<Record<string, string>>;
  readonly readOnly: boolean;
  onDiscard(upload: FilingUpload): void;
  onChanged(): void;
}

/** Files that lie on the desk, and the paper whose place they take. */
interface OnDesk {
  readonly files: readonly File[];
  readonly replaces?: FilingPaper;
}

/** One place of the checklist: why it is asked for, what is in it, and ways to add to it. */
export function SlotCard(props: Props) {
  const { filing, slot, limits, unfinished, remarks, readOnly, onDiscard, onChanged } = props;
  const texts = useTexts({ zh, en });
  const name = slot.name[useSettings().language];
  const sending = useSending(filing.id, onChanged);
  const out = useTakingOut(filing.id, onChanged);
  const papers = filing.papers.filter((paper) => paper.slot === slot.slot);
  const ids = papers.map(({ id }) => id);
  const above = ({ id }: FilingPaper) => ids.slice(0, ids.indexOf(id));
  const choosing = useChoosing(props, name, sending.send, (paper) =>
    out.replaced(paper, above(paper)),
  );
  const undo = out.last !== undefined && (
    <li>
      <p role="status" className={styles.undo}>
        {texts[out.last.how](out.last.paper.name)}{' '}
        <Button look="plain" onPress={out.undo}>
          {texts.undo}
        </Button>
      </p>
    </li>
  );
  // Told where it was: under the nearest line above it that is still there.
  const under = ids.findLast((id) => out.last?.above.includes(id));
  return (
    <Card>
      <SlotHead slot={slot} count={papers.length} />
      <ErrorSummary
        error={sending.error ?? out.error}
        fields={[
          ...choosing.refused.map((message) => ({ message })),
          ...sending.notTaken.map(({ name, why }) => ({ message: texts.notTaken(name, why) })),
        ]}
      />
      {papers.length === 0 && <p className={styles.why}>{texts.none}</p>}
      <ul className={styles.list}>
        {under === undefined && undo}
        {papers.map((paper) => (
          <Fragment key={paper.id}>
            <PaperLine
              filingId={filing.id}
              paper={paper}
              handedIn={paper.addedRound <= filing.round}
              remark={remarks[paper.id]}
              readOnly={readOnly}
              accept={limits.types}
              onReplace={(files) => choosing.choose(files, paper)}
              onWithdraw={() => out.withdraw(paper, above(paper))}
            />
            {under === paper.id && undo}
          </Fragment>
        ))}
      </ul>
      {sending.now === undefined &&
        unfinished.map((upload) => (
          <Unfinished key={upload.id} upload={upload} onDiscard={() => onDiscard(upload)} />
        ))}
      {sending.now !== undefined && (
        <SendingLine
          now={sending.now}
          onPause={() => void sending.pause()}
          onResume={sending.resume}
          onCancel={() => void sending.cancel()}
        />
      )}
      {choosing.desk}
      {!readOnly && choosing.desk === undefined && (
        <AddFiles slot={name} accept={limits.types} onFiles={(files) => choosing.choose(files)} />
      )}
    </Card>
  );
}

/** What becomes of files that were chosen: one PDF goes at once, everything else lies on the desk first. */
function useChoosing(
  { filing, slot, limits }: Props,
  slotName: string,
  send: (wanted: readonly ToSend[]) => void,
  replaced: (paper: FilingPaper) => void,
) {
  const texts = useTexts({ zh, en });
  const id = useId();
  const [refused, setRefused] = useState<readonly string[]>([]);
  const [lying, setLying] = useState<OnDesk>();
  const used = filing.papers.reduce((sum, { size }) => sum + size, 0);
  const check = (files: readonly File[]) => admitted(files, limits, used, texts);
  const left = limits.papers - filing.papers.length;
  const sendAll = (files: FromDesk, replaces: FilingPaper | undefined) => {
    const place =
      replaces === undefined ? {} : { replaces: replaces.id, onSent: () => replaced(replaces) };
    send(files.map(({ file, name = nameOf(file) }) => ({ file, name, slot: slot.slot, ...place })));
  };
  const choose = (files: readonly File[], replaces?: FilingPaper) => {
    const { good, faults } = check(files);
    setRefused(faults);
    const [only] = good;
    if (only === undefined) return;
    if (good.length === 1 && only.type === 'application/pdf') {
      sendAll([{ file: only, ...(replaces && { name: replaces.name }) }], replaces);
    } else setLying({ files: good, ...(replaces && { replaces }) });
  };
  const first = lying?.files.find(({ type }) => type === 'application/pdf');
  const proposed = first === undefined ? slotName : nameOf(first);
  const desk = lying && (
    <Desk
      id={id}
      slot={slotName}
      first={lying.files}
      name={lying.replaces?.name ?? proposed}
      accept={limits.types}
      single={lying.replaces !== undefined}
      check={check}
      onDone={(files) => {
        const over = lying.replaces === undefined && files.length > left;
        setRefused(over ? [texts.tooMany(files.length, limits.papers, Math.max(0, left))] : []);
        if (over) return;
        setLying(undefined);
        sendAll(files, lying.replaces);
      }}
      onCancel={() => setLying(undefined)}
    />
  );
  return { refused, choose, desk };
}

function SlotHead({ slot, count }: { readonly slot: Slot; readonly count: number }) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  return (
    <div id={`slot-${slot.slot}`} tabIndex={-1}>
      <h2>{slot.name[language]}</h2>
      <p className={styles.why}>
        {slot.expected ? texts.expected : texts.optional} · {slot.law[language]}
        {count > 1 && ` · ${texts.there(count)}`}
      </p>
    </div>
  );
}

function Unfinished({ upload, onDiscard }: { readonly upload: FilingUpload; onDiscard(): void }) {
  const texts = useTexts({ zh, en });
  const percent = Math.floor((upload.offset / upload.length) * 100);
  return (
    <div className={styles.remark}>
      <p>{texts.unfinished(upload.name, percent)}</p>
      <button
        type="button"
        className={styles.plain}
        aria-label={texts.discardOf(upload.name)}
        onClick={onDiscard}
      >
        {texts.discard}
      </button>
    </div>
  );
}

function AddFiles({
  slot,
  accept,
  onFiles,
}: {
  readonly slot: string;
  readonly accept: readonly string[];
  onFiles(files: readonly File[]): void;
}) {
  const texts = useTexts({ zh, en });
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the file input does the same by keyboard
    <div
      className={`${drop.zone} ${styles.zone}`}
      data-drop-target={over || undefined}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) onFiles(files);
      }}
    >
      <div className={styles.picks}>
        <FilePick
          label={texts.choose}
          name={texts.add(slot)}
          accept={accept}
          multiple
          onFiles={onFiles}
        />
        <FilePick
          label={texts.camera}
          name={texts.photograph(slot)}
          accept={['image/*']}
          camera
          onFiles={onFiles}
        />
      </div>
      <p className={styles.why}>{texts.hint}</p>
    </div>
  );
}
