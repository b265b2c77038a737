import { metronome } from '../builders/strategies';
import { playTape } from './tapePlayer';

/** Plays a tape and dies, as by a power cut, right after the commit of the number that is given. */
const [dataDir = '', file = '', dieAfter = ''] = process.argv.slice(2);
let commits = 0;
await playTape({
  dataDir,
  file,
  instrument: 'BTCUSDT',
  strategies: [metronome(5, 0.002)],
  committed: () => {
    commits += 1;
    if (commits === Number(dieAfter)) process.kill(process.pid, 'SIGKILL');
  },
});
process.stdout.write('played\n');
