import { type Corners, isSheet, WHOLE } from './geometry.ts';
import type { Part } from './join.ts';
import { jpegOf, openPhoto, type Treatment, treat } from './photo.ts';

/** Something on the desk: a photo with what is done to it, or a PDF as it is. */
export type Item =
  | {
      readonly kind: 'photo';
      readonly key: string;
      readonly file: File;
      /** Small: the file is opened again for what is handed in. */
      readonly photo: HTMLCanvasElement;
      readonly treatment: Treatment;
      /** Small, as it will look. */
      readonly look: HTMLCanvasElement;
    }
  | { readonly kind: 'pdf'; readonly key: string; readonly file: File; readonly pages: number };

export type PhotoItem = Extract<Item, { kind: 'photo' }>;

const AS_IT_IS: Treatment = { corners: WHOLE, turns: 0, bright: false };

/** Opens a file for the desk. Throws for what cannot be opened. */
export async function itemOf(file: File): Promise<Item> {
  const key = crypto.randomUUID();
  if (file.type === 'application/pdf') {
    const { pagesOf } = await import('./join.ts');
    return { kind: 'pdf', key, file, pages: await pagesOf(file) };
  }
  const photo = await openPhoto(file, true);
  return { kind: 'photo', key, file, photo, treatment: AS_IT_IS, look: photo };
}

/** The photo with another treatment; corners that cross wait until they do not. */
export function treated(item: PhotoItem, change: Partial<Treatment>): PhotoItem {
  const treatment = { ...item.treatment, ...change };
  if (!isSheet(treatment.corners)) return { ...item, treatment };
  return { ...item, treatment, look: treat(item.photo, treatment, true) };
}

/** Whether everything on the desk can be handed in as it lies. */
export const isReady = (items: readonly Item[]): boolean =>
  items.every((item) => item.kind === 'pdf' || isSheet(item.treatment.corners as Corners));

/** What goes into the joined PDF. */
export async function partOf(item: Item): Promise<Part> {
  if (item.kind === 'pdf') return { kind: 'pdf', bytes: item.file };
  const whole = await openPhoto(item.file);
  return { kind: 'picture', bytes: await jpegOf(treat(whole, item.treatment)) };
}

/** The file by itself: a photo that nobody touched goes as it came. */
export async function fileOf(item: Item): Promise<File> {
  if (item.kind === 'pdf' || item.treatment === AS_IT_IS) return item.file;
  const { bytes } = await partOf(item);
  const name = item.file.name.replace(/\.[^.]*$/, '.jpg');
  return new File([bytes], name, { type: 'image/jpeg', lastModified: item.file.lastModified });
}

/** The list with one item elsewhere. */
export function reordered<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [taken] = next.splice(from, 1);
  if (taken !== undefined) next.splice(Math.max(0, to), 0, taken);
  return next;
}
