import type { AnyContractProcedure } from '@orpc/contract';
import { implement, ORPCError, type Router } from '@orpc/server';
import { type Api, api } from '../../shared/api';
import type { ProcedureMeta } from '../../shared/base/contract';
import type { Call, CallContext, Handler, Handlers } from './features/handlers';
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
          if (meta.kind === 'command') options.commands.refused({ actor: context.actor.id, action: path, input }, code);
        };
        if (!context.actor.permissions.has(meta.permission)) {
          audit('FORBIDDEN');
          throw new ORPCError('FORBIDDEN', { data: { permission: meta.permission } });
        }
        try {
          return await next();
        } catch (error) {
          if (error instanceof ORPCError && error.code === 'BAD_REQUEST') audit('BAD_REQUEST');
          throw error;
        }
      })
      .handler(async ({ context, input, signal }) => {
        const call: Call = { ...context, signal };
        const request: CommandRequest = { actor: context.actor.id, action: path, input };
        try {
          return 'command' in handler
            ? await runCommand(options, handler.command, request, call)
            : guardStream(options, path, await handler.query(input, call));
        } catch (error) {
          throw reply(options, path, error);
        }
      })
  );
}

async function runCommand(
  options: RouterOptions,
  command: (input: unknown, call: Call) => unknown,
  request: CommandRequest,
  call: Call,
): Promise<unknown> {
  const work = await prepare(options, command, request, call);
  return options.commands.run(request, work);
}

type Work = Parameters<Commands['run']>[1];

/** What a command does before its transaction is audited like the rest when it ends the command. */
async function prepare(
  options: RouterOptions,
  command: (input: unknown, call: Call) => unknown,
  request: CommandRequest,
  call: Call,
): Promise<Work> {
  try {
    return (await command(request.input, call)) as Work;
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

/** A stream that breaks later ends with a fault like a call would. */
function guardStream(options: RouterOptions, path: string, output: unknown): unknown {
  if (typeof output !== 'object' || output === null || !(Symbol.asyncIterator in output)) return output;
  return watch(options, path, output as AsyncIterable<unknown>);
}

async function* watch(options: RouterOptions, path: string, source: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* source;
  } catch (error) {
    throw reply(options, path, error);
  }
}
