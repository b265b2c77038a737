import { accessSync, chmodSync, constants, mkdirSync } from 'node:fs';
import { systemIds } from '../kit/ids';
import { systemRandom } from '../kit/random';
import { Anchors, anchorPath, trimAnchors } from './anchor';
import { healErasures, noteErasures } from './backup/erasures';
import { carryOutRestore } from './backup/pending';
import { GENESIS, type Head } from './chain';
import { CommandPipeline } from './commands';
import { type Connections, closeAll, databasePath, openForReading, openForWriting } from './connections';
import { CONSOLE_FILE, MARKET_FILE } from './databases';
import { buildOnlyDb, queryDb } from './dialect';
import { diskReserve } from './diskReserve';
import { FactFeed } from './facts';
import { guardedFs } from './files';
import { lockForWriting } from './lock';
import { OutboxRunner } from './outbox';
import { payloads } from './payloads';
import { ReactionRunner } from './reactions';
import { readsOn } from './reads';
import { backfillRegister } from './registerBackfill';
import type { ConsoleSchema } from './schema';
import { type Sqlite, StatementCache } from './sqlite';
import { SqliteSeries } from './sqliteSeries';
import { SqliteSeriesReader } from './sqliteSeriesReader';
import type { OpenOptions, ReadStore, Store } from './store';
import type { ReadDb, Reader } from './types';

/**
 * Opens a data directory as its one writer: locks, checks, migrates. Throws StoreRefusal where that cannot be; nothing that
 * was readable before is changed then.
 */
export async function openStore(options: OpenOptions): Promise<Store> {
  prepareFolder(options.dataDir);
  const undo: (() => void)[] = [];
  try {
    const lock = lockForWriting(options.dataDir, options.clock);
    undo.push(() => lock.release());
    carryOutRestore(options.dataDir);
    const console = await openForWriting(options, CONSOLE_FILE, undo);
    const market = await openForWriting(options, MARKET_FILE, undo);
    const store = assemble(options, console, market, () => closeAll(undo));
    await backfillRegister(store.read, store.commands);
    return store;
  } catch (error) {
    closeAll(undo);
    throw error;
  }
}

/** Opens a data directory to look at it, also while a writer runs. Throws StoreRefusal where there is nothing to read. */
export function openStoreForReading(options: Pick<OpenOptions, 'dataDir'>): ReadStore {
  const undo: (() => void)[] = [];
  try {
    const console = openForReading(options.dataDir, CONSOLE_FILE, undo);
    const market = openForReading(options.dataDir, MARKET_FILE, undo);
    return {
      dataDir: options.dataDir,
      read: readerOn(console, databasePath(options.dataDir, CONSOLE_FILE)),
      series: new SqliteSeriesReader(market, databasePath(options.dataDir, MARKET_FILE)),
      close: () => closeAll(undo),
    };
  } catch (error) {
    closeAll(undo);
    throw error;
  }
}

function assemble(options: OpenOptions, console: Connections, market: Connections, closeFiles: () => void): Store {
  const { dataDir, clock } = options;
  const log = options.log.child('store');
  const ids = systemIds(clock);
  trimAnchors(anchorPath(dataDir));
  const read = readerOn(console.reader, console.path);
  healErasures(dataDir, read);
  const anchors = new Anchors(dataDir, clock, log, () => ({
    seals: chainHead(read, 'seals'),
    register: chainHead(read, 'register_entries'),
  }));
  const feed = new FactFeed(factHead(read), log);
  const commands = new CommandPipeline({
    sqlite: console.writer,
    cache: new StatementCache(console.writer),
    db: buildOnlyDb<ConsoleSchema>(),
    path: console.path,
    clock,
    ids,
    log,
    committed(facts, outboxTouched, audit) {
      anchors.note(audit);
      try {
        noteErasures(dataDir, facts);
      } catch (error) {
        // The erasure stands; the next start notes it beside the file.
        log.error('an erasure could not be noted outside the database', { error });
      }
      if (facts.length > 0) reactions.wake();
      if (outboxTouched || facts.some((fact) => fact.kind === 'outbox.waiting')) outbox.wake();
      feed.tell(facts);
    },
  });
  const reactions = new ReactionRunner({ commands, read, clock, log, head: () => feed.head() });
  const series = new SqliteSeries({ ...market, clock, log, reserve: diskReserve(dataDir, log) });
  let open = true;
  const outbox = new OutboxRunner({ commands, read, clock, random: systemRandom, log });
  return {
    dataDir,
    read,
    series,
    commands,
    facts: feed,
    reactions,
    outbox,
    payloads: payloads(read.db, ids),
    close() {
      if (!open) return;
      open = false;
      reactions.stop();
      series.stop();
      // Whoever wants to wait for what is being sent stops the outbox first; the rest is settled at the next start.
      void outbox.stop();
      anchors.write(commands.head);
      closeFiles();
    },
  };
}

/** What reads a connection, typed. */
export function readerOn(db: Sqlite, path: string): Reader {
  const cache = new StatementCache(db);
  return { db: queryDb<ConsoleSchema>(db, cache) as unknown as ReadDb, ...readsOn(cache, path) };
}

/** The end of the chain of seals or of the register. */
export function chainHead(read: Reader, table: 'seals' | 'register_entries'): Head {
  const query = read.db.selectFrom(table).select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1);
  return read.get(query) ?? { sequence: 0, hash: GENESIS };
}

function factHead(read: Reader): number {
  return read.get(read.db.selectFrom('facts').select('sequence').orderBy('sequence', 'desc').limit(1))?.sequence ?? 0;
}

function prepareFolder(dataDir: string): void {
  guardedFs(dataDir, () => {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    chmodSync(dataDir, 0o700);
  });
}
