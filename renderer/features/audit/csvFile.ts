/** File name of an export: what it is and when it was taken (UTC), safe on every system: `journal-2026-11-22T0415Z.csv`. */
export function csvFileName(subject: string, at: number): string {
  const stamp = new Date(at).toISOString().slice(0, 16).replace(':', '');
  return `${subject.replace(/[^\p{L}\p{N}-]+/gu, '-')}-${stamp}Z.csv`;
}

interface Piece {
  readonly done: number;
  readonly total: number;
  readonly text: string;
}

/** Gathers an export piece by piece. Null when it was given up or the stream ended before its total: half a file is no file. */
export async function gather(
  pieces: AsyncIterable<Piece>,
  signal: AbortSignal,
  progress: (done: number, total: number) => void,
): Promise<{ readonly texts: readonly string[]; readonly lines: number } | null> {
  const texts: string[] = [];
  let last: Piece | null = null;
  for await (const piece of pieces) {
    if (signal.aborted) return null;
    last = piece;
    texts.push(piece.text);
    progress(piece.done, piece.total);
  }
  return signal.aborted || last === null || last.done < last.total ? null : { texts, lines: last.done };
}
