const numberPattern = /^([+-]?)(\d[\d_]*)?(?:\.(\d[\d_]*)?)?(?:[eE]([+-]?\d+))?$/;

/** The JSON text of each literal, in Python's spelling and in JSON's. */
export const literals: ReadonlyMap<string, string> = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
  ['true', 'true'],
  ['false', 'false'],
  ['null', 'null'],
]);

/** The JSON text of a bare word: a literal, a number, or a string where words may stand for strings; else undefined. */
export function convertWord(word: string, isStringAllowed: boolean): string | undefined {
  const json = literals.get(word) ?? convertNumber(word);
  if (json !== undefined) return json;
  return isStringAllowed && word !== '' ? JSON.stringify(word) : undefined;
}

/** Python's numbers allow more than JSON's: a plus, underscores, leading zeros, a point at either end. */
function convertNumber(word: string): string | undefined {
  const match = numberPattern.exec(word);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = whole.replaceAll('_', '').replace(/^0+(?=\d)/, '') || '0';
  const decimals = fraction.replaceAll('_', '') || (word.includes('.') ? '0' : '');
  return (
    (sign === '-' ? '-' : '') +
    digits +
    (decimals === '' ? '' : `.${decimals}`) +
    (exponent === undefined ? '' : `e${exponent}`)
  );
}
