/** Hashes of a full tile (C2SP tlog-tiles: height 8). */
export const TILE_WIDTH = 256;
/** Bytes of a hash. */
export const HASH_BYTES = 32;

/** Row of tiles: a level of hash tiles, or the bundles of entries. */
export type TileRow = number | 'entries';

/** Place of a tile in the log. `width` below 256 names a partial tile. */
export interface TileName {
  readonly row: TileRow;
  readonly index: number;
  readonly width: number;
}

/** `5` → `005`, `1234067` → `x001/x234/067` (C2SP tlog-tiles). */
export function tileIndexPath(index: number): string {
  let rest = Math.floor(index / 1000);
  let path = String(index % 1000).padStart(3, '0');
  for (; rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  }
  return path;
}

/** Path of a tile below `tile/`: `0/x001/067` or `0/x001/067.p/5`. */
export function tilePath(name: TileName): string {
  const partial = name.width === TILE_WIDTH ? '' : `.p/${name.width}`;
  return `${name.row}/${tileIndexPath(name.index)}${partial}`;
}

/**
 * The tile that a public path names: `tile/<L>/<N>[.p/<W>]`. Undefined for every other spelling, for bundles of
 * entries (members only) and for numbers no log reaches; nothing but digits ever gets from here to a file name.
 */
export function parseTilePath(path: string): (TileName & { readonly row: number }) | undefined {
  const name = parsePlace(path, /^tile\/(0|[1-9][0-9]?)\//);
  const row = Number(name?.row);
  return name === undefined || row > 63 ? undefined : { ...name, row };
}

/** The bundle of entries that a path names: `tile/entries/<N>[.p/<W>]`; undefined for every other spelling. */
export function parseBundlePath(
  path: string,
): (TileName & { readonly row: 'entries' }) | undefined {
  const name = parsePlace(path, /^tile\/(entries)\//);
  return name === undefined ? undefined : { ...name, row: 'entries' };
}

/** Row as it is written, index and width of a tile below a head. */
function parsePlace(path: string, head: RegExp) {
  const first = path.length > 80 ? null : head.exec(path);
  if (first === null) return undefined;
  const match = /^((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(
    path.slice(first[0].length),
  );
  if (match === null) return undefined;
  const index = Number((match[1] as string).replaceAll(/[x/]/g, ''));
  const width = match[2] === undefined ? TILE_WIDTH : Number(match[2]);
  if (!Number.isSafeInteger(index) || (match[2] !== undefined && width >= TILE_WIDTH))
    return undefined;
  // One spelling for each tile: x000/005 is not 005.
  return tileIndexPath(index) === match[1] ? { row: first[1], index, width } : undefined;
}

/** Number of complete hashes in a row of tiles of a log of `size` leaves. */
export function rowLength(row: TileRow, size: number): number {
  return row === 'entries' ? size : Math.floor(size / TILE_WIDTH ** row);
}

/** Hashes that tile `index` of a row holds in a log of `size` leaves: 0 to 256. */
export function tileWidth(row: TileRow, index: number, size: number): number {
  return Math.max(0, Math.min(TILE_WIDTH, rowLength(row, size) - index * TILE_WIDTH));
}

/** The unfinished tile at the end of each row, lowest first; a row whose last tile is full has none. */
export function rightEdge(size: number): (TileName & { readonly row: number })[] {
  const edge = [];
  for (let row = 0, length = size; length > 0; row++, length = Math.floor(length / TILE_WIDTH)) {
    const width = length % TILE_WIDTH;
    if (width > 0) edge.push({ row, index: Math.floor(length / TILE_WIDTH), width });
  }
  return edge;
}
