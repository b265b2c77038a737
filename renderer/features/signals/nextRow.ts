/** Which row to look at after `done` has left the list: the one that took its place, else the last one, else none. */
export function rowAfter<Row extends { readonly id: string }>(before: readonly Row[], done: string): string | null {
  const index = before.findIndex((row) => row.id === done);
  const rest = before.filter((row) => row.id !== done);
  return rest[Math.min(Math.max(index, 0), rest.length - 1)]?.id ?? null;
}
