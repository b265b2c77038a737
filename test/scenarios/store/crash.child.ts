import { workload } from './workload';

/** Runs the workload and dies, without a word, right after the given commit or effect: `crash.child.ts DIR commit|effect N`. */
const [, , dataDir = '', kind, at] = process.argv;
const die = (count: number): void => {
  if (count === Number(at)) process.kill(process.pid, 'SIGKILL');
};
const never = (): void => undefined;
await workload(dataDir, { committed: kind === 'commit' ? die : never, effected: kind === 'effect' ? die : never });
