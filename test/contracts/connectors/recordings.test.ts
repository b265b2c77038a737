import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readFrame as readBinance } from '../../../electron/backend/connectors/binance/schema';
import { readFrame as readKraken } from '../../../electron/backend/connectors/kraken/schema';
import { describeWithSharedData } from '../../builders/sharedData';

const FOLDER = 'market/ws_frames';

interface Recorded {
  readonly file: string;
  readonly text: string;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** Received frames of a text recording: `<unix ts>: <json>`; REST answers and what was sent are not frames. */
function receivedIn(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\d+\.\d+: (.*)$/.exec(line);
    return match?.[1] === undefined ? [] : [match[1]];
  });
}

function recorded(root: string): Recorded[] {
  return filesUnder(root).flatMap((path) => {
    const file = relative(root, path);
    if (/\.ws\.\d+\.0\.txt\.gz$/.test(file)) {
      return receivedIn(gunzipSync(readFileSync(path)).toString('utf8')).map((text) => ({ file, text }));
    }
    return file.endsWith('.json') ? [{ file, text: readFileSync(path, 'utf8') }] : [];
  });
}

/** How often each outcome occurred, by name: the kind of a read frame, or why it was refused. */
function tally(
  frames: readonly Recorded[],
  read: (text: string) => { kind: string; refusal?: string; detail?: string },
): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of frames) {
    const frame = read(text);
    const outcome = frame.kind === 'refused' ? `${frame.refusal}: ${frame.detail}` : frame.kind;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => a.localeCompare(b)));
}

describeWithSharedData('recorded frames of the venues', FOLDER, (root) => {
  const all = root === '' ? [] : recorded(root);
  const from = (prefix: RegExp): Recorded[] => all.filter(({ file }) => prefix.test(file));

  it('Binance spot recordings: every trade, kline and book ticker is read, depth is refused by name', () => {
    expect(tally(from(/^BINANCE(_US)?\.ws/), readBinance)).toEqual({
      kline: 7,
      quote: 212,
      trade: 13,
      'unsupported: depthUpdate': 513,
    });
  });

  it('Kraken v1 recordings are refused by name by the v2 reader', () => {
    expect(tally(from(/^KRAKEN\.ws/), readKraken)).toEqual({
      'unsupported: array ticker': 18,
      'unsupported: array trade': 8,
      'unsupported: heartbeat': 61,
      'unsupported: subscriptionStatus': 20,
      'unsupported: systemStatus': 2,
    });
  });

  it('Kraken messages one by one: v2 market data, answers and errors are read, the rest is refused by name', () => {
    expect(tally(from(/^nautilus_fixtures\/kraken\/ws_/), readKraken)).toEqual({
      ack: 3,
      bars: 1,
      error: 1,
      pong: 1,
      tickers: 1,
      trades: 1,
      'unsupported: add_order request': 1,
      'unsupported: amend_order request': 1,
      'unsupported: batch_add request': 1,
      'unsupported: book': 2,
      'unsupported: cancel_order request': 1,
      'unsupported: futures book': 1,
      'unsupported: futures book_snapshot': 2,
      'unsupported: futures fills': 1,
      'unsupported: futures fills_snapshot': 1,
      'unsupported: futures open_orders': 4,
      'unsupported: futures open_orders_snapshot': 1,
      'unsupported: futures ticker': 1,
      'unsupported: futures trade': 1,
      'unsupported: futures trade_snapshot': 1,
      'unsupported: level3': 5,
    });
  });

  it('Binance messages one by one: futures and account frames are refused by name', () => {
    expect(tally(from(/^nautilus_fixtures\/binance\/.*(market|user)_data_json/), readBinance)).toEqual({
      'unsupported: 24hrTicker outside a combined stream': 1,
      'unsupported: ACCOUNT_UPDATE': 2,
      'unsupported: ALGO_UPDATE': 2,
      'unsupported: ORDER_TRADE_UPDATE': 9,
      'unsupported: TRADE_LITE': 1,
      'unsupported: aggTrade outside a combined stream': 1,
      'unsupported: balanceUpdate': 2,
      'unsupported: bookTicker outside a combined stream': 1,
      'unsupported: depthUpdate': 1,
      'unsupported: executionReport': 6,
      'unsupported: forceOrder': 1,
      'unsupported: kline outside a combined stream': 2,
      'unsupported: listStatus': 1,
      'unsupported: markPriceUpdate': 1,
      'unsupported: outboundAccountPosition': 2,
      'unsupported: trade outside a combined stream': 1,
    });
  });

  it('a futures frame is told from the spot frame of the same name even inside a combined stream', () => {
    const files = ['trade_stream', 'agg_trade_stream', 'book_ticker_stream', 'ticker_stream'];
    const wrapped = from(/futures\/market_data_json/).flatMap(({ file, text }) => {
      if (!files.some((name) => file.endsWith(`/${name}.json`))) return [];
      const { s, e } = JSON.parse(text) as { s: string; e: string };
      return [{ file, text: `{"stream":"${s.toLowerCase()}@${e}","data":${text}}` }];
    });
    expect(tally(wrapped, readBinance)).toEqual({
      'unsupported: futures 24hrTicker': 1,
      'unsupported: futures aggTrade': 1,
      'unsupported: futures bookTicker': 1,
      'unsupported: futures trade': 1,
    });
  });

  it('Coinbase frames are refused by name by both readers', () => {
    expect(tally(from(/^nautilus_fixtures\/coinbase\/ws_/), readBinance)).toEqual({
      'unsupported: candles': 1,
      'unsupported: heartbeats': 1,
      'unsupported: l2_data': 2,
      'unsupported: market_trades': 1,
      'unsupported: subscriptions': 1,
      'unsupported: ticker': 1,
      'unsupported: user': 1,
    });
    expect(tally(from(/^nautilus_fixtures\/coinbase\/ws_/), readKraken)).toEqual({
      'unsupported: candles': 1,
      'unsupported: heartbeats': 1,
      'unsupported: l2_data': 2,
      'unsupported: market_trades': 1,
      'unsupported: subscriptions': 1,
      'unsupported: ticker with events': 1,
      'unsupported: user': 1,
    });
  });

  it('no recorded text, REST answers included, makes either reader throw', () => {
    expect(all.length).toBeGreaterThan(900);
    for (const { text } of all) {
      expect(() => readBinance(text)).not.toThrow();
      expect(() => readKraken(text)).not.toThrow();
    }
  });
});
