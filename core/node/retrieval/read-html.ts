const unseen = new Set(['script', 'style', 'noscript', 'template', 'svg', 'head', 'iframe']);
const blocks = new Set(
  'address article aside blockquote body br dd div dl dt fieldset figcaption figure footer form header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul title'.split(
    ' ',
  ),
);
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  copy: '©',
  euro: '€',
};

/** The text that a page shows, in one pass: without tags, scripts and styles, with headings as lines that begin with #. */
export function readHtml(html: string): string {
  const out: string[] = [];
  let place = 0;
  while (place < html.length) {
    const open = html.indexOf('<', place);
    const end = open === -1 ? html.length : open;
    out.push(html.slice(place, end).replaceAll(/\s+/g, ' '));
    if (open === -1) break;
    place = readTag(html, open, out);
  }
  return decodeEntities(out.join(''))
    .replaceAll(/[^\S\n]*\n[^\S\n]*/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** Writes what a tag means for the text; gives the place behind it, and behind what is not shown. */
function readTag(html: string, open: number, out: string[]): number {
  if (html.startsWith('<!--', open)) return behind(html, '-->', open);
  const close = html.indexOf('>', open);
  const name = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(open, open + 32));
  if (name === null) {
    if (html.startsWith('<!', open) || html.startsWith('<?', open)) return behind(html, '>', open);
    // A lesser-than sign that opens nothing.
    out.push('<');
    return open + 1;
  }
  const tag = (name[2] ?? '').toLowerCase();
  const isEnd = name[1] === '/';
  if (close === -1) return html.length;
  if (!isEnd && unseen.has(tag) && html[close - 1] !== '/') return behindElement(html, tag, close);
  const level = /^h([1-6])$/.exec(tag)?.[1];
  if (level !== undefined) out.push(isEnd ? '\n\n' : `\n\n${'#'.repeat(Number(level))} `);
  else if (tag === 'br') out.push('\n');
  else if (blocks.has(tag)) out.push(tag === 'td' || tag === 'th' ? ' ' : '\n\n');
  return close + 1;
}

function behind(html: string, mark: string, from: number): number {
  const place = html.indexOf(mark, from);
  return place === -1 ? html.length : place + mark.length;
}

/** Looks at closing tags only, and so never twice at the same place. */
function behindElement(html: string, tag: string, from: number): number {
  for (let place = html.indexOf('</', from); place !== -1; place = html.indexOf('</', place + 2)) {
    const name = html.slice(place + 2, place + 2 + tag.length).toLowerCase();
    if (name === tag) return behind(html, '>', place);
  }
  return html.length;
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (all, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? all;
    const isHex = name[1]?.toLowerCase() === 'x';
    const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
