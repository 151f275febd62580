import { type ReactNode, useState } from 'react';
import type { FilingDecision, Signing } from '../../api-client/views.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { CourtChooser } from '../../components/court-chooser/court-chooser.tsx';
import { ErrorSummary, type FieldProblem } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { TextInput } from '../../components/text-input.tsx';
import type { ActProps } from './act-props.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { SignDecision } from './sign-decision.tsx';
import { zh } from './zh.ts';

/** A form, then its check and signature; what is wrong is said once somebody tries. */
function TwoSteps({
  id,
  decision,
  faults,
  more,
  onClose,
  onDone,
  children,
}: {
  readonly id: string;
  readonly decision: FilingDecision;
  readonly faults: readonly FieldProblem[];
  more?(signing: Signing): ReactNode;
  onClose(): void;
  onDone(): void;
  readonly children: ReactNode;
}) {
  const texts = useTexts({ zh, en });
  const [signing, setSigning] = useState(false);
  const [tried, setTried] = useState(false);
  if (signing)
    return (
      <SignDecision
        {...{ id, decision, onDone }}
        {...(more === undefined ? {} : { more })}
        onBack={() => setSigning(false)}
      />
    );
  const next = () => {
    setTried(true);
    setSigning(faults.length === 0);
  };
  return (
    <>
      <ErrorSummary fields={tried ? faults : []} />
      {children}
      <Actions>
        <Button onPress={next}>{texts.next}</Button>
        <Button look="secondary" onPress={onClose}>
          {texts.close}
        </Button>
      </Actions>
    </>
  );
}

type Closing = Pick<ActProps, 'onClose' | 'onDone'>;
const closing = ({ onClose, onDone }: Closing): Closing => ({ onClose, onDone });

/** Another way for the applicant, by the item of 民诉法 127, in the words that he will read. */
export function RedirectForm(props: ActProps) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const { redirects } = props.review;
  const [item, setItem] = useState(redirects[0]?.item ?? '');
  const typed = props.notes.text('redirect-words');
  const chosen = redirects.find((each) => each.item === item);
  const said = typed.value.trim();
  const decision = {
    ...{ act: 'redirect', item },
    ...(said === '' ? {} : { words: said }),
  } as FilingDecision;
  return (
    <TwoSteps id={props.filing.id} decision={decision} faults={[]} {...closing(props)}>
      <p>{texts.redirectLead}</p>
      <Choice
        label={texts.redirectItem}
        value={item}
        options={redirects.map((each) => ({ value: each.item, label: each.what[language] }))}
        onChange={setItem}
      />
      <TextArea
        id="redirect-words"
        label={texts.redirectWords}
        rows={2}
        {...typed}
        maxLength={1000}
      />
      {chosen !== undefined && (
        <section className={styles.preview} aria-label={texts.redirectPreview}>
          <h3>{texts.redirectPreview}</h3>
          <p>
            {chosen.what['zh-CN']}。{chosen.way['zh-CN']}
          </p>
          {said !== '' && <p>{said}</p>}
        </section>
      )}
    </TwoSteps>
  );
}

/** Refusal by a ruling, read whole before it is signed. */
export function RefuseForm(props: ActProps) {
  const texts = useTexts({ zh, en });
  const { filing, review, notes } = props;
  const { grounds, conditions } = notes.notes;
  const typed = notes.text('ruling-number');
  const number = typed.value;
  const unmet = review.conditions.filter(({ id }) => conditions[id] === 'no');
  const decision = {
    ...{ act: 'refuse', words: grounds.trim() },
    ...(number.trim() === '' ? {} : { number: number.trim() }),
  } as FilingDecision;
  const fill = () =>
    notes.change({
      grounds: `起诉不符合下列条件：${unmet.map(({ words }) => words['zh-CN']).join('；')}。`,
    });
  return (
    <TwoSteps
      id={filing.id}
      decision={decision}
      faults={grounds.trim() === '' ? [{ field: 'grounds', message: texts.groundsMissing }] : []}
      more={(signing) => <WrittenRuling id={filing.id} act={signing.actId} />}
      {...closing(props)}
    >
      <p>{texts.refuseLead}</p>
      {unmet.length > 0 && (
        <Actions>
          <Button look="plain" onPress={fill}>
            {texts.fromConditions}
          </Button>
        </Actions>
      )}
      <TextArea
        id="grounds"
        label={texts.grounds}
        hint={texts.groundsHint}
        rows={5}
        value={grounds}
        onChange={(text) => notes.change({ grounds: text })}
        maxLength={1000}
      />
      <TextInput
        id="ruling-number"
        label={texts.caseNumberOfRuling}
        hint={texts.caseNumberHint}
        {...typed}
        maxLength={60}
      />
      <p className={styles.small}>
        {review.appealDays === undefined ? texts.noAppeal : texts.appealIn(review.appealDays)}
      </p>
      {filing.eService !== true && (
        <Card tone="warn">
          <p>{texts.notElectronic}</p>
        </Card>
      )}
    </TwoSteps>
  );
}

function WrittenRuling({ id, act }: { readonly id: string; readonly act: string }) {
  const texts = useTexts({ zh, en });
  return <PdfView url={`/api/v1/filings/${id}/ruling?act=${act}`} title={texts.ruling} />;
}

/** 跨域, 移送: to another court that this deployment serves. */
export function TransferForm(props: ActProps) {
  const texts = useTexts({ zh, en });
  const [court, setCourt] = useState<{ readonly code: string; readonly name: string }>();
  const typed = props.notes.text('transfer-words');
  const words = typed.value;
  const decision = {
    ...{ act: 'transfer', to: court?.code ?? '', words: words.trim() },
  } as FilingDecision;
  const faults = [
    ...(court === undefined ? [{ field: 'transfer-to', message: texts.courtMissing }] : []),
    ...(words.trim() === ''
      ? [{ field: 'transfer-words', message: texts.wordsMissing(texts.transferWords) }]
      : []),
  ];
  return (
    <TwoSteps id={props.filing.id} decision={decision} faults={faults} {...closing(props)}>
      <p>{texts.transferLead}</p>
      <CourtChooser
        id="transfer-to"
        label={texts.transferTo}
        chosen={court}
        onChoose={({ code, name }) => setCourt({ code, name })}
      />
      <TextArea
        id="transfer-words"
        label={texts.transferWords}
        rows={3}
        {...typed}
        maxLength={1000}
      />
    </TwoSteps>
  );
}

/** The number is shown before it is given. */
export function DocketForm(props: ActProps) {
  const texts = useTexts({ zh, en });
  const { types } = props.review;
  const [type, setType] = useState(types[0]?.type ?? '');
  return (
    <TwoSteps
      id={props.filing.id}
      decision={{ act: 'docket', type }}
      faults={[]}
      {...closing(props)}
    >
      <p>{texts.docketLead}</p>
      <Choice
        label={texts.docketType}
        value={type}
        options={types.map((each) => ({
          value: each.type,
          label: each.type,
          hint: texts.docketNumber(each.number),
        }))}
        onChange={setType}
      />
    </TwoSteps>
  );
}

/** 按撤诉处理: proposed by the system when a time has ended, decided by the judge. */
export function DeemForm(props: ActProps) {
  const texts = useTexts({ zh, en });
  const { lapsed } = props.review;
  const typed = props.notes.text('deem-words', lapsed ? texts.deemDefault : '');
  const words = typed.value;
  return (
    <TwoSteps
      id={props.filing.id}
      decision={{ act: 'deemWithdrawn', words: words.trim() }}
      faults={
        words.trim() === ''
          ? [{ field: 'deem-words', message: texts.wordsMissing(texts.deemWords) }]
          : []
      }
      {...closing(props)}
    >
      <p>{texts.deemLead}</p>
      <p>
        <strong>{lapsed ? texts.deemLapsed : texts.deemRunning}</strong>
      </p>
      <TextArea id="deem-words" label={texts.deemWords} rows={3} {...typed} maxLength={1000} />
    </TwoSteps>
  );
}
