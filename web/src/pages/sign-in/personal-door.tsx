import { useSearchParams } from 'react-router';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { Card } from '../../components/layout.tsx';
import { PasskeyButton } from '../../sign-in/passkey-button.tsx';
import { ProviderButton, useSignInWays } from '../../sign-in/provider.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Parties and lawyers. What comes by phone and code stands before the passkey. */
export function PersonalDoor() {
  const texts = useTexts({ zh, en });
  const [search] = useSearchParams();
  const { data: ways } = useSignInWays();
  return (
    <>
      <Card>
        <h2>{texts.phoneTitle}</h2>
        <p>{texts.phoneLead}</p>
        <ButtonLink to={`/signin/phone${search.has('back') ? `?${search}` : ''}`}>
          {texts.phoneButton}
        </ButtonLink>
      </Card>
      {ways?.wechat === true && (
        <Card>
          <h2>{texts.wechatTitle}</h2>
          <p>{texts.wechatLead}</p>
          <ProviderButton to="wechat" label={texts.wechatButton} back={search.get('back')} />
        </Card>
      )}
      {ways?.unified === true && (
        <Card>
          <h2>{texts.unifiedTitle}</h2>
          <p>{texts.unifiedLead}</p>
          <ProviderButton to="unified" label={texts.unifiedButton} back={search.get('back')} />
        </Card>
      )}
      <Card>
        <h2>{texts.keyTitle}</h2>
        <p>{texts.keyLead}</p>
        <PasskeyButton label={texts.keyButton} />
      </Card>
    </>
  );
}
