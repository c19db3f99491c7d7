import { distance } from 'fastest-levenshtein';

/** The known name that a wrong one most likely means; undefined when none is close. */
export function suggestName(name: string, known: readonly string[]): string | undefined {
  const wanted = fold(name);
  if (wanted === '') return undefined;
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const folded = fold(candidate);
    // A third of the letters may differ; a short name must match almost whole.
    const allowed = Math.floor(Math.max(wanted.length, folded.length) / 3);
    const found = distance(wanted, folded);
    if (found <= allowed && found < bestDistance) {
      best = candidate;
      bestDistance = found;
    }
  }
  return best;
}

/** Models mix up get_weather, getWeather and Get-Weather: only letters and digits count. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
