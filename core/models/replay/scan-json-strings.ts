/** Where a string value stands in a JSON text: `start` is after its opening quote, `end` before its closing one. */
export interface StringPlace {
  /** The keys that lead to it; equal paths in the events of one stream hold the pieces of one text. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** All string values (not keys) of the JSON document that begins at `from`; those until the fault in a broken one. */
export function scanJsonStrings(text: string, from: number, to: number): readonly StringPlace[] {
  const places: StringPlace[] = [];
  const path: (string | number)[] = [];
  let key: string | undefined;
  for (let at = from; at < to; at += 1) {
    const character = text[at];
    if (character === '"') {
      const end = findStringEnd(text, at + 1, to);
      if (end === undefined) return places;
      if (isKey(text, end + 1, to)) key = text.slice(at + 1, end);
      else places.push({ path: [...path, key ?? ''].join('/'), start: at + 1, end });
      at = end;
    } else if (character === '{' || character === '[') {
      path.push(key ?? '');
      key = undefined;
    } else if (character === '}' || character === ']') {
      path.pop();
      key = undefined;
    }
  }
  return places;
}

function findStringEnd(text: string, from: number, to: number): number | undefined {
  for (let at = from; at < to; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return undefined;
}

function isKey(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const character = text[at];
    if (character === ':') return true;
    if (character !== ' ' && character !== '\t') return false;
  }
  return false;
}
