import { api, body } from '../../api-client/client.ts';
import type { Proofing } from '../../api-client/views.ts';
import { helpingPass } from '../../app/helping.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { sendPhoto, useStep } from '../../app/proofing.ts';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { Actions, Card, Facts } from '../../components/layout.tsx';
import { en } from './en.ts';
import { HandOver } from './hand-over.tsx';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** Photographs of the paper, and the person's own look at them beside what he wrote. */
export function PhotosStep({ proofing }: { readonly proofing: Proofing }) {
  const texts = useTexts({ zh, en });
  const { photosNeeded, photos, name, number, document } = proofing;
  const confirm = useStep(() => body(api.POST('/api/v1/proofing/photos', { body: {} })));
  const complete = photosNeeded.every((side) => photos.some((photo) => photo.side === side));
  return (
    <>
      <Card>
        <h2>{texts.photosTitle}</h2>
        {photosNeeded.map((side) => (
          <PhotoField key={side} side={side} proofing={proofing} />
        ))}
      </Card>
      <HandOver />
      <Card tone={complete ? 'plain' : 'wash'}>
        <h2>{texts.checkTitle}</h2>
        <p>{texts.checkText}</p>
        <Facts
          items={[
            document !== undefined && { label: texts.documentKind, value: texts[document] },
            { label: texts.name, value: name },
            { label: texts.number, value: number },
          ]}
        />
        <ErrorSummary error={confirm.error} />
        <Actions>
          <Button
            onPress={() => confirm.mutate(undefined)}
            isDisabled={!complete || confirm.isPending}
          >
            {texts.confirmPhotos}
          </Button>
          <Correction />
        </Actions>
      </Card>
    </>
  );
}

/** One photograph: what is there, and a way to take it (again). */
export function PhotoField({
  side,
  proofing,
}: {
  readonly side: string;
  readonly proofing: Proofing;
}) {
  const texts = useTexts({ zh, en });
  const taken = proofing.photos.find((photo) => photo.side === side);
  const send = useStep((file: File) => sendPhoto(`/api/v1/proofing/photos/${side}`, file));
  const pass = helpingPass();
  const label = wordFor(texts, side);
  return (
    <div className={styles.photo} id={side}>
      <ErrorSummary error={send.error} />
      {taken && (
        <img
          src={`/api/v1/proofing/photos/${side}?at=${encodeURIComponent(taken.takenAt)}${pass === undefined ? '' : `&helping=${pass}`}`}
          alt={`${label}：${texts.photoDone}`}
        />
      )}
      <FileDrop
        label={label}
        hint={texts.photosHint}
        choose={taken ? texts.replacePhoto : texts.choosePhoto}
        file={undefined}
        accept={['image/jpeg', 'image/png', 'image/webp']}
        onFile={(file) => send.mutate(file)}
      />
      {send.isPending && <p role="status">{texts.loading}</p>}
    </div>
  );
}

/** Back to name and number; nothing was handed in yet. */
export function Correction() {
  const texts = useTexts({ zh, en });
  const correct = useStep(() => body(api.POST('/api/v1/proofing/correction', { body: {} })));
  return (
    <Button
      look="secondary"
      onPress={() => correct.mutate(undefined)}
      isDisabled={correct.isPending}
    >
      {texts.correct}
    </Button>
  );
}
