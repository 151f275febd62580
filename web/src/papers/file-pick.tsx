import styles from './papers.module.css';

/** A button that opens the device's own choice of files, or its camera. */
export function FilePick({
  label,
  name = label,
  accept,
  multiple = false,
  camera = false,
  look = 'framed',
  onFiles,
}: {
  readonly label: string;
  /** What a screen reader calls it, where the words on it alone do not say what for. */
  readonly name?: string;
  readonly accept: readonly string[];
  readonly multiple?: boolean;
  readonly camera?: boolean;
  readonly look?: 'framed' | 'plain';
  onFiles(files: readonly File[]): void;
}) {
  return (
    <label className={look === 'plain' ? styles.plain : styles.framed}>
      <input
        type="file"
        className="visually-hidden"
        accept={accept.join(',')}
        multiple={multiple}
        aria-label={name}
        {...(camera ? { capture: 'environment' } : {})}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // A file that was corrected has the same name; unless this is empty, choosing it again says nothing.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      {label}
    </label>
  );
}
