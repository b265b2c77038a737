import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CHECKS, type CheckId } from '../../../shared/features/sop/checks';
import { STEP_KINDS } from '../../../shared/features/sop/step';
import { shippedDirectory, shippedProcedures } from '../../builders/procedures';
import { lostFigures } from './figures';
import { type Carrier, carriersOf, carriersOfEntry } from './nodes';

const INVENTORY = join(import.meta.dirname, '../../../../shared/seeds/inventory.json');
const present = existsSync(INVENTORY);
const line = z.object({
  id: z.string(),
  kind: z.enum(['check', 'step', 'action', 'schedule', 'fact', 'row']),
  text: z.string(),
  line: z.int(),
});
const lines = present ? z.array(line).parse(JSON.parse(readFileSync(INVENTORY, 'utf8'))) : [];
const procedures = shippedProcedures();
const carriers: readonly Carrier[] = [...procedures.flatMap(carriersOf), ...shippedDirectory().entries.map(carriersOfEntry)];
const carriersFor = new Map<string, Carrier[]>();
for (const one of carriers) for (const id of one.covers) carriersFor.set(id, [...(carriersFor.get(id) ?? []), one]);
const LIVE_KINDS = new Set(['check', 'step', 'action', 'schedule']);

describe.skipIf(!present)(
  `[SOP2] every line of the source documents${present ? '' : ' (skipped: ../shared/seeds is not here)'}`,
  () => {
    it('is carried out in exactly one place, by what fits its kind', () => {
      const wrong = lines.flatMap(({ id, kind, text }) => {
        const found = carriersFor.get(id) ?? [];
        if (found.length !== 1)
          return [`${id} (${text}): ${found.length === 0 ? 'nowhere' : found.map((one) => one.where).join(' and ')}`];
        const part = found[0]?.part;
        const fits = LIVE_KINDS.has(kind) ? part === 'step' || part === 'schedule' : part !== 'step';
        return fits ? [] : [`${id} (${kind}: ${text}): by a ${part}, ${found[0]?.where}`];
      });
      expect(wrong).toEqual([]);
    });

    it('is a line there is, and a typed field carries one', () => {
      const known = new Set(lines.map(({ id }) => id));
      expect([...carriersFor.keys()].filter((id) => !known.has(id))).toEqual([]);
      expect(carriers.filter((one) => one.part === 'field' && one.covers.length > 1).map((one) => one.where)).toEqual([]);
    });

    it('keeps its figures, units, times and names', () => {
      const lost = lines.flatMap(({ id, text }) => {
        const missing = lostFigures(text, carriersFor.get(id)?.[0]?.node ?? {});
        return missing.length === 0 ? [] : [`${id} (${text}) lost ${missing.join(', ')}`];
      });
      expect(lost).toEqual([]);
    });

    it('keeps its place in the order of the source', () => {
      const lineOf = new Map(lines.map((one) => [one.id, one.line]));
      for (const sop of procedures) {
        const order = carriersOf(sop)
          .filter((one) => one.part === 'step')
          .flatMap((one) => one.covers.map((id) => ({ id, line: lineOf.get(id) ?? 0 })));
        const turned = order.flatMap((one, index) =>
          index > 0 && (order[index - 1]?.line ?? 0) > one.line ? [`${order[index - 1]?.id} before ${one.id}`] : [],
        );
        expect(turned, sop.id).toEqual([]);
      }
    });
  },
);

describe('[SOP3] the steps', () => {
  it('are attested by a mere word in at most two of five', () => {
    const steps = procedures.flatMap((sop) => sop.phases.flatMap((phase) => phase.steps));
    const counts = Object.fromEntries(STEP_KINDS.map((kind) => [kind, steps.filter((step) => step.kind === kind).length]));
    const later = steps.filter((step) => step.kind === 'check' && CHECKS[step.check as CheckId].desk !== null).length;
    const share = (count: number) => `${((100 * count) / Math.max(1, steps.length)).toFixed(1)} %`;
    process.stdout.write(
      `procedures: ${procedures.length}, steps: ${steps.length}, lines covered: ${lines.filter(({ id }) => carriersFor.has(id)).length} of ${lines.length}\n` +
        `${Object.entries(counts)
          .map(([kind, count]) => `${kind} ${count} (${share(count)})`)
          .join(', ')}; ` +
        `checks that wait for a later desk: ${later} (${share(later)})\n`,
    );
    expect((counts.attest ?? 0) / Math.max(1, steps.length), 'attestation is the exception').toBeLessThanOrEqual(0.4);
  });
});
