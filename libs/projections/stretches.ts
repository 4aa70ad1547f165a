/**
 * The parts of a log that have to be read to bring every partition from one position to another: `(after, to]`, in order,
 * without overlap. A partition that stays where it is needs none.
 */
export function stretches(from: readonly number[], to: readonly number[]): [after: number, to: number][] {
  const wanted = from
    .map((position, partition): [number, number] => [position, to[partition] ?? position])
    .filter(([after, end]) => after < end)
    .sort(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [after, end] of wanted) {
    const last = merged.at(-1);
    if (last && after <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([after, end]);
  }
  return merged;
}
