import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { isTest, nodesOf, type SourceFile, sourceFiles } from './sourceFiles';

const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'queueMicrotask', 'fetch']);
const AMBIENT =
  /^(Date\.now|Math\.random|performance\.now|console\.(debug|dir|error|info|log|table|time|timeEnd|trace|warn)|crypto\.(randomUUID|getRandomValues)|process\.hrtime(\.bigint)?)$/;
const DOORS = new Set([
  'node:timers',
  'node:timers/promises',
  'timers',
  'node:perf_hooks',
  'node:http',
  'node:https',
  'node:net',
  'node:dgram',
  'undici',
]);

/** What in one node reaches for time, chance, the network or the console without being handed it; null for an honest node. */
function ambient(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node) && AMBIENT.test(node.getText())) return node.getText();
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0)
    return 'new Date()';
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && TIMERS.has(node.expression.text))
    return `${node.expression.text}()`;
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) && !node.importClause?.isTypeOnly)
    return importedDoor(node);
  return null;
}

function importedDoor(node: ts.ImportDeclaration): string | null {
  const name = (node.moduleSpecifier as ts.StringLiteral).text;
  if (DOORS.has(name)) return `import from ${name}`;
  const chance = name === 'node:crypto' && /\b(random\w+)\b/.exec(node.importClause?.getText() ?? '');
  return chance ? `${chance[1]} of node:crypto` : null;
}

function offences(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    [...nodesOf(file)].flatMap(({ node, line }) => {
      const found = ambient(node);
      return found === null ? [] : [`${file.path}:${line} ${found}`];
    }),
  );
}

describe('time, chance, the network and the console', () => {
  it('come in through kit alone in the backend', () => {
    const files = sourceFiles('electron/backend/**/*.ts').filter((file) => !isTest(file));
    const outside = files.filter(({ path }) => !/^electron\/backend\/(kit|hosts)\//.test(path));
    // The simulator's venue is a server on loopback: it listens, which kit has no business with; its time and chance are handed in.
    const servers = /^electron\/backend\/simulator\/\S+ import from node:http$/;
    expect(offences(outside).filter((offence) => !servers.test(offence))).toEqual([]);
  });

  it('do not exist in what things mean', () => {
    expect(offences(sourceFiles('shared/**/*.ts').filter((file) => !isTest(file)))).toEqual([]);
  });

  it.each([
    'const at = Date.now();',
    'const at = new Date();',
    'setTimeout(() => 1, 5);',
    'const dice = Math.random();',
    'await fetch("x");',
    'console.log("x");',
    'import { randomUUID } from "node:crypto";',
    'import { setTimeout as sleep } from "node:timers/promises";',
  ])('are noticed in: %s', (text) => {
    expect(offences([{ path: 'x.ts', text }])).toHaveLength(1);
  });

  it.each([
    '// Date.now() is not ours',
    'const day = new Date(at);',
    'clock.setTimeout(act, 5);',
    'import type { Server } from "node:http";',
  ])('are not seen in: %s', (text) => {
    expect(offences([{ path: 'x.ts', text }])).toEqual([]);
  });
});
