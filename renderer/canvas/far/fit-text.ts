const widths = new Map<string, string>();
const most = 20_000;
const segmenter = new Intl.Segmenter();

/** The text, cut with an ellipsis where the context's font leaves it no room; remembered, as measuring is slow. */
export function fitText(
  context: Pick<CanvasRenderingContext2D, 'font' | 'measureText'>,
  text: string,
  room: number,
): string {
  const key = `${context.font}|${Math.round(room)}|${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  if (widths.size > most) widths.clear();
  const fitted = cut(context, text, room);
  widths.set(key, fitted);
  return fitted;
}

function cut(
  context: Pick<CanvasRenderingContext2D, 'measureText'>,
  text: string,
  room: number,
): string {
  if (context.measureText(text).width <= room) return text;
  const letters = Array.from(segmenter.segment(text), ({ segment }) => segment);
  let [fits, tooLong] = [0, letters.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    const attempt = `${letters.slice(0, middle).join('')}…`;
    if (context.measureText(attempt).width <= room) fits = middle;
    else tooLong = middle;
  }
  return fits === 0 ? '' : `${letters.slice(0, fits).join('').trimEnd()}…`;
}
