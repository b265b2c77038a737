import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { isTest, nodesOf, type SourceFile, sourceFiles } from './sourceFiles';

/**
 * `node:crypto` in Electron stands on BoringSSL, which has none of these, so code that uses one runs in the web host and fails
 * in the desktop app. Password hashing needs a WebAssembly or pure library.
 */
const MISSING_NAMES = /^(argon2|argon2Sync|createDiffieHellmanGroup|getDiffieHellman)$/;
const MISSING_ALGORITHMS =
  /^(argon2(d|i|id)?|blake2[bs]\d+|sha3-\d+|shake\d+|ripemd160|rmd160|whirlpool|sm3|ed448|x448|aes-\d+-ccm|aes-\d+-ocb|camellia-.*|aria-.*|idea-.*|seed-.*)$/i;

const files = sourceFiles('electron/**/*.ts', 'shared/**/*.ts').filter((file) => !isTest(file));

function missing(file: SourceFile): string[] {
  return [...nodesOf(file)].flatMap(({ node, line }) => {
    const named = ts.isIdentifier(node) && MISSING_NAMES.test(node.text);
    const spelled = ts.isStringLiteralLike(node) && MISSING_ALGORITHMS.test(node.text);
    return named || spelled ? [`${file.path}:${line} ${node.getText()}`] : [];
  });
}

describe('primitives that Electron’s crypto lacks', () => {
  it('are used nowhere', () => {
    expect(files.flatMap(missing)).toEqual([]);
  });

  it.each([
    "createHash('blake2b512')",
    "generateKeyPairSync('ed448')",
    "import { argon2Sync } from 'node:crypto';",
    "createCipheriv('aes-256-ccm', k, n)",
  ])('are noticed in: %s', (text) => {
    expect(missing({ path: 'x.ts', text })).toHaveLength(1);
  });
});

describe('typed arrays in contracts', () => {
  const TYPED = /^((Big)?(Int|Uint)\d+(Clamped)?Array|Float\d+Array|ArrayBuffer|DataView|Buffer)$/;
  const typed = (file: SourceFile) =>
    [...nodesOf(file)].flatMap(({ node, line }) =>
      ts.isIdentifier(node) && TYPED.test(node.text) ? [`${file.path}:${line} ${node.text}`] : [],
    );

  it('cross only inside a column pack: the codec would turn them into plain objects', () => {
    expect(sourceFiles('shared/features/*/contract.ts', 'shared/api.ts').flatMap(typed)).toEqual([]);
  });

  it('are noticed', () => {
    expect(typed({ path: 'x.ts', text: 'const output = z.instanceof(Float64Array);' })).toEqual(['x.ts:1 Float64Array']);
  });
});
