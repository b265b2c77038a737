export type Words = Record<string, unknown>;

/** One file a namespace and language, fetched when it is asked for: a screen does not wait for the words of the others. */
const files = import.meta.glob<Words>('../../resources/locales/*/*.json', { import: 'default' });

const pathOf = (language: string, namespace: string) => `../../resources/locales/${language}/${namespace}.json`;

/** Every namespace there is, by its file's name. */
export const NAMESPACES: readonly string[] = Object.keys(files)
  .filter((path) => path.startsWith(pathOf('fr', '').replace('.json', '')))
  .map((path) => path.replace(/^.*\/|\.json$/g, ''));

/** The words of one namespace. Throws RangeError where there is no such file. */
export function loadWordFile(language: string, namespace: string): Promise<Words> {
  const load = files[pathOf(language, namespace)];
  if (load === undefined) throw new RangeError(`there are no words ${namespace} in ${language}`);
  return load();
}
