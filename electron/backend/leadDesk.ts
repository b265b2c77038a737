import { ConnectorFault } from './connectors/fault';
import { createConnections } from './features/connections/service';
import type { Clock } from './kit/clock';
import { type Secrets, variableOf } from './secrets';
import type { Store } from './store/store';

export interface LeadDeskOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The desk from an advert to a paying client: connectors to outside services and the features that use them. */
export function openLeadDesk({ store, clock, secrets, env }: LeadDeskOptions) {
  const { read, facts } = store;
  const connections = createConnections({
    ...{ read, facts, clock, secrets },
    given: (name) => env[variableOf(name)] || null,
    problemOf: (error) => (error instanceof ConnectorFault ? { problem: error.problem, message: error.message } : null),
  });
  return {
    connections,
    handlers: { connections: connections.handlers },
    /** Once the secrets are read: whatever asks a vendor by itself begins. */
    start() {},
    /** The machine woke up: what was missed is asked for now. */
    resume() {},
    async stop() {},
  };
}
