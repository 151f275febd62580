import { type DragEvent, useId, useState } from 'react';
import { formatBytes } from '../app/format.ts';
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
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => files?.[0] && props.onFile(files[0]);
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the file input does the same by keyboard
    <div
      className={styles.zone}
      data-drop-target={over || undefined}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        take(event.dataTransfer.files);
      }}
    >
      <strong>{props.label}</strong>
      <p id={`${id}-hint`}>{props.hint}</p>
      <input
        id={id}
        type="file"
        className="visually-hidden"
        accept={props.accept.join(',')}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          take(event.target.files);
          // A file that was corrected has the same name; unless this is empty, choosing it again says nothing.
          event.target.value = '';
        }}
      />
      <label htmlFor={id} className={styles.choose}>
        {props.choose}
      </label>
      <p role="status" className={styles.name}>
        {props.file && `${props.file.name}（${formatBytes(props.file.size)}）`}
      </p>
    </div>
  );
}
