const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** 1 January 1980, 0:00: the first time that a ZIP can name. */
const FIRST = 0x00210000;

/**
 * A ZIP with the times of all its entries set to the first that there is, so that the same content gives the same bytes. Only for
 * archives made here: no comment, no ZIP64. Throws `TypeError` for others. Changes the bytes in place.
 */
export function pinZipTimes(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.byteLength - 22;
  if (end < 0 || view.getUint32(end, true) !== END) throw new TypeError('not a plain ZIP');
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== ENTRY) throw new TypeError('not a plain ZIP');
    view.setUint32(at + 12, FIRST, true);
    view.setUint32(view.getUint32(at + 42, true) + 10, FIRST, true);
    at += 46 + [28, 30, 32].reduce((sum, field) => sum + view.getUint16(at + field, true), 0);
  }
  return zip;
}
