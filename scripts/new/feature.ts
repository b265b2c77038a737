import { capitalised, noun, type Plan } from './files.ts';

/** A noun on both sides: contract, law, service and the test that cites the law. Everything compiles and passes as it is made. */
export function featurePlan(name: string | undefined): Plan {
  const word = noun(name);
  const title = capitalised(word);
  const law = `${word.slice(0, 4).toUpperCase()}1`;
  return {
    files: {
      [`shared/features/${word}/contract.ts`]: contract(word),
      [`shared/features/${word}/SPEC.md`]: `# ${title}: the laws\n\n- \`[${law}]\` The list begins empty.\n`,
      [`electron/backend/features/${word}/service.ts`]: service(word, title),
      [`electron/backend/features/${word}/service.test.ts`]: serviceTest(word, title, law),
    },
    next: [
      `shared/api.ts: ${word}: ${word}Contract`,
      `electron/backend/compose.ts: build create${title}() and hand its handlers to the router`,
      `renderer/features/${word}/${title}Screen.tsx, a line in renderer/app/screens.ts, words in resources/locales/{fr,en}/${word}.json`,
    ],
  };
}

function contract(word: string): string {
  return `import { z } from 'zod';
import { query } from '../../base/contract';
import { uuid } from '../../base/ids';

export const ${word}Contract = {
  list: query('session:use').output(z.object({ rows: z.array(z.object({ id: uuid })) })),
};
`;
}

function service(word: string, title: string): string {
  return `import type { ${word}Contract } from '../../../../shared/features/${word}/contract';
import type { Handlers } from '../handlers';

export function create${title}(): { readonly handlers: Handlers<typeof ${word}Contract> } {
  return { handlers: { list: { query: () => ({ rows: [] }) } } };
}
`;
}

function serviceTest(word: string, title: string, law: string): string {
  return `import { expect, it } from 'vitest';
import { create${title} } from './service';

it('[${law}] the list of ${word} begins empty', () => {
  expect(Object.keys(create${title}().handlers)).toEqual(['list']);
});
`;
}
