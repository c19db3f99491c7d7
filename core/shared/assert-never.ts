/** Closes a switch over a union: compiles only while every member is handled; throws when untyped data slips in. */
export function assertNever(value: never, what: string): never {
  throw new TypeError(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
