import { type BackupsOptions, type BackupsService, createBackups } from '../../electron/backend/features/backups/service';
import { TargetFault } from '../../electron/backend/features/backups/target';
import type { Call } from '../../electron/backend/features/handlers';
import { systemIds } from '../../electron/backend/kit/ids';
import { nextTurn } from '../../electron/backend/kit/turn';
import type { Tx } from '../../electron/backend/store/types';
import type { BackupState } from '../../shared/features/backups/contract';
import { anActor } from './actor';
import { someApprovals } from './approvals';
import { aLog, aStore, type StoreForTest } from './store';

type Given = Parameters<typeof aStore>[0];

/** The backups on a real store, without the rest of the backend. */
export async function someBackups(given: Given = {}, more: Partial<BackupsOptions> = {}) {
  const opened = await aStore(given);
  const approvals = someApprovals();
  const backups = backupsOn(opened, { approvals, ...more });
  return { ...opened, backups, approvals, ...callsOf(opened, backups) };
}

export function backupsOn({ store, clock, dataDir }: StoreForTest, more: Partial<BackupsOptions> = {}): BackupsService {
  const { read, commands, facts } = store;
  return createBackups({
    ...{ dataDir, read, commands, facts, clock, ids: systemIds(clock), log: aLog().log, approvals: someApprovals() },
    bucket: () => {
      throw new TargetFault('UNREACHABLE', 'no bucket here');
    },
    ...more,
  });
}

type Names = keyof BackupsService['handlers'];

/** Calls as the router makes them, by one of two people. */
export function callsOf({ store }: Pick<StoreForTest, 'store'>, backups: BackupsService) {
  const handlerOf = (name: Names) =>
    backups.handlers[name] as unknown as Readonly<Record<string, (input: unknown, call: Call) => unknown>>;
  const call = async <T>(name: Names, input: unknown = undefined, by = 'anna'): Promise<T> => {
    const context: Call = { actor: anActor([], { id: by }), host: 'web', sessionId: null, signal: undefined };
    const { query, command } = handlerOf(name);
    if (query !== undefined) return (await query(input, context)) as T;
    const work = (await command?.(input, context)) as (tx: Tx) => T;
    return store.commands.run({ actor: by, action: `backups.${name}`, input }, work);
  };
  const state = () => call<BackupState>('state');
  return {
    call,
    state,
    /** Resolves when the present job has ended. */
    idle: async () => {
      while ((await state()).job !== null) await nextTurn();
      await nextTurn();
    },
    note: (count = 1) => {
      for (let index = 0; index < count; index += 1) {
        store.commands.run({ actor: 'anna', action: 'test.note', input: { index } }, (tx) => tx.fact('test.noted', `s${index}`));
      }
    },
  };
}
