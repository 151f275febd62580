import { useState } from 'react';
import type { FeeSaid } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions } from '../../components/layout.tsx';
import { FeeProposal } from '../../payments/fee-proposal.tsx';
import type { ActProps } from './act-props.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { SignDecision } from './sign-decision.tsx';
import { zh } from './zh.ts';

/** Acceptance. Papers marked as not in order are not taken, each with its reason; the fee is proposed here. */
export function AcceptForm({ filing, notes, onClose, onDone }: ActProps) {
  const texts = useTexts({ zh, en });
  const [signing, setSigning] = useState(false);
  const [tried, setTried] = useState(false);
  const [fee, setFee] = useState<FeeSaid>();
  const { papers, items } = notes.notes;
  const setAside = filing.papers.flatMap(({ id, name }) =>
    papers[id]?.fit === 'no' ? [{ paper: id, name, words: papers[id].words.trim() }] : [],
  );
  const faults = [
    ...(Object.keys(items).length > 0 ? [{ message: texts.acceptBlocked }] : []),
    ...setAside
      .filter(({ words }) => words === '')
      .map(({ paper, name }) => ({ field: `paper-${paper}`, message: texts.wordsMissing(name) })),
    ...(fee === undefined ? [{ message: texts.feeMissing }] : []),
  ];
  if (signing)
    return (
      <SignDecision
        id={filing.id}
        decision={{
          act: 'accept',
          ...(fee === undefined ? {} : { fee }),
          ...(setAside.length === 0
            ? {}
            : { setAside: setAside.map(({ paper, words }) => ({ paper, words })) }),
        }}
        onBack={() => setSigning(false)}
        onDone={onDone}
      />
    );
  const next = () => {
    setTried(true);
    setSigning(faults.length === 0);
  };
  return (
    <>
      <ErrorSummary fields={tried ? faults : []} />
      <p>{texts.acceptLead}</p>
      {setAside.length === 0 ? (
        <p>{texts.acceptAll}</p>
      ) : (
        <>
          <p>{texts.acceptAside(setAside.length)}</p>
          <ul className={styles.plain}>
            {setAside.map(({ paper, name, words }) => (
              <li key={paper}>
                <strong>{name}</strong>
                {words !== '' && `：${words}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <FeeProposal filing={filing} onChange={setFee} />
      <Actions>
        <Button onPress={next}>{texts.next}</Button>
        <Button look="secondary" onPress={onClose}>
          {texts.close}
        </Button>
      </Actions>
    </>
  );
}
