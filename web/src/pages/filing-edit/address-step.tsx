import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import styles from '../../filing/filing.module.css';
import { en } from './en.ts';
import { type StepProps, Ways } from './step.tsx';
import { zh } from './zh.ts';

/** Where the court's papers go, and whether they may come electronically (在线诉讼规则 29). */
export function AddressStep({ filing, written, next, back }: StepProps) {
  const texts = useTexts({ zh, en });
  const { about, parties, draft } = written;
  const service = about.service ?? {};
  const set = (field: keyof typeof service) => (value: string) =>
    draft.setAbout({ service: { ...service, [field]: value } });
  const mine = parties.find(({ side }) => side === 'applicant');
  const fill = () => {
    const { details = {}, name = '' } = mine ?? {};
    const address = details.residence || details.address || details.seat || '';
    const mobile = details.phone || details.officePhone || '';
    draft.setAbout({ service: { ...service, name, mobile, address } });
  };
  return (
    <>
      <p>{texts.addressLead}</p>
      <Card>
        {mine !== undefined && (service.name ?? '') === '' && (
          <Actions>
            <Button look="secondary" onPress={fill}>
              {filing.capacity === 'agent' ? texts.addressFillAgent : texts.addressFill}
            </Button>
          </Actions>
        )}
        <TextInput
          id="serviceName"
          label={texts.recipient}
          value={service.name ?? ''}
          onChange={set('name')}
          maxLength={60}
        />
        <TextInput
          id="servicePhone"
          label={texts.mobile}
          inputMode="numeric"
          value={service.mobile ?? ''}
          onChange={set('mobile')}
          maxLength={30}
        />
        <TextInput
          id="serviceAddress"
          label={texts.addressLine}
          hint={texts.addressHint}
          value={service.address ?? ''}
          onChange={set('address')}
          maxLength={100}
        />
        <TextInput
          id="servicePostcode"
          label={texts.postcode}
          inputMode="numeric"
          value={service.postcode ?? ''}
          onChange={set('postcode')}
          maxLength={10}
        />
        <TextInput
          id="serviceMail"
          label={texts.mail}
          value={service.mail ?? ''}
          onChange={set('mail')}
          maxLength={100}
        />
      </Card>
      <Card>
        <Choice<'yes' | 'no' | ''>
          label={texts.eService}
          value={about.eService === true ? 'yes' : about.eService === false ? 'no' : ''}
          options={[
            { value: 'yes', label: texts.eServiceYes, hint: texts.eServiceYesHint },
            { value: 'no', label: texts.eServiceNo },
          ]}
          onChange={(choice) => draft.setAbout({ eService: choice === 'yes' })}
        />
        <p className={styles.hint}>{texts.eServiceHint}</p>
        {filing.form !== undefined && about.eService === true && <p>{texts.addressMade}</p>}
      </Card>
      <Ways next={next} back={back} />
    </>
  );
}
