import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aFolder } from '../../../../test/builders/store';
import { startS3Fake } from '../../../../test/fakes/s3/s3Fake';
import { systemClock } from '../../kit/clock';
import { s3Bucket } from './bucket';

const SECRET = 'secret';

async function aBucket() {
  const fake = await startS3Fake();
  onTestFinished(() => fake.close());
  const folder = aFolder();
  const path = join(folder, 'a');
  writeFileSync(path, Buffer.alloc(300_000, 'x'));
  const options = { endpoint: fake.endpoint, region: 'eu-west-3', bucket: 'points', prefix: 'console', accessKey: 'key' };
  const times = { silentMs: 300, connectMs: 300, firstWaitMs: 1 };
  const bucket = s3Bucket({ ...options, secret: SECRET, clock: systemClock(), random: () => 0.5, times });
  return { fake, bucket, path, back: join(folder, 'b') };
}

describe('[BAK8] a bucket', () => {
  it('keeps, lists over several pages, gives back and removes', async () => {
    const { fake, bucket, path, back } = await aBucket();
    for (const name of ['a', 'b', 'c']) await bucket.put(name, path);
    expect([...fake.objects.keys()]).toEqual(['points/console/a', 'points/console/b', 'points/console/c']);
    expect(await bucket.list()).toEqual(['a', 'b', 'c']);
    await bucket.get('b', back);
    expect(readFileSync(back).equals(readFileSync(path))).toBe(true);
    await bucket.remove('b');
    await bucket.remove('b');
    expect(await bucket.list()).toEqual(['a', 'c']);
  });

  it('is asked again after "slow down", a silence and a body that was cut off', async () => {
    const { fake, bucket, path, back } = await aBucket();
    fake.days.push('slow-down', 'silent');
    await bucket.put('a', path);
    fake.days.push('cut-body');
    await bucket.get('a', back);
    expect(readFileSync(back)).toHaveLength(300_000);
    expect(fake.seen.filter((line) => line.startsWith('GET'))).toHaveLength(2);
  });

  it('is given up after four times, and at once where it refuses or has nothing', async () => {
    const { fake, bucket, path, back } = await aBucket();
    fake.days.push('slow-down', 'slow-down', 'slow-down', 'slow-down');
    await expect(bucket.put('a', path)).rejects.toMatchObject({ code: 'SLOW_DOWN' });
    fake.days.push('forbidden');
    await expect(bucket.probe()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(bucket.get('none', back)).rejects.toMatchObject({ code: 'MISSING' });
    expect(existsSync(back)).toBe(false);
    expect(fake.seen).toHaveLength(6);
  });

  it('that kept less than it was given is not believed', async () => {
    const { fake, bucket, path } = await aBucket();
    fake.days.push('short-object');
    await expect(bucket.put('a', path)).rejects.toMatchObject({ code: 'DAMAGED' });
  });

  it('that is not there is unreachable', async () => {
    const { fake, bucket } = await aBucket();
    await fake.close();
    await expect(bucket.probe()).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });
});
