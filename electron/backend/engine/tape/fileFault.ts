/** What is wrong with a file a person gave: the line (header = 1, 0 = the whole file) and the reason in one sentence. */
export class FileFault extends Error {
  override readonly name = 'FileFault';

  constructor(
    readonly line: number,
    readonly reason: string,
  ) {
    super(`line ${line}: ${reason}`);
  }
}
