import { systemClock } from '../../../electron/backend/kit/clock';
import { createLog } from '../../../electron/backend/kit/log';
import { openStore } from '../../../electron/backend/store/open';
import { StoreRefusal } from '../../../electron/backend/store/refusal';
import { storeSentence } from '../../../electron/backend/store/sentences';

/** Opens the data directory as its writer, says `open`, and holds it until it is killed. Exit code 3 and the sentence when refused. */
const [, , dataDir = ''] = process.argv;
try {
  const store = await openStore({ dataDir, clock: systemClock(), log: createLog({ level: 'silent' }) });
  store.commands.run({ actor: 'local:test', action: 'test.open', input: {} }, () => 0);
  process.stdout.write('open\n');
  setInterval(() => 0, 60_000);
} catch (error) {
  if (!(error instanceof StoreRefusal)) throw error;
  process.stdout.write(`refused ${error.code} ${storeSentence(error, 'en')}\n`);
  process.exitCode = 3;
}
