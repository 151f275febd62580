import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { NamedParty } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import styles from '../../filing/filing.module.css';
import { en } from './en.ts';
import { PartyForm } from './party-form.tsx';
import { type StepProps, Ways } from './step.tsx';
import { zh } from './zh.ts';

type Side = NamedParty['side'];

/** Who sues whom: a list, and a page for each. */
export function PartiesStep(props: StepProps) {
  const [search] = useSearchParams();
  const at = Number(search.get('party') ?? Number.NaN);
  const party = props.written.parties[at];
  if (party !== undefined) return <OneParty {...props} at={at} party={party} />;
  return <PartyList {...props} />;
}

/** 原告, 被告 and 第三人, by the kind of case. */
export function useSideName(kind: string): (side: Side) => string {
  const texts = useTexts({ zh, en });
  const [applicant = '', other = ''] = texts.sides[kind] ?? [];
  return (side) => ({ applicant, other, third: texts.third })[side];
}

function PartyList({ filing, written, next, back }: StepProps) {
  const texts = useTexts({ zh, en });
  const sideName = useSideName(filing.kind);
  const navigate = useNavigate();
  const { parties, draft } = written;
  const add = (side: Side) => {
    draft.setParties([...parties, { side, kind: 'person', name: '', details: {} }]);
    void navigate(`?party=${parties.length}`);
  };
  const applicants = parties.some(({ side }) => side === 'applicant');
  const others = parties.some(({ side }) => side === 'other');
  // Who files is written before whom it is against; an agent's list begins empty.
  const wanted: readonly Side[] = applicants ? ['other', 'applicant'] : ['applicant', 'other'];
  const missing = !applicants || !others;
  return (
    <>
      <p>{filing.capacity === 'agent' ? texts.partiesAgentLead : texts.partiesLead}</p>
      <ul className={styles.cards}>
        {parties.map((party, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a party is its place in the list
          <li key={i} className={styles.card}>
            <Link to={`?party=${i}`}>
              {texts.editParty(sideName(party.side), party.name || texts.unnamed)}
            </Link>
            <span className={styles.fact}>
              {[party.details?.phone ?? party.details?.officePhone, addressOf(party)]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {applicants && !others && (
        <Card tone="warn">
          <p>{texts.noOther}</p>
        </Card>
      )}
      <Actions>
        {wanted.map((side, i) => (
          <Button
            key={side}
            look={i === 0 && missing ? 'primary' : 'secondary'}
            onPress={() => add(side)}
          >
            {texts.addParty(sideName(side))}
          </Button>
        ))}
        {filing.kind !== 'enforcement' && (
          <Button look="secondary" onPress={() => add('third')}>
            {texts.addParty(sideName('third'))}
          </Button>
        )}
      </Actions>
      <Ways next={next} back={back} />
    </>
  );
}

function addressOf({ details = {} }: NamedParty): string | undefined {
  return details.residence ?? details.address ?? details.seat;
}

function OneParty({
  filing,
  written,
  at,
  party,
}: StepProps & { readonly at: number; readonly party: NamedParty }) {
  const texts = useTexts({ zh, en });
  const sideName = useSideName(filing.kind);
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const { parties, draft } = written;
  const change = (next: NamedParty) =>
    draft.setParties(parties.map((each, i) => (i === at ? next : each)));
  const remove = () => {
    draft.setParties(parties.filter((_, i) => i !== at));
    void navigate('?', { replace: true });
  };
  return (
    <>
      <h2>{sideName(party.side)}</h2>
      <PartyForm form={filing.form} party={party} onChange={change} />
      {asking && <p role="alert">{texts.removeSure}</p>}
      <Actions>
        {asking ? (
          <>
            <Button look="danger" autoFocus onPress={remove}>
              {texts.removeYes}
            </Button>
            <Button look="secondary" onPress={() => setAsking(false)}>
              {texts.cancel}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={() => void navigate('?')}>{texts.doneParty}</Button>
            <Button look="danger" onPress={() => setAsking(true)}>
              {texts.removeParty}
            </Button>
          </>
        )}
      </Actions>
    </>
  );
}
