import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export const ROOT = join(import.meta.dirname, '..', '..');

export interface SourceFile {
  /** From the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The files of these patterns. Throws on none: a rule that looks at nothing would hold for ever. */
export function sourceFiles(...patterns: string[]): readonly SourceFile[] {
  const paths = patterns.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).map((path) => path.replaceAll('\\', '/'));
  if (paths.length === 0) throw new Error(`no file matches ${patterns.join(', ')}`);
  return [...new Set(paths)].sort().map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

export function isTest({ path }: SourceFile): boolean {
  return /\.test\.tsx?$/.test(path);
}

/** Every node of a file, parents first, with the line it begins in (first line = 1). */
export function* nodesOf({ path, text }: SourceFile): Generator<{ readonly node: ts.Node; readonly line: number }> {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const waiting: ts.Node[] = [file];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield { node, line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1 };
    ts.forEachChild(node, (child) => void waiting.push(child));
  }
}
