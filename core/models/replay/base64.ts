/** Bytes as base64. */
export function encodeBase64(bytes: Uint8Array): string {
  return btoa(toBinaryText(bytes));
}

/** The bytes of a base64 text; throws when it is none. */
export function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** One character a byte, so that places in the text are places in the bytes. */
export function toBinaryText(bytes: Uint8Array): string {
  const pieces: string[] = [];
  // A call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8_192) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
  }
  return pieces.join('');
}
