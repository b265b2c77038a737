import { connectorPlan } from './new/connector.ts';
import { featurePlan } from './new/feature.ts';
import { BadName, carryOut, type Plan } from './new/files.ts';
import { migrationPlan } from './new/migration.ts';
import { ROOT } from './paths.ts';

const [kind, ...words] = process.argv.slice(2);

function plan(): Plan {
  if (kind === 'feature') return featurePlan(words[0]);
  if (kind === 'migration') return migrationPlan(ROOT, words[0], words[1]);
  if (kind === 'connector') return connectorPlan(words[0]);
  throw new BadName('there are: feature, migration, connector');
}

/** `npm run new:feature -- leads`, `npm run new:migration -- console leads`, `npm run new:connector -- coinbase`. */
try {
  for (const line of carryOut(ROOT, plan())) console.log(line);
} catch (fault) {
  if (!(fault instanceof BadName)) throw fault;
  console.error(fault.message);
  process.exitCode = 2;
}
