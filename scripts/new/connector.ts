import { capitalised, noun, type Plan } from './files.ts';

/** The pure half of a connector: the vendor's frames and how they become our words, with their test. */
export function connectorPlan(name: string | undefined): Plan {
  const word = noun(name);
  const title = capitalised(word);
  const folder = `electron/backend/connectors/${word}`;
  return {
    files: {
      [`${folder}/schema.ts`]: schema(word),
      [`${folder}/mapper.ts`]: mapper(title),
      [`${folder}/mapper.test.ts`]: mapperTest(title),
    },
    next: [
      `${folder}/client.ts: the vendor's REST calls, base URL settable as SIRRIUS_${word.toUpperCase()}_REST_URL`,
      `${folder}/feed.ts: implements MarketFeed of connectors/feed.ts`,
      `test/fakes: a server that speaks the vendor's wire, its limits and its bad days`,
      `test/contracts/connectors/${word}.test.ts: runs the connector suite`,
      'electron/backend/connectors/kraken is the shortest example of all of it',
    ],
  };
}

function schema(word: string): string {
  return `import { z } from 'zod';

/** A trade as ${word} sends it. Prices come as text: a number would have lost digits before we see it. */
export const tradeFrame = z.object({ symbol: z.string(), price: z.string(), amount: z.string(), ts: z.int(), id: z.int() });
export type TradeFrame = z.infer<typeof tradeFrame>;
`;
}

function mapper(title: string): string {
  return `import type { TradeFrame } from './schema';

export interface ${title}Trade {
  readonly ts: number;
  readonly price: number;
  readonly amount: number;
  readonly tradeId: number;
}

/** Null for a price or an amount that cannot be one: such a frame never enters a candle. */
export function to${title}Trade(frame: TradeFrame): ${title}Trade | null {
  const [price, amount] = [Number(frame.price), Number(frame.amount)];
  if (!Number.isFinite(price) || !Number.isFinite(amount) || price <= 0 || amount <= 0) return null;
  return { ts: frame.ts, price, amount, tradeId: frame.id };
}
`;
}

function mapperTest(title: string): string {
  return `import { expect, it } from 'vitest';
import { to${title}Trade } from './mapper';
import { tradeFrame } from './schema';

const frame = { symbol: 'BTCUSDT', price: '58412.5', amount: '0.01', ts: 1, id: 7 };

it('maps a trade', () => {
  expect(to${title}Trade(tradeFrame.parse(frame))).toEqual({ ts: 1, price: 58412.5, amount: 0.01, tradeId: 7 });
});

it.each(['0', '-1', 'NaN', 'Infinity', ''])('refuses the price %j', (price) => {
  expect(to${title}Trade({ ...frame, price })).toBeNull();
});
`;
}
