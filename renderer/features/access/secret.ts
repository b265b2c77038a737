import { encode } from 'uqr';

/** A secret in groups of four, as it is read aloud and typed. */
export function inGroups(secret: string): string {
  return secret.replaceAll(/\s/g, '').replaceAll(/(.{4})(?=.)/g, '$1 ');
}

/** A QR code as one SVG path on a grid of `size` units. */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { size, path };
}

/** What is kept of the recovery codes: whose they are, from when, and one a line. */
export function recoverySheet(title: string, owner: string, day: string, codes: readonly string[]): string {
  return [title, owner, day, '', ...codes, ''].join('\n');
}
