import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';

/** The router's word for: give the second factor again. */
const STEP_UP = 'STEP_UP';

/** A link that asks for the second factor where the backend wants it again, and then repeats the call: every feature profits, none knows. */
export class StepUpLink implements ClientLink<ClientContext> {
  readonly #inner: ClientLink<ClientContext>;
  readonly #ask: () => Promise<boolean>;

  constructor(inner: ClientLink<ClientContext>, ask: () => Promise<boolean>) {
    this.#inner = inner;
    this.#ask = ask;
  }

  async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    try {
      return await this.#inner.call(path, input, options);
    } catch (error) {
      // Refused means that nothing was done: to repeat it does it once.
      if (codeOf(error) !== STEP_UP || !(await this.#ask())) throw error;
      return this.#inner.call(path, input, options);
    }
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
