import type { AnyContractProcedure } from '@orpc/contract';
import { implement, ORPCError, type Router } from '@orpc/server';
import { type Api, api } from '../../shared/api';
import type { Actor } from '../../shared/base/access';
import type { ProcedureMeta } from '../../shared/base/contract';
import type { Call, CallContext, Handler, Handlers } from './features/handlers';
import type { Clock } from './kit/clock';
import type { Ids } from './kit/ids';
import type { Log } from './kit/log';
import { Refusal } from './store/refusal';
import type { CommandRequest, Commands } from './store/types';

export type AppHandlers = { readonly [Noun in keyof Api]: Handlers<Api[Noun]> };
export type AppRouter = Router<Api, CallContext>;

export interface RouterOptions {
  readonly handlers: AppHandlers;
  readonly commands: Commands;
  readonly ids: Ids;
  readonly log: Log;
  readonly clock: Pick<Clock, 'now'>;
  readonly principals: Principals;
}

/** Who sits at which session; the part of the access feature that every call goes through. */
export interface Principals {
  standing(sessionId: string | null): { readonly actor: Actor };
  changed(listener: () => void): () => void;
  used(sessionId: string | null, question: string | null): void;
}

type AnyHandler = Handler<unknown, unknown>;

/**
 * The same way for every call: authorise → parse → query on the read-only connection, or command in one audited transaction →
 * reply. What a procedure is and which right it needs is read from its contract, so no feature can forget it.
 */
export function createRouter(options: RouterOptions): AppRouter {
  const nouns = Object.entries(api).map(([noun, contract]) => {
    const handlers = options.handlers[noun as keyof Api] as Readonly<Record<string, AnyHandler>>;
    const served = Object.entries<AnyContractProcedure>(contract).map(([name, procedure]) => {
      return [name, serve(options, `${noun}.${name}`, procedure, handlers[name])];
    });
    return [noun, Object.fromEntries(served)];
  });
  return Object.fromEntries(nouns) as AppRouter;
}

function serve(options: RouterOptions, path: string, procedure: AnyContractProcedure, handler: AnyHandler | undefined) {
  const meta = procedure['~orpc'].meta as ProcedureMeta;
  if (handler === undefined || 'command' in handler !== (meta.kind === 'command')) {
    throw new TypeError(`${path} is a ${meta.kind} and is not answered as one`);
  }
  return (
    implement(procedure)
      // Parsing comes after the right is checked: who may not ask does not learn what would have been a good question.
      .$config({ initialInputValidationIndex: 1 })
      .$context<CallContext>()
      .use(async ({ context, next }, input) => {
        const audit = (code: string) => {
          if (meta.kind === 'command')
            options.commands.refused({ actor: actor.id, action: path, input: withoutSecrets(meta, input) }, code);
        };
        // Asked once: the call is made as whoever sits there when it comes in.
        const { actor } = context;
        if (!actor.permissions.has(meta.permission)) {
          audit('FORBIDDEN');
          throw new ORPCError('FORBIDDEN', { data: { permission: meta.permission } });
        }
        if (meta.stepUp && actor.steppedUpUntil <= options.clock.now()) {
          audit('STEP_UP');
          throw new ORPCError('STEP_UP', { status: 403 });
        }
        noteUse(options, meta, context, path, input);
        try {
          return await next();
        } catch (error) {
          if (error instanceof ORPCError && error.code === 'BAD_REQUEST') audit('BAD_REQUEST');
          throw error;
        }
      })
      .handler(async ({ context, input, signal }) => {
        const { actor, host, sessionId } = context;
        const call: Call = { actor, host, sessionId, signal };
        try {
          if ('command' in handler) {
            const request: CommandRequest = { actor: actor.id, action: path, input: withoutSecrets(meta, input) };
            return await runCommand(options, () => handler.command(input, call), request);
          }
          if (meta.kind === 'query') return await handler.query(input, call);
          return await openStream(options, path, meta, handler, input, call);
        } catch (error) {
          throw reply(options, path, error);
        }
      })
  );
}

async function runCommand(options: RouterOptions, command: () => unknown, request: CommandRequest): Promise<unknown> {
  const work = await prepare(options, command, request);
  return options.commands.run(request, work);
}

type Work = Parameters<Commands['run']>[1];

/** What a command does before its transaction is audited like the rest when it ends the command. */
async function prepare(options: RouterOptions, command: () => unknown, request: CommandRequest): Promise<Work> {
  try {
    return (await command()) as Work;
  } catch (error) {
    if (error instanceof Refusal) {
      options.commands.refused(request, error.code);
      throw error;
    }
    throw faultError(options.commands.fault(request, error));
  }
}

/** A refusal crosses as the contract's word; anything else as an id that leads to the log, and nothing more. */
function reply(options: RouterOptions, path: string, error: unknown): unknown {
  if (error instanceof ORPCError) return error;
  if (error instanceof Refusal) return new ORPCError(error.code, { defined: true, data: error.data });
  if (error instanceof Error && error.name === 'Fault' && 'id' in error) return faultError(String(error.id));
  const id = options.ids();
  options.log.error('a call failed', { id, path, error });
  return faultError(id);
}

function faultError(id: string): ORPCError<'FAULT', { id: string }> {
  return new ORPCError('FAULT', { status: 500, message: 'An unexpected fault; its id leads to the log.', data: { id } });
}

/** A command is always a person's; a question only where it is not the same again; streams run on by themselves. */
function noteUse(options: RouterOptions, meta: ProcedureMeta, { sessionId }: CallContext, path: string, input: unknown): void {
  if (sessionId === null || meta.kind === 'stream' || meta.permission === 'session:open') return;
  const question = () => `${path} ${JSON.stringify(input, (_, value) => (typeof value === 'bigint' ? String(value) : value))}`;
  options.principals.used(sessionId, meta.kind === 'command' ? null : question());
}

/** The input as it may be kept: its digest must not be something that a password could be guessed from. */
function withoutSecrets({ secrets }: ProcedureMeta, input: unknown): unknown {
  if (secrets.length === 0) return input;
  // What was not understood may hold a secret anywhere.
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return null;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, secrets.includes(key) ? '[secret]' : value]));
}

/** A stream ends when whoever opened it no longer sits there or may no longer see it; one that breaks ends with a fault. */
async function openStream(
  options: RouterOptions,
  path: string,
  meta: ProcedureMeta,
  handler: { readonly query: (input: unknown, call: Call) => unknown },
  input: unknown,
  call: Call,
): Promise<unknown> {
  const lost = new AbortController();
  const signal = call.signal === undefined ? lost.signal : AbortSignal.any([call.signal, lost.signal]);
  const output = await handler.query(input, { ...call, signal });
  if (typeof output !== 'object' || output === null || !(Symbol.asyncIterator in output)) return output;
  return watch(options, path, output as AsyncIterable<unknown>, lost, () => stillMay(options, meta, call));
}

function stillMay(options: RouterOptions, meta: ProcedureMeta, call: Call): boolean {
  if (call.sessionId === null || meta.permission === 'session:open') return true;
  const { actor } = options.principals.standing(call.sessionId);
  return actor.id === call.actor.id && actor.permissions.has(meta.permission);
}

async function* watch(
  options: RouterOptions,
  path: string,
  source: AsyncIterable<unknown>,
  lost: AbortController,
  may: () => boolean,
): AsyncGenerator<unknown> {
  const deaf = options.principals.changed(() => {
    if (!may()) lost.abort();
  });
  try {
    for await (const value of source) {
      if (lost.signal.aborted) break;
      yield value;
    }
    if (lost.signal.aborted) throw new ORPCError('FORBIDDEN');
  } catch (error) {
    throw reply(options, path, error);
  } finally {
    deaf();
  }
}
