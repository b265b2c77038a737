/** A call that got no answer. `timeout`: connected, but silent for ten seconds; `unreachable`: no connection; `ended`: the session is over. */
export class LinkError extends Error {
  readonly kind: 'timeout' | 'unreachable' | 'ended';

  constructor(kind: LinkError['kind']) {
    super(`link: ${kind}`);
    this.name = 'LinkError';
    this.kind = kind;
  }
}
