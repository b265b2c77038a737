import type { ContractProcedure, ErrorMap, InferSchemaInput, InferSchemaOutput, Meta, Schema } from '@orpc/contract';
import type { Actor } from '../../../shared/base/access';
import type { Tx } from '../store/types';

/** Who calls, from where. Made by the host when the caller is admitted. */
export interface CallContext {
  /** Asked anew for every call: follows sign-in, lock and rights. */
  readonly actor: Actor;
  readonly host: 'desktop' | 'web';
  /** The session behind the call, of a browser or of the desktop's windows together; null in the terminal. */
  readonly sessionId: string | null;
}

export interface Call extends CallContext {
  /** Aborted when the caller is gone or has lost interest. */
  readonly signal: AbortSignal | undefined;
}

type Awaitable<T> = T | Promise<T>;

/** Answers from what is stored; streams are queries that stay open. */
export interface QueryHandler<Input, Output> {
  readonly query: (input: Input, call: Call) => Awaitable<Output>;
}

/**
 * What a command does in its transaction is returned, so that all waiting (parsing a large file, asking a venue) lies before it.
 * Throws `Refusal` with a word of the contract where the answer is no.
 */
export interface CommandHandler<Input, Output> {
  readonly command: (input: Input, call: Call) => Awaitable<(tx: Tx) => Output>;
}

export type Handler<Input, Output> = QueryHandler<Input, Output> | CommandHandler<Input, Output>;

type Shape = Schema<unknown, unknown>;

/** A handler for every procedure of a contract: leaving one out does not compile. */
export type Handlers<Contract> = {
  readonly [Name in keyof Contract]: Contract[Name] extends ContractProcedure<
    infer Input extends Shape,
    infer Output extends Shape,
    ErrorMap,
    Meta
  >
    ? Handler<InferSchemaOutput<Input>, InferSchemaInput<Output>>
    : never;
};
