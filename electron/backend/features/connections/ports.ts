import type { ConnectorId, OptionName, SecretName } from '../../../../shared/features/connections/catalogue';
import type { LineHealth } from '../../../../shared/features/connections/contract';
import type { KeptIn } from '../../feedKeys';
import type { Executor } from '../../store/types';

/** Where secrets are kept; named `<connector>.<secret>`. */
export interface SecretStore {
  of(name: string): string | null;
  keptIn(name: string): KeptIn | null;
  locked(name: string): boolean;
  readonly place: string;
  keep(name: string, secret: string | null): Promise<'kept' | 'locked'>;
}

/** What a connector lets the connections desk do with it. */
export interface ConnectorPort {
  /** Asks for something harmless and says what answered, such as the account's name. Throws ConnectorFault. */
  readonly probe: () => Promise<string>;
  readonly health: () => LineHealth;
}

/** What connectors and desks ask of the connections desk. */
export interface ConnectionsPort {
  /** The value in force: environment, then what was typed, then the preset; empty where there is none. */
  option<Id extends ConnectorId>(id: Id, name: OptionName<Id>): string;
  secret<Id extends ConnectorId>(id: Id, name: SecretName<Id>): string | null;
  /** It has been told all that it needs. */
  complete(id: ConnectorId): boolean;
  dryRun(id: ConnectorId): boolean;
  attach(id: ConnectorId, port: ConnectorPort): void;
  /** Runs dry while the connector's effects are held back, and is not sent while it lacks something. */
  guarded(id: ConnectorId, executor: Executor): Executor;
  /** After a commit that changed options, secrets or the dry run. Returns the unsubscription. */
  changed(listener: (id: ConnectorId) => void): () => void;
}
