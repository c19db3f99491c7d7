/** The raw format that a model of this name writes its calls in when its server does not read them; undefined if none is known. */
export function findAutoRawFormat(_model: string): string | undefined {
  return undefined;
}
