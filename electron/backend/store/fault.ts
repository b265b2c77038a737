/** A bug or a broken machine, already logged and audited: the screen shows the id, the log has the rest. */
export class Fault extends Error {
  override readonly name = 'Fault';
  constructor(
    readonly id: string,
    options: { cause: unknown },
  ) {
    super(`fault ${id}`, options);
  }
}
