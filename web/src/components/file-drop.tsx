import { DropZone, type FileDropItem, FileTrigger } from 'react-aria-components';
import { Button } from './button.tsx';
import styles from './file-drop.module.css';

/** Choose or drop one file. The limit is told before the choice; the chosen name is read to screen readers. */
export function FileDrop(props: {
  readonly label: string;
  readonly hint: string;
  readonly choose: string;
  readonly file: File | undefined;
  readonly accept: readonly string[];
  onFile(file: File): void;
}) {
  return (
    <DropZone
      className={styles.zone}
      aria-label={props.label}
      onDrop={(event) => {
        const item = event.items.find((entry): entry is FileDropItem => entry.kind === 'file');
        void item?.getFile().then(props.onFile);
      }}
    >
      <strong>{props.label}</strong>
      <p>{props.hint}</p>
      <FileTrigger
        acceptedFileTypes={props.accept}
        onSelect={(files) => files?.[0] && props.onFile(files[0])}
      >
        <Button look="secondary">{props.choose}</Button>
      </FileTrigger>
      <p role="status" className={styles.name}>
        {props.file?.name}
      </p>
    </DropZone>
  );
}
