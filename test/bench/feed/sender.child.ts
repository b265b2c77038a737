import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';

/**
 * The other side of the line, in a process of its own: frames are encoded beforehand and go out as raw bytes, so that the
 * receiver is what is measured. Told by messages: `blast` sends all frames as fast as they are taken, `pace` so many a second.
 */
type Order = { kind: 'blast' } | { kind: 'pace'; perSecond: number; seconds: number };

const SYMBOLS = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT', 'BNBUSDT', 'XRPUSDT', 'ADAUSDT', 'DOGEUSDT', 'LTCUSDT'];
const FRAMES = Number(process.argv[2] ?? 100_000);
const PACE_EVERY_MS = 2;
const START = Date.UTC(2026, 2, 11, 15);

/** Trades and book tickers in turn in the venue's own words, and among 5,000 of them the 16 slower frames that eight instruments send a second. */
function frameText(index: number): string {
  const symbol = SYMBOLS[index % SYMBOLS.length] ?? 'BTCUSDT';
  const name = symbol.toLowerCase();
  const at = START + Math.floor(index / 5);
  const price = (60_000 + (index % 977) * 0.01).toFixed(8);
  if (index % 625 >= 623) {
    const k = `"t":${START},"T":${START + 59_999},"s":"${symbol}","i":"1m","f":1,"L":2,"o":"${price}","c":"${price}","h":"${price}","l":"${price}","v":"1.00000000","n":1,"x":false,"q":"1","V":"1","Q":"1","B":"0"`;
    return `{"stream":"${name}@kline_1m","data":{"e":"kline","E":${at},"s":"${symbol}","k":{${k}}}}`;
  }
  if ((index >> 3) % 2 === 0) {
    return `{"stream":"${name}@trade","data":{"e":"trade","E":${at},"s":"${symbol}","t":${index},"p":"${price}","q":"0.0${index % 1000}1000","T":${at},"m":true,"M":true}}`;
  }
  return `{"stream":"${name}@bookTicker","data":{"u":${index},"s":"${symbol}","b":"${price}","B":"1.20000000","a":"${price.replace(/0$/, '1')}","A":"0.70000000"}}`;
}

/** A text frame as a server sends it (RFC 6455 §5.2: no mask). */
function encode(text: string): Buffer {
  const body = Buffer.from(text);
  const head =
    body.length < 126 ? Buffer.from([0x81, body.length]) : Buffer.from([0x81, 126, body.length >> 8, body.length & 255]);
  return Buffer.concat([head, body]);
}

const frames = Array.from({ length: FRAMES }, (_, index) => encode(frameText(index)));
const whole = Buffer.concat(frames);
let line: Duplex | null = null;

function blast(): void {
  let from = 0;
  const next = (): void => {
    while (line !== null && from < whole.length) {
      const chunk = whole.subarray(from, from + 65_536);
      from += chunk.length;
      if (!line.write(chunk)) {
        line.once('drain', next);
        return;
      }
    }
  };
  next();
}

function pace(perSecond: number, seconds: number): void {
  const started = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - started) * perSecond) / 1000));
    if (due > sent) line?.write(Buffer.concat(frames.slice(sent, due)));
    sent = due;
    if (sent >= perSecond * seconds) {
      clearInterval(timer);
      process.send?.('paced');
    }
  }, PACE_EVERY_MS);
}

const server = createServer();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
server.on('upgrade', (request, stream, head) => {
  sockets.handleUpgrade(request, stream, head, () => {
    line = stream;
    process.send?.('connected');
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('message', (order: Order) => {
  if (order.kind === 'blast') blast();
  else pace(order.perSecond, order.seconds);
});
process.on('disconnect', () => process.exit(0));
