import type { AuditEntry } from '../api-client/views.ts';
import { useTime } from '../app/format.ts';
import { useTexts, wordFor } from '../app/language.tsx';
import { en, zh } from '../locales/audit.ts';
import { ChainBadge } from './chain-badge.tsx';
import { DataTable } from './data-table.tsx';

/** Who read or was denied what, each line with its proof. */
export function AuditTable({ items }: { readonly items: readonly AuditEntry[] }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const thingOf = ({ act, thing = texts.erased }: AuditEntry) =>
    act === 'act.standIn' ? wordFor(texts, thing) : thing;
  return (
    <DataTable
      label={texts.table}
      columns={[texts.time, texts.act, texts.who, texts.thing, texts.chain, texts.proof]}
      rows={items.map((entry) => ({
        id: entry.id,
        tone: entry.act === 'access.denied' ? 'warn' : undefined,
        cells: [
          time(entry.at),
          wordFor(texts, entry.act),
          <Who key="who" entry={entry} />,
          [thingOf(entry), entry.field].filter(Boolean).join(' · '),
          <ChainBadge key="chain" chain={{ state: entry.state, recordId: entry.id }} />,
          <Proof key="proof" entry={entry} />,
        ],
      }))}
    />
  );
}

function Who({ entry }: { readonly entry: AuditEntry }) {
  const texts = useTexts({ zh, en });
  if (entry.name === undefined) return texts.erased;
  const offices = (entry.office ?? '').split(' ').map((office) => wordFor(texts, office));
  return (
    <span>
      {entry.name}
      <br />
      <small>
        {entry.from ?? entry.court.name} · {offices.join(texts.comma)}
      </small>
      {entry.actingFor !== undefined && (
        <>
          <br />
          <small>{texts.actingFor(entry.actingFor)}</small>
        </>
      )}
    </span>
  );
}

function Proof({ entry }: { readonly entry: AuditEntry }) {
  const texts = useTexts({ zh, en });
  if (entry.state !== 'proven') return texts.wait;
  return (
    <a href={`/api/v1/audit/${entry.id}/proof`} download>
      {texts.download}
    </a>
  );
}
