/**
 * A fresh id for a call whose provider sent none: 9 letters and digits, the only form that every provider takes back
 * (Mistral refuses any other).
 */
export function createCallId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 9);
}
