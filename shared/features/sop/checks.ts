/**
 * What the console can prove, by name: a procedure's check steps name one of these. `desk` is null for what can be proven today,
 * else the desk that will bring the proof; until it does, such a step says so and may be attested, marked as attested.
 */
export const CHECKS = {
  'feeds.fresh': { desk: null },
  'backend.healthy': { desk: null },
  'clock.offset': { desk: null },
  'outbox.clear': { desk: null },
  'audit.chain': { desk: null },
  'seals.chain': { desk: null },
  'backup.verified': { desk: null },
  'backup.rpo': { desk: null },
  'backup.compared': { desk: null },
  'backup.policy-lines': { desk: null },
  'signals.generated': { desk: null },
  'signals.quarantine-empty': { desk: null },
  /** `rule` names the rule of the rule set that must be active with the procedure's own figure. */
  'signals.rule-active': { desk: null },
  /** Win rate, figures captured; `by` is `instrument`, `timeframe` or `strategy`. */
  'signals.rate': { desk: null },
  /** Losers of so many `days` with what may have caused each; those not looked at yet are counted apart. */
  'signals.losers': { desk: null },
  /** What losers of so many `days` have in common, with counts and shares. */
  'quality.patterns': { desk: null },
  /** No instrument is paused and publication is not stopped, or which are and until when. */
  'quality.locks': { desk: null },
  'signals.day': { desk: null },
  'signals.samples-reviewed': { desk: null },
  /** Over the last drawn sample: every signal judged, with how the verdicts fell; the counts and notes on record. */
  'reviews.technical': { desk: null },
  'reviews.fundamental': { desk: null },
  'reviews.documented': { desk: null },
  /** Last month's report, its figures taken over. */
  'report.by-category': { desk: null },
  'report.benchmark': { desk: null },
  'report.outliers': { desk: null },
  'report.recommendations': { desk: null },
  'calendar.imported': { desk: null },
  'access.two-factor': { desk: null },
  'access.inactive': { desk: null },
  'access.rights-listed': { desk: null },
  'access.review-done': { desk: null },
  'access.key-ages': { desk: null },
  'approvals.none-overdue': { desk: null },
  'sop.reviews-done': { desk: null },
  'sop.window-open': { desk: null },
  /** `procedure` names one whose last run must have ended well. */
  'sop.last-run-done': { desk: null },
  'directory.complete': { desk: null },
  'model.active': { desk: null },
  'leads.new-listed': { desk: 'leads' },
  'leads.sms-sent': { desk: 'leads' },
  'leads.capacity': { desk: 'leads' },
  'leads.campaigns': { desk: 'leads' },
  'leads.kpi-day': { desk: 'leads' },
  'leads.opt-outs': { desk: 'leads' },
  'sheets.synced': { desk: 'leads' },
  'stripe.webhooks-24h': { desk: 'finance' },
  'stripe.subscriptions': { desk: 'finance' },
  'stripe.failed-payments': { desk: 'finance' },
  'finance.compared': { desk: 'finance' },
  'finance.rates': { desk: 'finance' },
  'tickets.sla': { desk: 'support' },
  'incidents.open': { desk: 'incidents' },
  'platform.health': { desk: 'operations' },
  'platform.metrics': { desk: 'operations' },
  'platform.pipeline': { desk: 'operations' },
  'publishing.posts': { desk: 'publication' },
  'publishing.preview': { desk: 'publication' },
} as const satisfies Readonly<Record<string, { readonly desk: string | null }>>;
export type CheckId = keyof typeof CHECKS;

/** What a step may do with one call, by name. `desk` as for checks. */
export const ACTS = {
  /** Tells people of roles (`roles`, comma-separated; the procedure's owners where none) with a notice of the step's own title. */
  notify: { desk: null },
  /** Starts another procedure (`procedure`), linked to this run. */
  'run.start': { desk: null },
  'backup.create': { desk: null },
  'backup.verify': { desk: null },
  /** Restores the newest point to a temporary file and measures it. */
  'backup.drill': { desk: null },
  /** Opens the operator form / disables the operator that the run is about / cuts all sessions / archives. */
  'access.invite': { desk: null },
  'access.disable': { desk: null },
  'access.cut-sessions': { desk: null },
  'access.archive': { desk: null },
  'register.add': { desk: null },
  'sop.draft': { desk: null },
} as const satisfies Readonly<Record<string, { readonly desk: string | null }>>;
export type ActId = keyof typeof ACTS;
