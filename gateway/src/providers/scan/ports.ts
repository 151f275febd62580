/** What a scanner says of a file. `failed`: it gave no answer that can be read; the same file is asked again later. */
export type ScanSaid =
  | { readonly state: 'clean' }
  | { readonly state: 'found'; readonly name: string }
  | { readonly state: 'failed'; readonly words: string };

/** Looks for viruses in files. Throws nothing: what goes wrong is `failed`. */
export interface Scanner {
  scan(bytes: AsyncIterable<Uint8Array>): Promise<ScanSaid>;
}
