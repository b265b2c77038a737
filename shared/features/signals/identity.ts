export type Sha256 = (data: Uint8Array | string) => string;

export interface Identity {
  readonly source: string;
  readonly instrument: string;
  readonly timeframe: string;
  readonly strategy: string;
  readonly ruleSet: string;
  /** Close time of the deciding candle. */
  readonly at: number;
}

/**
 * A signal's id: the first 32 hex digits of SHA-256 over the canonical JSON list
 * `[source, instrument, timeframe, strategy, ruleSet, at]`. The same candle decided again has the same id.
 */
export function signalIdentity(parts: Identity, sha256: Sha256): string {
  const list = [parts.source, parts.instrument, parts.timeframe, parts.strategy, parts.ruleSet, parts.at];
  // The canonical form of a flat list of texts and whole numbers is what JSON.stringify makes of it.
  return sha256(JSON.stringify(list)).slice(0, 32);
}
