import { useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import type { Added, StaffRole } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormCard, useForm } from '../../components/form.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { Checks } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { useRoleOptions } from './roles.ts';
import { zh } from './zh.ts';

const EMPTY = {
  ...{ name: '', account: '', mobile: '', until: '', reason: '' },
  roles: [] as readonly string[],
};

/** Adds one colleague by hand. */
export function AddPerson({ court, onClose }: { readonly court: string; onClose(): void }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const options = useRoleOptions();
  const form = useForm({
    form: `person/${court}`,
    empty: EMPTY,
    faults: ({ name, account, roles, reason }) => [
      name.trim() === '' && { field: 'name', message: texts.enterName },
      account.trim() === '' && { field: 'account', message: texts.enterAccount },
      roles.length === 0 && { field: 'roles', message: texts.chooseRole },
      reason.trim() === '' && { field: 'reason', message: texts.enterReason },
    ],
    send: ({ mobile, until, roles, ...given }) =>
      body(
        api.POST('/api/v1/courts/{court}/staff', {
          params: { path: { court } },
          body: {
            ...{ ...given, roles: roles as StaffRole[] },
            ...(mobile.trim() === '' ? {} : { mobile }),
            ...(until === '' ? {} : { until }),
          },
        }),
      ),
    sent: () => client.invalidateQueries({ queryKey: ['staff'] }),
  });
  if (form.answer !== undefined) return <Invited added={form.answer} onClose={onClose} />;
  return (
    <FormCard
      form={form}
      title={<h2>{texts.add}</h2>}
      submit={texts.save}
      more={
        <Button look="secondary" onPress={onClose}>
          {texts.cancel}
        </Button>
      }
    >
      <div className={styles.fields}>
        <TextInput {...form.input('name')} label={texts.name} maxLength={60} />
        <TextInput
          {...form.input('account')}
          label={texts.account}
          hint={texts.accountHint}
          maxLength={32}
        />
        <TextInput
          {...form.input('mobile')}
          label={texts.mobile}
          hint={texts.mobileHint}
          inputMode="numeric"
          maxLength={20}
        />
        <DayInput {...form.input('until')} label={texts.until} />
      </div>
      <Checks
        id="roles"
        label={texts.roles}
        values={form.fields.roles}
        options={options}
        onChange={form.set('roles')}
      />
      <TextInput {...form.input('reason')} label={texts.reason} maxLength={200} />
    </FormCard>
  );
}

/** The link for a colleague, shown once. */
export function Invited({ added, onClose }: { readonly added: Added; onClose(): void }) {
  const texts = useTexts({ zh, en });
  const { invitation, name } = added;
  return (
    <Card tone="good">
      <h2>{texts.invitation}</h2>
      {invitation === undefined ? (
        <p role="status">{texts.givenOnly(name)}</p>
      ) : (
        <>
          <p role="status">{texts.invitationLead(name)}</p>
          {invitation.sentTo !== undefined && <p>{texts.sentTo(invitation.sentTo.join(' · '))}</p>}
          <p className={styles.link} data-testid="invitation">
            {location.origin}
            {invitation.path}
          </p>
        </>
      )}
      <Actions>
        <Button look="secondary" onPress={onClose}>
          {texts.back}
        </Button>
      </Actions>
    </Card>
  );
}
