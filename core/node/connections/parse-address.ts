/** Addresses are asked for at every turn of a model, and there are few of them. */
const parsed = new Map<string, URL | null>();
const mostParsed = 64;

/** An http or https address, taken apart; undefined for what is none. The URL is shared: never change it. */
export function parseAddress(text: string): Readonly<URL> | undefined {
  let url = parsed.get(text);
  if (url === undefined) {
    if (parsed.size >= mostParsed) parsed.clear();
    url = URL.parse(text);
    parsed.set(text, url);
  }
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url : undefined;
}
