import { useState } from 'react';
import type { FilingPaper } from '../api-client/views.ts';
import { formatBytes } from '../app/format.ts';
import { useTexts } from '../app/language.tsx';
import { PdfView } from '../components/pdf-view.tsx';
import { en } from './en.ts';
import { FilePick } from './file-pick.tsx';
import styles from './papers.module.css';
import { zh } from './zh.ts';

/** One paper that is in: what it is, what the court said of it, its pages, and what can be done with it. */
export function PaperLine({
  filingId,
  paper,
  handedIn,
  remark,
  readOnly,
  accept,
  onReplace,
  onWithdraw,
}: {
  readonly filingId: string;
  readonly paper: FilingPaper;
  readonly handedIn: boolean;
  readonly remark: string | undefined;
  readonly readOnly: boolean;
  readonly accept: readonly string[];
  onReplace(files: readonly File[]): void;
  onWithdraw(): void;
}) {
  const texts = useTexts({ zh, en });
  const [open, setOpen] = useState(false);
  const { name, scan } = paper;
  return (
    <li id={`paper-${paper.id}`} tabIndex={-1}>
      <p>
        <strong>{name}</strong>
        <span className={styles.why}>
          {' '}
          {formatBytes(paper.size)}
          {handedIn && ` · ${texts.handedIn}`}
          {readOnly && scan === 'notScanned' && ` · ${texts.notScanned}`}
        </span>
      </p>
      {(scan === 'scanPending' || scan === 'infected') && (
        <p className={scan === 'infected' ? styles.bad : styles.remark}>{texts[scan]}</p>
      )}
      {remark !== undefined && (
        <p className={styles.remark}>
          <strong>{texts.remark}</strong>
          {remark}
        </p>
      )}
      <div className={styles.links}>
        <button
          type="button"
          className={styles.plain}
          aria-expanded={open}
          aria-label={open ? texts.hideOf(name) : texts.viewOf(name)}
          onClick={() => setOpen(!open)}
        >
          {open ? texts.hide : texts.view}
        </button>
        {!readOnly && (
          <>
            <FilePick
              label={texts.replace}
              name={texts.replaceOf(name)}
              look="plain"
              accept={accept}
              multiple
              onFiles={onReplace}
            />
            <button
              type="button"
              className={styles.plain}
              aria-label={texts.withdrawOf(name)}
              onClick={onWithdraw}
            >
              {texts.withdraw}
            </button>
          </>
        )}
      </div>
      {open && <PaperPages filingId={filingId} paper={paper} />}
    </li>
  );
}

/** The pages of a paper, inside the page. */
export function PaperPages({
  filingId,
  paper,
}: {
  readonly filingId: string;
  readonly paper: FilingPaper;
}) {
  const url = `/api/v1/filings/${filingId}/papers/${paper.id}`;
  if (paper.type === 'application/pdf') return <PdfView url={url} title={paper.name} />;
  return <img className={styles.picture} src={url} alt={paper.name} />;
}
