import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BadName, noun, type Plan } from './files.ts';

const FOLDER = 'electron/backend/store/migrations';

/** The next step of a database file, ten above the last one. `file` is `console` or `market`. */
export function migrationPlan(root: string, file: string | undefined, name: string | undefined): Plan {
  if (file !== 'console' && file !== 'market') throw new BadName('say which file: console or market');
  const word = noun(name);
  const last = Math.max(0, ...readdirSync(join(root, FOLDER, file)).map((entry) => Number.parseInt(entry, 10) || 0));
  const id = last + 10;
  const step = `${String(id).padStart(4, '0')}-${word}`;
  return {
    files: { [`${FOLDER}/${file}/${step}.ts`]: source(id, word) },
    next: [
      `${FOLDER}/${file}.ts: append ${word} to the list`,
      `${FOLDER}/migrations.test.ts: a case '${file} ${id} ${word}' with rows before, rows after and the plan of each index`,
      'electron/backend/store/schema.ts: the new columns',
    ],
  };
}

function source(id: number, word: string): string {
  return `import type { Migration } from '../migration';

export const ${word}: Migration = {
  id: ${id},
  name: '${word}',
  sql: \`
    CREATE TABLE ${word} (
      id TEXT PRIMARY KEY,
      at INTEGER NOT NULL
    ) STRICT;
  \`,
};
`;
}
