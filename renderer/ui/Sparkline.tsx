/** The last closes as a line without axes; purely a picture, the figures stand beside it. */
export function Sparkline({ values, width = 64, height = 18 }: { values: readonly number[]; width?: number; height?: number }) {
  const first = values[0];
  const last = values.at(-1);
  if (first === undefined || last === undefined || values.length < 2) return <svg width={width} height={height} aria-hidden />;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const points = values
    .map(
      (value, index) =>
        `${((index / (values.length - 1)) * width).toFixed(1)},${(height - 1 - ((value - low) / span) * (height - 2)).toFixed(1)}`,
    )
    .join(' ');
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      <polyline points={points} fill="none" stroke={last >= first ? 'var(--s-up)' : 'var(--s-down)'} strokeWidth={1.2} />
    </svg>
  );
}
