/** Nine decimals: what is printed and sealed, free of the dust of binary fractions. Never −0. */
export function round9(value: number): number {
  const rounded = Math.round(value * 1e9) / 1e9;
  return rounded === 0 ? 0 : rounded;
}
