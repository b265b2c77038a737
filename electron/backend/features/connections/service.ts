import { CONNECTOR_IDS, type ConnectorId, specOf } from '../../../../shared/features/connections/catalogue';
import type { ConnectionRow, ConnectionTest, connectionsContract } from '../../../../shared/features/connections/contract';
import type { Clock } from '../../kit/clock';
import { conflate, flatten } from '../../kit/conflate';
import { NotSent } from '../../store/notSent';
import { InvariantError, Refusal } from '../../store/refusal';
import type { Facts, Reader, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import type { ConnectionsPort, ConnectorPort, SecretStore } from './ports';
import { readConnections, type StoredConnection, writeConnection } from './store';

export interface ConnectionsOptions {
  readonly read: Reader;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly secrets: SecretStore;
  /** Options given with the environment, as `SIRRIUS_STRIPE_BASE_URL`; they cannot be changed on the screen. */
  readonly given: (name: string) => string | null;
  /** Takes the words of a fault that a connector threw; null for anything else. */
  readonly problemOf: (
    error: unknown,
  ) => (Pick<ConnectionTest, 'message'> & { problem: NonNullable<ConnectionTest['problem']> }) | null;
}

export interface Connections extends ConnectionsPort {
  readonly handlers: Handlers<typeof connectionsContract>;
}

const CHANGED = 'connections.changed';
const NEW: StoredConnection = { options: {}, dryRun: true, test: null };

export function createConnections(options: ConnectionsOptions): Connections {
  const { read, facts, secrets } = options;
  const ports = new Map<ConnectorId, ConnectorPort>();
  let stored = readConnections(read);
  const of = (id: ConnectorId) => stored.get(id) ?? NEW;
  facts.subscribe(({ kind }) => {
    if (kind === CHANGED) stored = readConnections(read);
  });
  const option = (id: ConnectorId, name: string): string => {
    const preset = specOf(id).options.find((one) => one.name === name)?.preset ?? '';
    return options.given(`${id}.${name}`) ?? of(id).options[name] ?? preset;
  };
  const missing = (id: ConnectorId) =>
    missingOf(
      id,
      (name) => option(id, name),
      (name) => secrets.keptIn(`${id}.${name}`) !== null,
    );
  const port: ConnectionsPort = {
    option,
    secret: (id, name) => secrets.of(`${id}.${name}`),
    complete: (id) => missing(id).length === 0 && !isLocked(secrets, id),
    dryRun: (id) => specOf(id).outward && of(id).dryRun,
    attach(id, connector) {
      if (ports.has(id)) throw new InvariantError(`two connectors for ${id}`);
      ports.set(id, connector);
    },
    guarded: (id, executor) => ({
      ...executor,
      send: async (item) => {
        if (port.dryRun(id)) return 'dry';
        if (!port.complete(id)) throw new NotSent(`${id} lacks ${missing(id).join(', ') || 'an open key ring'}`);
        return executor.send(item);
      },
    }),
    changed: (listener) =>
      facts.subscribe(({ kind, subject }) => {
        if (kind === CHANGED) listener(subject as ConnectorId);
      }),
  };
  const row = (id: ConnectorId, now: StoredConnection = of(id)): ConnectionRow =>
    rowOf(options, id, now, option, missing(id), ports.get(id));
  return { ...port, handlers: handlersOf(options, { of, ports, row, complete: port.complete }) };
}

function missingOf(id: ConnectorId, option: (name: string) => string, kept: (secret: string) => boolean): string[] {
  const { secrets, options } = specOf(id);
  return [
    ...secrets.filter(({ name, needed }) => needed && !kept(name)),
    ...options.filter(({ name, needed }) => needed && option(name) === ''),
  ].map(({ name }) => name);
}

const isLocked = (secrets: SecretStore, id: ConnectorId) =>
  specOf(id).secrets.some(({ name }) => secrets.locked(`${id}.${name}`));

function rowOf(
  { secrets, given }: ConnectionsOptions,
  id: ConnectorId,
  { dryRun, test }: StoredConnection,
  option: (id: ConnectorId, name: string) => string,
  missing: string[],
  port: ConnectorPort | undefined,
): ConnectionRow {
  const spec = specOf(id);
  const line = port?.health() ?? null;
  const tested = test === null ? 'untested' : test.problem === null ? 'ready' : 'failing';
  return {
    id,
    state: missing.length > 0 ? 'missing' : isLocked(secrets, id) ? 'locked' : line?.fault != null ? 'failing' : tested,
    missing,
    secrets: spec.secrets.map(({ name, needed }) => ({ name, needed, kept: secrets.keptIn(`${id}.${name}`) })),
    options: spec.options.map(({ name, needed }) => {
      return { name, needed, value: option(id, name), fixed: given(`${id}.${name}`) !== null };
    }),
    outward: spec.outward,
    dryRun: spec.outward && dryRun,
    test,
    line,
  };
}

interface Desk {
  readonly of: (id: ConnectorId) => StoredConnection;
  readonly ports: ReadonlyMap<ConnectorId, ConnectorPort>;
  readonly row: (id: ConnectorId, now?: StoredConnection) => ConnectionRow;
  readonly complete: (id: ConnectorId) => boolean;
}

function handlersOf(options: ConnectionsOptions, desk: Desk): Handlers<typeof connectionsContract> {
  const { facts, clock, secrets } = options;
  const change = (tx: Tx, id: ConnectorId, next: StoredConnection): ConnectionRow => {
    tx.subject(id);
    writeConnection(tx, id, next);
    tx.fact(CHANGED, id);
    return desk.row(id, next);
  };
  return {
    list: { query: () => ({ rows: CONNECTOR_IDS.map((id) => desk.row(id)), place: secrets.place }) },
    changes: {
      query: (_, { signal }) =>
        flatten(
          conflate({
            clock,
            hz: 2,
            signal,
            source: (offer) =>
              facts.subscribe(({ kind, subject, sequence }) => {
                if (kind === CHANGED) offer(subject, { id: subject as ConnectorId, sequence });
              }),
          }),
        ),
    },
    configure: {
      command: async ({ id, options: typed, secrets: told }) => {
        refuseUnknown(options, id, typed, told);
        for (const [name, secret] of Object.entries(told)) {
          if ((await secrets.keep(`${id}.${name}`, secret)) === 'locked') throw new Refusal('KEY_RING_LOCKED');
        }
        // What was found out about the old settings says nothing of the new ones.
        return (tx) => change(tx, id, { ...desk.of(id), options: { ...desk.of(id).options, ...typed }, test: null });
      },
    },
    test: {
      command: async ({ id }) => {
        const port = desk.ports.get(id);
        if (port === undefined) throw new Refusal('NOT_BUILT');
        if (!desk.complete(id)) throw new Refusal('INCOMPLETE');
        const found = await probe(options, port);
        return (tx) => change(tx, id, { ...desk.of(id), test: { ...found, at: tx.at } });
      },
    },
    setDryRun: {
      command: ({ id, dryRun }) => {
        if (!specOf(id).outward) throw new Refusal('NOT_OUTWARD');
        return (tx) => change(tx, id, { ...desk.of(id), dryRun });
      },
    },
  };
}

async function probe({ problemOf }: ConnectionsOptions, port: ConnectorPort): Promise<Omit<ConnectionTest, 'at'>> {
  try {
    return { problem: null, message: await port.probe() };
  } catch (error) {
    const found = problemOf(error);
    if (found === null) throw error;
    return found;
  }
}

function refuseUnknown(
  { given, secrets }: ConnectionsOptions,
  id: ConnectorId,
  typed: Readonly<Record<string, string>>,
  told: Readonly<Record<string, string | null>>,
): void {
  const spec = specOf(id);
  const known = (list: readonly { readonly name: string }[], name: string) => list.some((one) => one.name === name);
  const unknown =
    Object.keys(typed).find((name) => !known(spec.options, name)) ?? Object.keys(told).find((name) => !known(spec.secrets, name));
  if (unknown !== undefined) throw new Refusal('UNKNOWN_OPTION', { name: unknown });
  const fixed =
    Object.keys(typed).find((name) => given(`${id}.${name}`) !== null) ??
    Object.keys(told).find((name) => secrets.keptIn(`${id}.${name}`) === 'environment');
  if (fixed !== undefined) throw new Refusal('FROM_ENVIRONMENT', { name: fixed });
}
