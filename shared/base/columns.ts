/**
 * Bulk series cross the wire as one Blob: a small JSON header, then Float64 columns back to back.
 * The only door for typed arrays: the RPC codec would turn a Float64Array into a plain object.
 *
 * Layout, little-endian: u32 magic · u32 header bytes (padded to 8 with spaces) · header JSON `{names, rows}` · columns.
 */
const MAGIC = 0x4c4f4353; // "SCOL"
const PREFIX = 8;

export type Columns<Name extends string> = Readonly<Record<Name, Float64Array>>;

/** The part of Blob the codec needs; `shared` has no DOM library. */
export interface BlobLike {
  readonly size: number;
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

type BlobConstructor = new (parts: ArrayBufferLike[], options: { type: string }) => BlobLike;
export const COLUMNS_MIME = 'application/x-sirrius-columns';

/** Packs equally long columns. Throws RangeError when lengths differ. */
export function encodeColumns<Name extends string>(names: readonly Name[], columns: Columns<Name>): ArrayBuffer {
  const first = names[0];
  const rows = first === undefined ? 0 : columns[first].length;
  const text = JSON.stringify({ names, rows });
  const header = new Uint8Array(Math.ceil((PREFIX + text.length) / 8) * 8 - PREFIX).fill(0x20);
  for (let index = 0; index < text.length; index += 1) header[index] = text.charCodeAt(index);
  const buffer = new ArrayBuffer(PREFIX + header.length + names.length * rows * 8);
  const view = new DataView(buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, header.length, true);
  new Uint8Array(buffer).set(header, PREFIX);
  let offset = PREFIX + header.length;
  for (const name of names) {
    const column = columns[name];
    if (column.length !== rows) throw new RangeError(`column ${name} has ${column.length} rows, not ${rows}`);
    new Float64Array(buffer, offset, rows).set(column);
    offset += rows * 8;
  }
  return buffer;
}

/** Unpacks without copying: the columns are views on `buffer`. Throws RangeError on anything that is not such a pack. */
export function decodeColumns<Name extends string>(names: readonly Name[], buffer: ArrayBuffer): Columns<Name> {
  const { headerBytes, rows, found } = readHeader(buffer);
  const columns: Partial<Record<Name, Float64Array>> = {};
  for (const name of names) {
    const position = found.indexOf(name);
    if (position < 0) throw new RangeError(`column ${name} is missing`);
    columns[name] = new Float64Array(buffer, PREFIX + headerBytes + position * rows * 8, rows);
  }
  return columns as Columns<Name>;
}

function readHeader(buffer: ArrayBuffer): { headerBytes: number; rows: number; found: readonly string[] } {
  const view = new DataView(buffer);
  if (buffer.byteLength < PREFIX || view.getUint32(0, true) !== MAGIC) throw new RangeError('not a column pack');
  const headerBytes = view.getUint32(4, true);
  if (PREFIX + headerBytes > buffer.byteLength) throw new RangeError('column pack is cut');
  let text = '';
  for (const byte of new Uint8Array(buffer, PREFIX, headerBytes)) text += String.fromCharCode(byte);
  const { names, rows } = JSON.parse(text) as { names: readonly string[]; rows: number };
  if (PREFIX + headerBytes + names.length * rows * 8 !== buffer.byteLength) throw new RangeError('column pack is cut');
  return { headerBytes, rows, found: names };
}

/** Wraps a pack for the wire. */
export function toBlob(buffer: ArrayBuffer): BlobLike {
  const { Blob } = globalThis as unknown as { Blob: BlobConstructor };
  return new Blob([buffer], { type: COLUMNS_MIME });
}
