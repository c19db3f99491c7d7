/** The rows of a table in text, as RFC 4180 has them; quotes that are never closed end with the text. */
export function readCsv(text: string, separator: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let place = 0;
  while (place <= text.length) {
    const cell = readCell(text, place, separator);
    row.push(cell.text);
    place = cell.end;
    if (text[place] === separator) {
      place += 1;
      continue;
    }
    if (row.some((each) => each !== '')) rows.push(row);
    row = [];
    place += 1;
  }
  return rows;
}

/** A cell and where its separator, its line end or the text's end stands. */
function readCell(
  text: string,
  start: number,
  separator: string,
): { readonly text: string; readonly end: number } {
  if (text[start] !== '"') {
    const end = endOfCell(text, start, separator);
    return { text: text.slice(start, end).replace(/\r$/, ''), end };
  }
  let content = '';
  let place = start + 1;
  for (;;) {
    const quote = text.indexOf('"', place);
    if (quote === -1) return { text: content + text.slice(place), end: text.length };
    content += text.slice(place, quote);
    if (text[quote + 1] !== '"') {
      const end = endOfCell(text, quote + 1, separator);
      return { text: content + text.slice(quote + 1, end).trim(), end };
    }
    content += '"';
    place = quote + 2;
  }
}

function endOfCell(text: string, start: number, separator: string): number {
  for (let place = start; place < text.length; place += 1) {
    if (text[place] === separator || text[place] === '\n') return place;
  }
  return text.length;
}
