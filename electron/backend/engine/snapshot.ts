/** Writes numbers and text one after the other; floats keep every bit, NaN included. */
export class SnapshotWriter {
  private readonly parts: Uint8Array[] = [];

  number(value: number): void {
    this.floats(Float64Array.of(value));
  }

  floats(values: Float64Array): void {
    this.parts.push(new Uint8Array(values.slice().buffer));
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.number(bytes.length);
    const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8);
    padded.set(bytes);
    this.parts.push(padded);
  }

  bytes(): Uint8Array {
    const whole = new Uint8Array(this.parts.reduce((sum, part) => sum + part.length, 0));
    let offset = 0;
    for (const part of this.parts) {
      whole.set(part, offset);
      offset += part.length;
    }
    return whole;
  }
}

/** Reads back what a writer wrote, in the same order. Throws RangeError when the snapshot is cut. */
export class SnapshotReader {
  private readonly buffer: ArrayBuffer;
  private offset = 0;

  constructor(bytes: Uint8Array) {
    this.buffer = bytes.slice().buffer;
  }

  number(): number {
    return this.floats(1)[0] ?? Number.NaN;
  }

  floats(count: number): Float64Array {
    const from = this.offset;
    const until = from + count * 8;
    if (!(until <= this.buffer.byteLength)) throw new RangeError('the snapshot is cut');
    this.offset = until;
    return new Float64Array(this.buffer, from, count);
  }

  text(): string {
    const length = this.number();
    const padded = this.floats(Math.ceil(length / 8));
    return new TextDecoder().decode(new Uint8Array(padded.buffer, padded.byteOffset, length));
  }

  /** Throws RangeError when something is left: then it is not a snapshot of this kernel. */
  end(): void {
    if (this.offset !== this.buffer.byteLength) throw new RangeError('the snapshot holds more than this kernel knows');
  }
}
