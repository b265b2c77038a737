import { afterEach, describe, expect, it } from 'vitest';
import { decodeColumns } from '../../shared/base/columns';
import { CANDLE_COLUMNS } from '../../shared/features/market/candle';
import { connectClient, type RunningConsole, startConsole, temporaryFolder } from '../builders/console';
import { ownerSignedIn } from '../builders/operators';

const folder = temporaryFolder();
let running: RunningConsole | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
  folder.remove();
});

describe('the console on the embedded simulator', () => {
  it('serves live quotes, history, candles and health over the wire, all marked as simulation', async () => {
    running = await startConsole({ dataDir: folder.path, historyMinutes: 600 });
    const { secret } = await ownerSignedIn(running.backend.store);
    const { client, socket } = await connectClient(running.origin, secret);

    expect(await client.access.hello()).toMatchObject({ source: 'simulation', host: 'web', operator: { id: 'owner' } });
    const quotes = await client.market.quotes({ instruments: ['BTCUSDT', 'ETHUSDT'], hz: 20 });
    const first = await quotes.next();
    expect(first.done ? [] : first.value.quotes.map((quote) => quote.instrument)).toEqual(['BTCUSDT', 'ETHUSDT']);
    let price: number | null = null;
    for await (const event of quotes) {
      price = event.quotes.find((quote) => quote.instrument === 'BTCUSDT')?.price ?? price;
      if (price !== null) break;
    }
    expect(price).toBeGreaterThan(0);

    const { pack } = await client.market.candles({ instrument: 'BTCUSDT', timeframe: '5m', limit: 50 });
    const { ts, quality } = decodeColumns(CANDLE_COLUMNS, await pack.arrayBuffer());
    expect(ts.length).toBe(50);
    expect(new Set(ts.map((at) => at % 300_000))).toEqual(new Set([0]));
    expect([...quality].every((code) => code < 3)).toBe(true);

    const forming = await client.market.candleStream({ instrument: 'BTCUSDT', timeframe: '1m', hz: 30 });
    const news = await forming.next();
    expect(news.value).toMatchObject({ instrument: 'BTCUSDT', timeframe: '1m', closed: false });
    await forming.return?.();

    const health = await client.monitoring.health();
    expect(health).toMatchObject({ state: 'simulation', source: 'simulation', publication: 'simulation' });
    expect(health.connections).toHaveLength(1);
    socket.close();
  });
});
