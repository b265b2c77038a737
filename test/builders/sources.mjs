import { registerHooks } from 'node:module';

/**
 * Lets plain Node run the project's sources, as a child process of a test: relative imports get their extension, JSON its
 * attribute. To be loaded with `--import`, beside `--experimental-transform-types`.
 */
registerHooks({
  resolve(specifier, context, next) {
    const ours = context.parentURL?.endsWith('.ts') === true;
    const bare = ours && specifier.startsWith('.') && !/\.(ts|mjs|js|json)$/.test(specifier);
    const resolved = next(bare ? `${specifier}.ts` : specifier, context);
    return ours && resolved.url.endsWith('.json') ? { ...resolved, importAttributes: { type: 'json' } } : resolved;
  },
});
