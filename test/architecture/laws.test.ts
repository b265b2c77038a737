import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { isTest, nodesOf, sourceFiles } from './sourceFiles';

const LAW = /^\s*[-*]?\s*`?\[([A-Z]+\d+)\]`?/gm;
const CITED = /\[([A-Z]+\d+)\]/g;

/** Texts of the tests, where titles and the rows of table-driven ones stand; a comment cites nothing. */
function texts(): string[] {
  const files = sourceFiles('{shared,electron,renderer,scripts}/**/*.test.{ts,tsx}', 'test/**/*.ts');
  return files.flatMap((file) => [...nodesOf(file)].flatMap(({ node }) => (isText(node) ? [node.getText()] : [])));
}

function isText(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

const cited = new Set(texts().flatMap((text) => [...text.matchAll(CITED)].map((match) => match[1])));
const specs = sourceFiles('shared/**/SPEC.md', 'electron/**/SPEC.md', 'renderer/**/SPEC.md').filter((file) => !isTest(file));
const laws = specs.flatMap(({ path, text }) => [...text.matchAll(LAW)].map((match) => ({ path, law: match[1] ?? '' })));

describe('the laws of SPEC.md', () => {
  it('are each cited by the title of a test', () => {
    expect(laws.length, 'laws found').toBeGreaterThan(20);
    expect(laws.filter(({ law }) => !cited.has(law)).map(({ path, law }) => `${law} of ${path}`)).toEqual([]);
  });

  it('have a number of their own', () => {
    const seen = new Set<string>();
    expect(laws.filter(({ law }) => seen.has(law) || !seen.add(law)).map(({ path, law }) => `${law} of ${path}`)).toEqual([]);
  });

  it('exist where a test cites one', () => {
    const known = new Set(laws.map(({ law }) => law));
    expect([...cited].filter((law) => law !== undefined && !known.has(law))).toEqual([]);
  });
});
