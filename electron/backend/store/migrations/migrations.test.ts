import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../kit/hash';
import { CONSOLE_FILE, MARKET_FILE } from '../databases';
import { applyMigrations, type DatabaseFile } from '../migrate';
import type { Migration } from './migration';

interface Case {
  /** Rows of the shape before. */
  readonly before: string;
  /** What of them must be found afterwards. */
  readonly kept: { readonly sql: string; readonly rows: unknown[] } | null;
  /** Each new index with a question that must be answered by it. */
  readonly plans: Readonly<Record<string, string>>;
  /** SHA-256 of the step's text: a released step is never edited. */
  readonly digest: string;
}

const CASES: Readonly<Record<string, Case>> = {
  'console 10 audit': {
    before: '',
    kept: null,
    plans: {
      audit_at: 'SELECT sequence FROM audit WHERE at >= ? AND at < ?',
      audit_actor: 'SELECT sequence FROM audit WHERE actor = ? AND sequence < ? ORDER BY sequence DESC LIMIT 50',
      audit_action: 'SELECT sequence FROM audit WHERE action = ? AND sequence < ? ORDER BY sequence DESC LIMIT 50',
    },
    digest: '158698cac9cd5c8e740405614fc465f24d4531ef8012ae1a67b5f931701968ed',
  },
  'console 20 facts': {
    before: "INSERT INTO audit VALUES (1, 5, 'anna', 'a.b', 'done', NULL, NULL, 'd', 'p', 'h')",
    kept: { sql: 'SELECT sequence, actor, hash FROM audit', rows: [[1, 'anna', 'h']] },
    plans: {
      facts_kind: 'SELECT * FROM facts WHERE kind IN (?, ?) AND sequence > ? ORDER BY sequence LIMIT 20',
      outbox_due: 'SELECT * FROM outbox WHERE state = ? AND next_at <= ?',
    },
    digest: '47983111a7756ae3f2fc0b2c75500496757c9a12fe548de4db0cae5cc9ff83dc',
  },
  'console 30 signals': {
    before: "INSERT INTO facts (at, kind, subject, data_json) VALUES (1, 'k', 's', '{}')",
    kept: { sql: 'SELECT sequence, kind, subject FROM facts', rows: [[1, 'k', 's']] },
    plans: {
      signals_at: 'SELECT id FROM signals WHERE at < ? ORDER BY at DESC, id DESC LIMIT 50',
      signals_instrument: 'SELECT id FROM signals WHERE source = ? AND instrument = ? AND at >= ?',
      signals_state: 'SELECT id FROM signals WHERE state = ? ORDER BY at DESC LIMIT 50',
      signals_outcome: 'SELECT id FROM signals WHERE outcome_final = 1 AND outcome_at >= ?',
      signal_events_signal: 'SELECT * FROM signal_events WHERE signal_id = ? ORDER BY sequence',
      outcomes_at: 'SELECT * FROM outcomes WHERE at >= ?',
    },
    digest: 'a96d48fc17d68d4ff7111a002df9f426c192d6cc88b2c76a8e7b0baa3ba48a68',
  },
  'console 40 desk': {
    before: `INSERT INTO seals VALUES (1, 's1', 5, '{}', 'p', 'h');
      INSERT INTO signals (id, at, instrument, timeframe, direction, entry, tp1, tp2, sl, confidence, no_edge, status, expires_at,
        strategy, rule_set, source, checks_json, inputs_json, reasons_json, state)
      VALUES ('s1', 5, 'X', '5m', 'long', 1, 2, 3, 0.5, 0.6, 0.6, 'validated', 9, 't', 'r', 'binance', '[]', '{}', '[]', 'validated')`,
    kept: { sql: 'SELECT id, entry, state FROM signals', rows: [['s1', 1, 'validated']] },
    plans: {
      notifications_at: 'SELECT * FROM notifications WHERE at < ? ORDER BY at DESC, id DESC LIMIT 50',
      notifications_read: 'SELECT count(*) FROM notifications WHERE read_at IS NULL',
      announcements_at: 'SELECT * FROM announcements WHERE at >= ? AND at < ?',
    },
    digest: '15f7e62826c1ecdf8c5ddaeffbe62504b3c73ef300663fb83bac2dc143e5e4ac',
  },
  'console 50 payloads': {
    before: "INSERT INTO settings VALUES ('theme', '\"dark\"', 1)",
    kept: { sql: 'SELECT key, value_json FROM settings', rows: [['theme', '"dark"']] },
    plans: { payloads_person: 'SELECT id FROM payloads WHERE person = ?' },
    digest: 'de04deca507fa74cfabb8c91c7ea53e99667a8a39398f082cf3c8b39e96c3f46',
  },
  'console 70 access': {
    before: "INSERT INTO sessions VALUES ('s', 'h', 'Firefox', 1, 9, 2, NULL)",
    kept: { sql: 'SELECT id, family, operator, expires_at FROM sessions', rows: [['s', 's', null, 9]] },
    plans: {
      recovery_codes_operator: 'SELECT hash FROM recovery_codes WHERE operator = ?',
      operator_events_operator: 'SELECT * FROM operator_events WHERE operator = ? ORDER BY sequence DESC LIMIT 50',
      sessions_operator: 'SELECT id FROM sessions WHERE operator = ?',
      sessions_family: 'SELECT id FROM sessions WHERE family = ?',
    },
    digest: '36b2004964eb3167d6162e4477d7c98e082bb95bc1d21b16ca109661dc8445f8',
  },
  'console 80 approvals': {
    before: "INSERT INTO settings VALUES ('theme', '\"dark\"', 1)",
    kept: { sql: 'SELECT key, value_json FROM settings', rows: [['theme', '"dark"']] },
    plans: {
      approvals_state: "SELECT id FROM approvals WHERE state = 'open' AND expires_at <= ?",
      approvals_requester: 'SELECT id FROM approvals WHERE requested_by = ? ORDER BY requested_at DESC LIMIT 50',
      approvals_settled: 'SELECT id FROM approvals WHERE settled_at < ? ORDER BY settled_at DESC, id DESC LIMIT 50',
      approval_delegations_until: 'SELECT id FROM approval_delegations WHERE until_at > ?',
    },
    digest: '86f8bb6e0491ba1f0edad31bd0f7e1ddd183481739be8b82b4ba1c4aba0ab4ac',
  },
  'console 90 people': {
    before: `INSERT INTO approval_delegations VALUES ('d1', 'anna', 'bruno', '[]', 1, 2, NULL, 'away')`,
    kept: { sql: 'SELECT id, holder FROM approval_delegations', rows: [['d1', 'anna']] },
    plans: {
      people_cases_state: "SELECT id FROM people_cases WHERE state = 'open' ORDER BY day",
      people_cases_operator: "SELECT id FROM people_cases WHERE operator_id = ? AND state = 'open'",
      people_lines_case: 'SELECT id FROM people_lines WHERE case_id = ? ORDER BY due_day',
    },
    digest: 'f3892a26cd845c671720a9eccada102e19eb821d23939b43b02ba038f438c4d0',
  },
  'console 100 backups': {
    before: "INSERT INTO settings VALUES ('theme', '\"dark\"', 1)",
    kept: { sql: 'SELECT key, value_json FROM settings', rows: [['theme', '"dark"']] },
    plans: {
      backup_points_taken: 'SELECT * FROM backup_points WHERE database = ? ORDER BY taken_at DESC LIMIT 10',
      backup_proofs_line: 'SELECT at FROM backup_proofs WHERE line = ? ORDER BY at DESC LIMIT 1',
    },
    digest: 'decd11ffaff570365d25f6fc0352dfdc8805e0d4bc41783bd49b494c183f0b31',
  },
  'console 110 sop': {
    before: "INSERT INTO notifications VALUES ('n1', 5, 'disk.full', 'urgent', '{}', NULL, 0, NULL, 'fact:1')",
    kept: { sql: 'SELECT id, kind, operators_json FROM notifications', rows: [['n1', 'disk.full', null]] },
    plans: {
      sop_versions_current: 'SELECT * FROM sop_versions WHERE current = 1 ORDER BY procedure',
      sop_runs_state: "SELECT * FROM sop_runs WHERE state IN ('open', 'paused')",
      sop_runs_tell: 'SELECT id FROM sop_runs WHERE tell_at <= ?',
      sop_runs_started: 'SELECT * FROM sop_runs ORDER BY started_at DESC, id DESC LIMIT 50',
      sop_runs_ended: 'SELECT * FROM sop_runs WHERE ended_at >= ?',
      sop_runs_procedure: 'SELECT id FROM sop_runs WHERE procedure = ? AND started_at >= ?',
      sop_steps_waiting: "SELECT run, step FROM sop_steps WHERE state = 'waiting' AND wait_until <= ?",
      sop_events_run: 'SELECT * FROM sop_events WHERE run = ? ORDER BY sequence',
      sop_evidence_run: 'SELECT * FROM sop_evidence WHERE run = ? ORDER BY at',
      sop_occurrences_state: "SELECT * FROM sop_occurrences WHERE state = 'due' AND missed_at <= ?",
      sop_occurrences_due: 'SELECT * FROM sop_occurrences ORDER BY due_at DESC LIMIT 50',
      sop_occurrences_procedure: 'SELECT key FROM sop_occurrences WHERE procedure = ? AND due_at >= ?',
      sop_reviews_procedure: 'SELECT max(at) FROM sop_reviews WHERE procedure = ?',
    },
    digest: 'd00b1188f881c0d4cdf041648ba732bf6611600204ad9a27416299d2405762a7',
  },
  'console 120 holds': {
    before: `INSERT INTO seals VALUES (1, 's1', 5, '{}', 'p', 'h');
      INSERT INTO signals (id, at, instrument, timeframe, direction, entry, tp1, tp2, sl, confidence, no_edge, status, expires_at,
        strategy, rule_set, source, checks_json, inputs_json, reasons_json, state)
      VALUES ('s1', 5, 'X', '5m', 'long', 1, 2, 3, 0.5, 0.6, 0.6, 'validated', 9, 't', 'r', 'binance', '[]', '{}', '[]', 'validated')`,
    kept: { sql: 'SELECT id, state, hold_json FROM signals', rows: [['s1', 'validated', null]] },
    plans: {},
    digest: 'bc19f26e7a1aab53b3a1cb5bec83c6b0436234ed3ac0a89e64e3faa4856fe0c1',
  },
  'console 130 models': {
    before: "INSERT INTO settings VALUES ('theme', '\"dark\"', 1)",
    kept: { sql: 'SELECT key, value_json FROM settings', rows: [['theme', '"dark"']] },
    plans: {
      models_source: 'SELECT id FROM models WHERE source = ? ORDER BY created_at DESC',
      model_events_model: 'SELECT * FROM model_events WHERE model = ? ORDER BY sequence',
      model_scores_model: 'SELECT * FROM model_scores WHERE model = ? ORDER BY at DESC LIMIT 500',
    },
    digest: '000bd2a18676b4ab1f36804c5cad98c27084702fe8cfb1ddc883f341b3c125b6',
  },
  'console 140 quality': {
    before: `INSERT INTO seals VALUES (1, 's1', 5, '{}', 'p', 'h');
      INSERT INTO signals (id, at, instrument, timeframe, direction, entry, tp1, tp2, sl, confidence, no_edge, status, expires_at,
        strategy, rule_set, source, checks_json, inputs_json, reasons_json, state)
      VALUES ('s1', 5, 'X', '5m', 'long', 1, 2, 3, 0.5, 0.6, 0.6, 'validated', 9, 't', 'r', 'binance', '[]', '{}', '[]', 'validated')`,
    kept: { sql: 'SELECT id, state FROM signals', rows: [['s1', 'validated']] },
    plans: {
      quality_locks_active: 'SELECT id FROM quality_locks WHERE source = ? AND lifted_at IS NULL AND expires_at > ?',
      quality_alerts_at: 'SELECT id FROM quality_alerts WHERE source = ? ORDER BY at DESC, id DESC LIMIT 50',
    },
    digest: 'afa270bfbaf8bab607ad846ab15076e2f4b1eba6e7fe68629a8ceeac1a9937ce',
  },
  'console 150 reviews': {
    before: `INSERT INTO seals VALUES (1, 's1', 5, '{}', 'p', 'h');
      INSERT INTO signals (id, at, instrument, timeframe, direction, entry, tp1, tp2, sl, confidence, no_edge, status, expires_at,
        strategy, rule_set, source, checks_json, inputs_json, reasons_json, state)
      VALUES ('s1', 5, 'X', '5m', 'long', 1, 2, 3, 0.5, 0.6, 0.6, 'validated', 9, 't', 'r', 'binance', '[]', '{}', '[]', 'validated')`,
    kept: { sql: 'SELECT id, state FROM signals', rows: [['s1', 'validated']] },
    plans: {
      review_samples_day: 'SELECT * FROM review_samples WHERE source = ? AND day >= ? ORDER BY day, position',
      monthly_reports_month: 'SELECT id FROM monthly_reports WHERE source = ? AND month = ? ORDER BY at DESC',
      report_notes_month: 'SELECT text FROM report_notes WHERE source = ? AND month = ? ORDER BY sequence',
    },
    digest: '93d99eab1e3cd055b3af9cc6dcc9f08d78b1e810a7f5937886cb7c97be089707',
  },
  'console 160 register': {
    before: "INSERT INTO seals VALUES (1, 's1', 5, '{}', 'p', 'h')",
    kept: { sql: 'SELECT sequence, signal_id, hash FROM seals', rows: [[1, 's1', 'h']] },
    plans: {
      register_entries_signal: 'SELECT * FROM register_entries WHERE signal_id = ? ORDER BY sequence',
      register_anchorings_place: 'SELECT max(at) FROM register_anchorings WHERE place = ?',
      kernel_acts_instrument: 'SELECT * FROM kernel_acts WHERE source = ? AND instrument = ? AND last_ts >= ?',
      register_incidents_open: 'SELECT * FROM register_incidents WHERE closed_at IS NULL AND source = ?',
    },
    digest: 'ad29c51b8197ba2c992be3ec571f74e7adb23356690364e71d48b5531d145248',
  },
  'console 170 backtests': {
    before: "INSERT INTO settings VALUES ('theme', '\"dark\"', 1)",
    kept: { sql: 'SELECT key, value_json FROM settings', rows: [['theme', '"dark"']] },
    plans: {
      backtest_runs_at: 'SELECT id FROM backtest_runs ORDER BY at DESC, id DESC LIMIT 50',
      backtest_repeats_run: 'SELECT * FROM backtest_repeats WHERE run = ? ORDER BY at DESC LIMIT 50',
    },
    digest: '425d992562c965611ee91d964d2fc126bc2314642faa318ef9e29f266ea9facf',
  },
  'console 180 sop-parsed': {
    before: "INSERT INTO sop_versions VALUES ('P-1', 1, 'd', 'id: P-1', 5, 'system:sops', NULL, NULL, 1, 1)",
    kept: { sql: 'SELECT procedure, yaml FROM sop_versions', rows: [['P-1', 'id: P-1']] },
    plans: {},
    digest: 'db1d1e5d8ee544ca429192abc269ebe6543b3cffa10fb849bf064ffe40181caa',
  },
  'console 190 connections': {
    before: "INSERT INTO outbox VALUES ('o', 'k', 'key', '{}', 'failed', 8, 1, NULL, 'gone', 2)",
    kept: { sql: 'SELECT id, state, dry FROM outbox', rows: [['o', 'failed', 0]] },
    plans: {},
    digest: '5f1afd2fb74fd74437a3a6e1e016c9c180928f317d5126675cb42ef06f6a6ef0',
  },
  'console 60 directory': {
    before: "INSERT INTO payloads VALUES ('p1', 'anna', 'k', 5, x'00', x'01')",
    kept: { sql: 'SELECT id, person FROM payloads', rows: [['p1', 'anna']] },
    plans: {},
    digest: '6c9c26bfb67d5152f37aabc2cb93e8b1d3895b018654d05951e34efc6392bcae',
  },
  'market 10 candles': {
    before: '',
    kept: null,
    plans: {
      candle_chunks_last: 'SELECT body FROM candle_chunks WHERE series = ? AND last_ts >= ?',
      gaps_instrument: 'SELECT * FROM gaps WHERE source = ? AND instrument = ? ORDER BY from_ts DESC',
      gaps_from: 'SELECT * FROM gaps ORDER BY from_ts DESC LIMIT 100',
    },
    digest: '09dde6b6dc90227b80670bdc87d9554a9f5a039fb72fa8b84524f611100f0c19',
  },
  'market 20 ticks': {
    before: "INSERT INTO series (source, instrument, timeframe) VALUES ('binance', 'X', '1m')",
    kept: { sql: 'SELECT id, source, instrument, timeframe FROM series', rows: [[1, 'binance', 'X', '1m']] },
    plans: {
      tick_chunks_last: 'SELECT body FROM tick_chunks WHERE series = ? AND last_ts >= ?',
      tick_chunks_written: 'SELECT id FROM tick_chunks WHERE written_at < ? LIMIT 500',
    },
    digest: 'afe6b424c425aa8647fd1cd0faa270b888a95c034737a9feeb74848002b6e116',
  },
  'market 30 changes': {
    before: "INSERT INTO series (source, instrument, timeframe) VALUES ('binance', 'X', '1m')",
    kept: { sql: 'SELECT id, source FROM series', rows: [[1, 'binance']] },
    plans: { candle_changes_series: 'SELECT ts FROM candle_changes WHERE series = ? AND ts >= ? AND ts < ?' },
    digest: '219386403fca87ac38bdde5deb7e78a8cb5878f16ee1cbe695a5ec1ebd5bcb2f',
  },
};

const steps = [CONSOLE_FILE, MARKET_FILE].flatMap((file) => file.migrations.map((step, index) => ({ file, step, index })));

describe.each(steps.map((each) => ({ ...each, name: `${each.file.name} ${each.step.id} ${each.step.name}` })))(
  'the step $name',
  ({ file, step, index, name }) => {
    const given = CASES[name] as Case;

    it('has its case here, and its number is a ten after the one before', () => {
      expect(given, 'rows before and questions after').toBeDefined();
      expect(step.id % 10).toBe(0);
      expect(step.id).toBeGreaterThan(file.migrations[index - 1]?.id ?? 0);
    });

    it('keeps the rows of the shape before', () => {
      const db = upTo(file, index);
      db.exec(given.before);
      applyMigrations(db, file.applicationId, [step]);
      expect(db.pragma('user_version', { simple: true })).toBe(step.id);
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      if (given.kept !== null) expect(db.prepare(given.kept.sql).raw().all()).toEqual(given.kept.rows);
      db.close();
    });

    it('answers a question with each new index', () => {
      const db = upTo(file, index + 1);
      expect(newIndexes(db, file, index).toSorted(), 'every index has its question').toEqual(Object.keys(given.plans).toSorted());
      for (const [name, sql] of Object.entries(given.plans)) {
        const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array.from(sql.matchAll(/\?/g), () => 1)) as {
          detail: string;
        }[];
        expect(plan.map(({ detail }) => detail).join('\n'), sql).toContain(`INDEX ${name}`);
      }
      db.close();
    });

    it('is the text that was released', () => {
      expect(sha256Hex(textOf(step))).toBe(given.digest);
    });
  },
);

/** An empty file in the shape that the first `count` steps give. */
function upTo(file: DatabaseFile, count: number): Database.Database {
  const db = new Database(':memory:');
  applyMigrations(db, file.applicationId, file.migrations.slice(0, count));
  return db;
}

/** Names of the plain indexes that a step adds; those of keys and constraints are not questions of their own. */
function newIndexes(db: Database.Database, file: DatabaseFile, index: number): string[] {
  const names = (of: Database.Database): string[] =>
    of
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND sql NOT LIKE '%UNIQUE%'")
      .pluck()
      .all() as string[];
  const before = upTo(file, index);
  const known = names(before);
  before.close();
  return names(db).filter((name) => !known.includes(name));
}

/** White space is not part of what was released. */
function textOf(step: Migration): string {
  return step.sql.replaceAll(/\s+/g, ' ').trim();
}

describe('append-only tables', () => {
  const inserts: Readonly<Record<string, string>> = {
    audit: "INTO audit VALUES (1, 5, 'anna', 'a.b', 'done', NULL, NULL, 'd', 'p', 'h')",
    seals: "INTO seals VALUES (1, 's0', 5, '{}', 'p', 'h')",
    register_entries: "INTO register_entries VALUES (1, 5, 'decision', 's1', NULL, '{}', 'p', 'h')",
    outcomes: "INTO outcomes VALUES ('s1', 'SL', 5, 1, -1, -1)",
    signal_events: "INTO signal_events VALUES (1, 's1', 5, 'decided', 'system', NULL, NULL, NULL)",
    operator_events: "INTO operator_events VALUES (1, 'o', 5, 'owner', 'disabled', NULL)",
    sop_events: "INTO sop_events VALUES (1, 'r1', 5, 'anna', 'started', NULL, NULL)",
    sop_reviews: "INTO sop_reviews VALUES (1, 'TECH-001', 1, 5, 'anna', 'n')",
    approval_decisions: "INTO approval_decisions VALUES (1, 'a1', 5, 'anna', 'approve', 'r', 'd', '{}')",
    access_review_alerts: "INTO access_review_alerts VALUES ('2026-Q1', 5)",
    model_events: "INTO model_events VALUES (1, 'm1', 5, 'anna', 'trained', 'candidate', NULL, '{}')",
    model_scores: "INTO model_scores VALUES ('s1', 'm1', 5, 'shadow', 0.5, '[]')",
    announcements: "INTO announcements VALUES ('a', 1, 5, 'EUR', 'high', 't')",
  };

  it.each(Object.keys(inserts))('%s takes no update, no delete and no replacement', (table) => {
    const db = upTo(CONSOLE_FILE, CONSOLE_FILE.migrations.length);
    db.pragma('foreign_keys = OFF');
    db.pragma('recursive_triggers = ON');
    db.exec(`INSERT ${inserts[table]}`);
    const column = db
      .prepare(`SELECT name FROM pragma_table_info('${table}') WHERE name IN ('at', 'previous') LIMIT 1`)
      .pluck()
      .get();
    expect(() => db.exec(`UPDATE ${table} SET ${column} = 9`)).toThrow(/append-only/);
    expect(() => db.exec(`DELETE FROM ${table}`)).toThrow(/append-only/);
    expect(() => db.exec(`INSERT OR REPLACE ${inserts[table]}`)).toThrow(/append-only/);
    expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(1);
    db.close();
  });

  it('keeps a decision as it was, while its state may change', () => {
    const db = upTo(CONSOLE_FILE, CONSOLE_FILE.migrations.length);
    db.exec(CASES['console 40 desk']?.before ?? '');
    expect(() => db.exec('UPDATE signals SET entry = 2')).toThrow(/never changes/);
    expect(() => db.exec('DELETE FROM signals')).toThrow(/never removed/);
    db.exec("UPDATE signals SET state = 'rejected'");
    db.close();
  });

  it('has one model in force for a source, accepted and with an end', () => {
    const db = upTo(CONSOLE_FILE, CONSOLE_FILE.migrations.length);
    const add = (id: string, state: string, verdict = 'accepted', until: number | null = 9) =>
      db.prepare("INSERT INTO models VALUES (?, 'binance', '{}', '{}', ?, ?, 1, 1, 'anna', ?)").run(id, verdict, state, until);
    add('a', 'active');
    expect(() => add('b', 'active')).toThrow(/UNIQUE/);
    add('b', 'shadow', 'refused');
    expect(() =>
      db.exec("UPDATE models SET state = 'retired' WHERE id = 'a'; UPDATE models SET state = 'active' WHERE id = 'b'"),
    ).toThrow(/CHECK/);
    expect(() => add('c', 'shadow', 'accepted', null)).toThrow(/CHECK/);
    expect(() => db.exec("UPDATE models SET card_json = '[]'")).toThrow(/never changes/);
    expect(() => db.exec('DELETE FROM models')).toThrow(/never removed/);
    db.close();
  });

  it('takes no signal that is not sealed', () => {
    const db = upTo(CONSOLE_FILE, CONSOLE_FILE.migrations.length);
    db.pragma('foreign_keys = ON');
    const [, signal = ''] = (CASES['console 40 desk']?.before ?? '').split(';');
    expect(() => db.exec(signal)).toThrow(/FOREIGN KEY/);
    db.close();
  });

  it('gives one final outcome a signal', () => {
    const db = upTo(CONSOLE_FILE, CONSOLE_FILE.migrations.length);
    db.exec(CASES['console 40 desk']?.before ?? '');
    db.exec("INSERT INTO outcomes VALUES ('s1', 'TP1', 5, 0, 1, 1), ('s1', 'TP2', 6, 1, 2, 2)");
    expect(() => db.exec("INSERT INTO outcomes VALUES ('s1', 'SL', 7, 1, -1, -1)")).toThrow(/UNIQUE/);
    db.close();
  });
});
