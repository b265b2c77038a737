/** The text with its top-level version number replaced; everything else stays as it was written, comments too. */
export function withVersion(yaml: string, version: number): string {
  return yaml.replace(/^version:[^\n#]*/m, `version: ${version}`);
}
