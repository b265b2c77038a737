import { join } from 'node:path';
import { MINUTE } from '../../../../shared/base/time';
import type { RegisterState, registerContract } from '../../../../shared/features/register/contract';
import type { Timer } from '../../kit/clock';
import { conflate, flatten } from '../../kit/conflate';
import { createSubject } from '../../kit/subject';
import { nextTurn } from '../../kit/turn';
import { type Anchor, anchorPath, readAnchors } from '../../store/anchor';
import { walkRegister } from '../../store/chainWalk';
import { Refusal } from '../../store/refusal';
import type { Facts, Outbox, Reactions, Reader, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import {
  ANCHOR_EFFECT,
  Anchoring,
  type AnchoringOptions,
  anchorings,
  readAnchorSettings,
  tryFolder,
  writeAnchorSettings,
} from './anchoring';
import { exportCsv } from './exportCsv';
import { exportFile } from './exportFile';
import { closeIncident, listIncidents, openIncidents, proofDays } from './proof/proofStore';
import { dayText, Proofs, type ProofsOptions } from './proof/proofs';
import { countEntries, entryAt, instrumentsOf, lastEntry, linkedEntries, listEntries, sealOf } from './store';

export interface RegisterOptions extends Omit<ProofsOptions, 'changed' | 'now'>, Omit<AnchoringOptions, 'clock'> {
  readonly facts: Facts;
  readonly outbox: Outbox;
  readonly reactions: Reactions;
  /** Asked in the transaction that closes the last open incident. */
  readonly resumePublication: (tx: Tx, reason: string) => void;
  /** The person's own folder, for a suggestion; null where it is not known. */
  readonly home: string | null;
}

export interface RegisterService {
  readonly handlers: Handlers<typeof registerContract>;
  start(): void;
  /** The machine woke up. */
  resume(): void;
  stop(): Promise<void>;
}

const LOOK_EVERY = MINUTE;

export function createRegister(options: RegisterOptions): RegisterService {
  const { read, clock, source, dataDir, log } = options;
  const changes = createSubject<void>((error) => log.error('a listener failed', { error }));
  const changed = () => changes.tell();
  const proofs = new Proofs({ ...options, now: () => clock.now(), changed });
  const anchoring = new Anchoring(options);
  options.outbox.register(ANCHOR_EFFECT, anchoring.executor());
  options.reactions.register('register-anchors', ['outbox.failed'], (tx, { subject, data }) => {
    if ((data as { kind?: string }).kind === ANCHOR_EFFECT) anchoring.failed(tx, subject);
  });
  const anchors = (): Anchor[] => readAnchors(anchorPath(dataDir));
  const files = { read, source, now: () => clock.now(), anchors };
  let timer: Timer | null = null;

  const look = () => {
    try {
      anchoring.look();
      const day = proofs.due();
      if (day !== null) proofs.begin(day);
    } catch (error) {
      log.error('the watch over the register stumbled', { error });
    }
  };

  return {
    start() {
      look();
      timer = clock.setInterval(look, LOOK_EVERY);
    },
    resume: look,
    async stop() {
      timer?.cancel();
      await proofs.stop();
      const { folder } = readAnchorSettings(read);
      if (folder !== null) anchoring.toFolder(folder);
    },
    handlers: {
      state: { query: () => stateOf(options, proofs) },
      changes: { query: (_, { signal }) => newsOf(options, changes, signal) },
      list: {
        query: ({ filter, before, limit }) => {
          const rows = listEntries(read, source, filter, before, limit);
          const last = rows.length === limit ? rows.at(-1) : undefined;
          return { rows, next: last?.sequence ?? null, total: countEntries(read, source, filter) };
        },
      },
      entry: { query: ({ sequence }) => detail(read, sequence) },
      verify: { query: (_, { signal }) => walkInPieces(read, anchors(), signal) },
      export: {
        command:
          ({ filter, format }, { signal }) =>
          () =>
            format === 'csv' ? exportCsv(files, filter, signal) : exportFile(files, filter, signal),
      },
      correct: {
        command:
          ({ sequence, reason }) =>
          (tx) => {
            const found = entryAt(tx, tx.db as unknown as Reader['db'], sequence);
            if (found === undefined) throw new Refusal('UNKNOWN_ENTRY');
            tx.subject(found.signalId);
            const own = tx.register('correction', found.signalId, { by: tx.actor, reason }, sequence);
            tx.fact('register.corrected', found.signalId, { sequence: own });
            return { sequence: own };
          },
      },
      proofs: { query: ({ limit }) => ({ days: proofDays(read, source, limit) }) },
      prove: {
        command: ({ day }) => {
          if (day > dayText(clock.now())) throw new Refusal('FUTURE');
          if (!proofs.ready()) throw new Refusal('NOT_READY');
          return () => {
            if (!proofs.begin(day)) throw new Refusal('BUSY');
            return {};
          };
        },
      },
      closeIncident: {
        command:
          ({ id, reason }) =>
          (tx) => {
            tx.subject(id);
            if (!closeIncident(tx, id, reason)) throw new Refusal('UNKNOWN_INCIDENT');
            tx.fact('register.incident-closed', id);
            if (openIncidents(tx, tx.db as unknown as Reader['db'], source) === 0) options.resumePublication(tx, reason);
            return {};
          },
      },
      configureAnchors: {
        command: (settings) => {
          if (settings.folder !== null) tryFolder(dataDir, settings.folder);
          return (tx) => {
            writeAnchorSettings(tx, settings);
            tx.fact('register.anchors-set', 'register');
            return {};
          };
        },
      },
      anchor: {
        command: () => {
          const { folder, webhook } = readAnchorSettings(read);
          if (folder === null && webhook === null) throw new Refusal('NO_PLACE');
          return () => {
            // Each place is a command of its own: what one of them lacks is not the other's.
            void nextTurn().then(() => {
              if (folder !== null) anchoring.toFolder(folder);
              if (webhook !== null) anchoring.toWebhook();
            });
            return {};
          };
        },
      },
    },
  };
}

function stateOf({ read, clock, source, instruments, home }: RegisterOptions, proofs: Proofs): RegisterState {
  const head = lastEntry(read);
  const known = new Set([...instruments.map(({ id }) => id), ...instrumentsOf(read, source)]);
  return {
    at: clock.now(),
    source,
    entries: countEntries(read, source, {}),
    head: head === undefined ? null : { sequence: head.sequence, hash: head.hash, at: head.at },
    instruments: [...known].sort(),
    anchors: {
      settings: readAnchorSettings(read),
      suggestion: home === null ? '' : join(home, 'Documents', 'Sirrius'),
      folder: anchorings(read, 'folder'),
      webhook: anchorings(read, 'webhook'),
    },
    proving: proofs.running,
    incidents: listIncidents(read, source, 50),
  };
}

const NEWS = ['signal.', 'register.', 'outbox.'];

function newsOf(
  { clock, facts }: RegisterOptions,
  changes: { listen(listener: () => void): () => void },
  signal: AbortSignal | undefined,
) {
  return flatten(
    conflate<{ sequence: number }>({
      clock,
      hz: 2,
      signal,
      source: (offer) => {
        let sequence = 0;
        const tell = () => {
          sequence += 1;
          offer('changes', { sequence });
        };
        const ends = [
          changes.listen(tell),
          facts.subscribe(({ kind }) => {
            if (NEWS.some((begin) => kind.startsWith(begin))) tell();
          }),
        ];
        return () => {
          for (const end of ends) end();
        };
      },
    }),
  );
}

function detail(read: Reader, sequence: number) {
  const entry = entryAt(read, read.db, sequence);
  const linked = entry === undefined ? [] : linkedEntries(read, entry.signalId);
  const row = linked.find((one) => one.sequence === sequence);
  if (entry === undefined || row === undefined) throw new Refusal('UNKNOWN_ENTRY');
  return { entry, row, linked, seal: entry.kind === 'decision' ? (sealOf(read, entry.signalId) ?? null) : null };
}

async function* walkInPieces(read: Reader, anchors: readonly Anchor[], signal: AbortSignal | undefined) {
  for (const progress of walkRegister(read, anchors)) {
    yield progress;
    if (progress.finished || signal?.aborted === true) return;
    await nextTurn();
  }
}
