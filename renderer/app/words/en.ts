type Words = Record<string, unknown>;

const files = import.meta.glob<Words>('../../../resources/locales/en/*.json', { eager: true, import: 'default' });

/** Every namespace of this language, by its file's name. */
export const words: Record<string, Words> = Object.fromEntries(
  Object.entries(files).map(([path, content]) => [path.replace(/^.*\/|\.json$/g, ''), content]),
);
