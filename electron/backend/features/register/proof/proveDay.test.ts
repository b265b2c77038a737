import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../../shared/base/time';
import { ruleSetFor } from '../../../../../shared/features/signals/ruleSet';
import { aProvenDesk, candlesOfDays, cutCandles, PROOF_DAY, type ProvenDesk } from '../../../../../test/builders/register';
import { aStore } from '../../../../../test/builders/store';
import { metronome } from '../../../../../test/builders/strategies';
import type { AnnouncementIndex } from '../../../engine/port';
import { sealHash } from '../../../store/chain';

const DAY_START = Date.parse(`${PROOF_DAY}T00:00:00Z`);

async function aDay(options: Parameters<typeof aProvenDesk>[1] = {}) {
  const test = await aStore();
  const proven = await aProvenDesk(test.store, options);
  for (let minute = 0; minute < 3 * 1440; minute += 90) proven.feed(minute, minute + 90);
  return { ...test, ...proven };
}

/** Writes into a database as somebody would who has the file. */
function tamper(dataDir: string, file: 'console.db' | 'market.db', work: (db: Database.Database) => void): void {
  const db = new Database(join(dataDir, file));
  for (const trigger of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all())
    db.exec(`DROP TRIGGER ${trigger}`);
  work(db);
  db.close();
}

function sealsOf({ store }: Pick<ProvenDesk, 'store'>) {
  const query = store.read.db.selectFrom('seals').innerJoin('signals', 'signals.id', 'seals.signal_id');
  const rows = query.select(['seals.signal_id as id', 'signals.at', 'seals.body', 'signals.status']).orderBy('signals.at');
  return store.read.all(rows.where('signals.at', '>', DAY_START).where('signals.at', '<=', DAY_START + 1440 * MINUTE));
}

describe('the proof of a day', () => {
  it('[RGS7] is green where the sealed signals come out of the stored candles to the byte', async () => {
    const day = await aDay();
    const row = await day.prove();
    expect(row).toMatchObject({ state: 'equal', findings: [], signals: sealsOf(day).length });
    expect(row.signals).toBeGreaterThan(20);
    expect(row.digest).toBe((await day.prove()).digest);
  });

  it('[RGS7] goes on from the checkpoint of the day before, and comes out as from the beginning', async () => {
    const day = await aDay();
    const checkpoints = day.store.read.all(day.store.read.db.selectFrom('kernel_checkpoints').select('last_ts'));
    expect(checkpoints.length).toBeGreaterThanOrEqual(2);
    const before = await day.prove();
    day.store.commands.run({ actor: 'a', action: 'test.do', input: {} }, (tx) => tx.run(tx.db.deleteFrom('kernel_checkpoints')));
    expect(await day.prove()).toEqual(before);
  });

  it('[RGS8] repeats what people did and what was held back, after the same candle', async () => {
    let kept = 0;
    const test = await aStore();
    const proven = await aProvenDesk(test.store, {
      hold: () => {
        kept += 1;
        return kept % 3 === 0 ? { reason: 'paused', values: {} } : null;
      },
    });
    let acts = 0;
    for (let minute = 0; minute < 3 * 1440; minute += 7) {
      proven.feed(minute, Math.min(minute + 7, 3 * 1440));
      const open = test.store.read.get(
        test.store.read.db.selectFrom('signals').selectAll().where('outcome_final', 'is', null).orderBy('at', 'desc').limit(1),
      );
      if (open === undefined || minute % 35 !== 0 || !proven.desk.isOpen('BTCUSDT', open.id)) continue;
      const act = (['release', 'reject', 'cancel'] as const)[acts % 3] ?? 'release';
      acts += 1;
      test.store.commands.run({ actor: 'anna', action: 'signals.act', input: {} }, (tx) =>
        proven.desk.act(tx, 'BTCUSDT', open.id, act),
      );
      proven.desk.settled('BTCUSDT');
    }
    expect(acts).toBeGreaterThan(20);
    expect(kept).toBeGreaterThan(5);
    expect(await proven.prove()).toMatchObject({ state: 'equal', findings: [] });
    // The same day without the acts is another one: the proof does not pass over them.
    test.store.commands.run({ actor: 'a', action: 'test.do', input: {} }, (tx) =>
      tx.run(tx.db.updateTable('kernel_acts').set({ act: 'release' })),
    );
    expect((await proven.prove()).state).toBe('different');
  });

  it('[RGS9] names a candle that was changed behind the console’s back by the first thing it explains', async () => {
    const second = await aDay();
    tamper(second.dataDir, 'market.db', (db) => {
      const at = DAY_START + 600 * MINUTE;
      const tail = db.prepare('UPDATE candle_tail SET close = close * 1.001, high = high * 1.002 WHERE ts = ?').run(at);
      if (tail.changes === 1) return;
      const chunk = db
        .prepare('SELECT id, first_ts, rows, body FROM candle_chunks WHERE first_ts <= ? AND last_ts >= ?')
        .get(at, at) as {
        id: number;
        first_ts: number;
        rows: number;
        body: Buffer;
      };
      const body = new Float64Array(new Uint8Array(chunk.body).buffer);
      const index = (at - chunk.first_ts) / MINUTE;
      // Columns follow one another: ts, open, high.
      body[2 * chunk.rows + index] = (body[2 * chunk.rows + index] as number) * 1.01;
      db.prepare('UPDATE candle_chunks SET body = ? WHERE id = ?').run(new Uint8Array(body.buffer), chunk.id);
    });
    const row = await second.prove();
    expect(row.state).toBe('different');
    expect(row.findings[0]).toMatchObject({ kind: 'field', field: 'inputs.windowDigest', inputsChanged: false });
    expect(row.findings[0]?.sealed).not.toBe(row.findings[0]?.recomputed);
  });

  it('[RGS9] names a sealed signal that was changed, whatever else was computed anew around it', async () => {
    const day = await aDay();
    const victim = sealsOf(day)[5];
    tamper(day.dataDir, 'console.db', (db) => {
      const body = (victim?.body ?? '').replace(/"sl":[\d.]+/, '"sl":1');
      db.prepare('UPDATE seals SET body = ? WHERE signal_id = ?').run(body, victim?.id);
    });
    const row = await day.prove();
    expect(row.state).toBe('different');
    expect(row.findings).toEqual([
      expect.objectContaining({ kind: 'seal', signalId: victim?.id }),
      expect.objectContaining({ kind: 'field', signalId: victim?.id, field: 'decision.sl', sealed: '1' }),
    ]);
  });

  it('[RGS9] finds a signal that was removed, and one that was put in', async () => {
    const day = await aDay();
    const seals = sealsOf(day);
    tamper(day.dataDir, 'console.db', (db) => {
      db.pragma('foreign_keys = OFF');
      db.prepare('DELETE FROM signals WHERE id = ?').run(seals[4]?.id);
      db.prepare('UPDATE signals SET at = at + 60000 WHERE id = ?').run(seals[8]?.id);
    });
    const row = await day.prove();
    expect(row.state).toBe('different');
    expect(row.findings.map(({ kind }) => kind)).toContain('extra');
    expect(row.findings.map(({ signalId }) => signalId)).toEqual(expect.arrayContaining([seals[4]?.id]));
  });

  it('[RGS9] names what a changed rule set decides otherwise', async () => {
    const day = await aDay();
    const row = await day.prove({ ruleSetFor: (one) => ({ ...ruleSetFor(one), minConfidence: 0.05 }) });
    expect(row.state).toBe('different');
    expect(row.findings[0]?.field).toMatch(/^decision\.checks\.\d+\./);
    const other = await day.prove({ ruleSetFor: (one) => ({ ...ruleSetFor(one), id: 'sirrius@2' }) });
    expect(other).toMatchObject({
      state: 'unprovable',
      findings: [expect.objectContaining({ field: 'rule-set sirrius@1 sirrius@2' })],
    });
  });

  it('[RGS10] lists candles repaired since as changed inputs, and raises no alarm for them', async () => {
    const day = await aDay();
    const candles = candlesOfDays(3);
    const repaired = cutCandles(candles, 1440 + 600, 1440 + 601);
    repaired.close[0] = (repaired.close[0] as number) * 1.001;
    repaired.high[0] = (repaired.high[0] as number) * 1.002;
    day.clock.advance(60_000);
    day.store.series.appendCandles('binance', 'BTCUSDT', '1m', repaired);
    const row = await day.prove();
    expect(row.state).toBe('inputs-changed');
    expect(row.repaired).toEqual({ count: 1, first: [DAY_START + 600 * MINUTE] });
    expect(row.findings.every(({ inputsChanged, at }) => inputsChanged && (at ?? 0) > DAY_START + 600 * MINUTE)).toBe(true);
  });

  it('[RGS10] never takes a broken seal for a repaired candle', async () => {
    const day = await aDay();
    const repaired = cutCandles(candlesOfDays(3), 1440, 1441);
    repaired.close[0] = (repaired.close[0] as number) * 1.001;
    day.store.series.appendCandles('binance', 'BTCUSDT', '1m', repaired);
    tamper(day.dataDir, 'console.db', (db) => {
      db.prepare(`UPDATE seals SET body = replace(body, '"sl":', '"sl":9') WHERE signal_id = ?`).run(sealsOf(day)[9]?.id);
    });
    expect((await day.prove()).state).toBe('different');
  });

  it.each(['no JSON', '{"decision":7}'])('[RGS9] says of a seal whose text is gone (%s) that it is broken', async (left) => {
    const day = await aDay();
    const victim = sealsOf(day)[9];
    tamper(day.dataDir, 'console.db', (db) => {
      db.prepare('UPDATE seals SET body = ? WHERE signal_id = ?').run(left, victim?.id);
    });
    const { state, findings } = await day.prove();
    expect(state).toBe('different');
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'seal', signalId: victim?.id }));
  });

  it('[RGS10] hides no true difference of a day behind a repaired candle, neither before the repair nor behind many excused ones', async () => {
    const day = await aDay();
    const seals = sealsOf(day);
    const [early, late] = [seals[3], seals.at(-1)];
    const at = Math.floor(((early?.at ?? 0) - DAY_START) / MINUTE) + 10;
    const repaired = cutCandles(candlesOfDays(3), 1440 + at, 1440 + at + 1);
    repaired.close[0] = (repaired.close[0] as number) * 1.001;
    repaired.high[0] = (repaired.high[0] as number) * 1.002;
    day.clock.advance(60_000);
    day.store.series.appendCandles('binance', 'BTCUSDT', '1m', repaired);
    const excused = await day.prove();
    expect(excused.state).toBe('inputs-changed');
    expect(excused.findings, 'as many as are kept').toHaveLength(20);
    tamper(day.dataDir, 'console.db', (db) => {
      const change = db.prepare(`UPDATE seals SET body = replace(body, '"sl":', '"sl":9') WHERE signal_id = ?`);
      for (const victim of [early, late]) change.run(victim?.id);
    });
    const row = await day.prove();
    expect(row).toMatchObject({ state: 'different', repaired: { count: 1 } });
    expect(row.findings).toHaveLength(20);
    expect(row.findings.slice(0, 4)).toEqual([
      expect.objectContaining({ kind: 'seal', signalId: early?.id, inputsChanged: false }),
      expect.objectContaining({ kind: 'field', signalId: early?.id, field: 'decision.sl', inputsChanged: false }),
      expect.objectContaining({ kind: 'seal', signalId: late?.id }),
      expect.objectContaining({ inputsChanged: true }),
    ]);
  });

  it('[RGS8] goes on with the kernel that took the other one’s place when strategies or timeframes were changed', async () => {
    const test = await aStore();
    const first = await aProvenDesk(test.store);
    for (let minute = 0; minute < 1440 + 700; minute += 20) first.feed(minute, minute + 20);
    const second = await aProvenDesk(test.store, { timeframes: ['5m', '15m'] });
    second.feed(1440 + 700, 3 * 1440);
    const row = await second.prove();
    expect(row.findings).toEqual([]);
    expect(row.state).toBe('equal');
    const frames = new Set(
      sealsOf(second).map(({ body }) => (JSON.parse(body) as { decision: { timeframe: string } }).decision.timeframe),
    );
    expect(frames).toEqual(new Set(['5m', '15m']));
  });

  it('[RGS11] asks the calendar of then, and says when a model is not at hand', async () => {
    const calendar: AnnouncementIndex = { version: 'gone', minutesToNearest: () => 3, covers: () => true };
    const unknown = await aDay({ calendar: () => calendar });
    expect((await unknown.prove()).findings[0]?.field).toMatch(/calendarVersion/);
    const day = await aDay();
    tamper(day.dataDir, 'console.db', (db) => {
      const change = db.prepare('UPDATE seals SET body = ?, hash = ? WHERE sequence = ?');
      const columns = 'sequence, at, signal_id, body, previous';
      for (const seal of db.prepare(`SELECT ${columns} FROM seals`).all() as Parameters<typeof sealHash>[0][]) {
        const body = seal.body.replace('"model":null', '"model":{"effects":[],"model":"m7","probability":0.7}');
        change.run(body, sealHash({ ...seal, body }), seal.sequence);
      }
    });
    const row = await day.prove();
    expect(row.state).toBe('model-missing');
    expect(row.findings[0]).toMatchObject({ kind: 'model-missing', field: 'm7' });
  });

  it('[RGS7] knows a strategy that is gone from one that decided otherwise', async () => {
    const day = await aDay();
    expect(await day.prove({ strategies: [metronome(10, 0.002, 'other')] })).toMatchObject({ state: 'unprovable' });
  });
});
