import { expect, it } from 'vitest';
import { createLog } from './log';

it('writes one JSON line a message, with the part that speaks and the stack of an error', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', sink: { write: (line) => void lines.push(line) } });
  log.child('store').error('it broke', { error: new RangeError('too far'), id: 7 });
  log.debug('not at this level');
  expect(lines).toHaveLength(1);
  const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
  expect(line).toMatchObject({ part: 'store', msg: 'it broke', id: 7, error: { type: 'RangeError', message: 'too far' } });
  expect(line, 'no host name or process number: they tell nothing here').not.toHaveProperty('hostname');
});
