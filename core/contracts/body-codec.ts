import type { JsonValue } from '../shared/json.ts';

// In a frame a bare string is a text delta; [shape, …values] an object of a frequent shape; [body] any other string or
// array; everything else stands as it is.

interface Shape {
  readonly index: number;
  readonly type: string;
  /** The keys besides `type`, one at least. */
  readonly keys: readonly string[];
}

/** Bodies stored without their keys. Records refer to a shape by its place: only ever add at the end. */
const shapes: readonly Shape[] = [
  ['reasoning-delta', 'text'],
  ['tool-call-delta', 'callId', 'text'],
  ['span-opened', 'parentSpanId', 'kind', 'title'],
  ['span-closed', 'state', 'durationUs'],
  ['span-started', 'input'],
  ['span-finished', 'output', 'durationUs'],
].map(([type = '', ...keys], index) => ({ index, type, keys }));
const shapeOf = new Map<unknown, Shape>(shapes.map((shape) => [shape.type, shape]));

/** An event's body as it stands in a frame. */
export function packBody(body: unknown): unknown {
  if (typeof body === 'string' || Array.isArray(body)) return [body];
  if (typeof body !== 'object' || body === null) return body;
  const { type, text } = body as { readonly type?: unknown; readonly text?: unknown };
  if (type === 'text-delta') {
    return typeof text === 'string' && countKeys(body) === 2 ? text : body;
  }
  const shape = shapeOf.get(type);
  return shape === undefined ? body : packShape(body as Record<string, unknown>, shape);
}

/** The values alone when the body has exactly the shape's keys, otherwise the body. */
function packShape(body: Readonly<Record<string, unknown>>, shape: Shape): unknown {
  if (countKeys(body) !== shape.keys.length + 1) return body;
  const packed: unknown[] = [shape.index];
  for (const key of shape.keys) {
    const value = body[key];
    if (value === undefined) return body;
    packed.push(value);
  }
  return packed;
}

function countKeys(body: object): number {
  let count = 0;
  for (const key in body) if (Object.hasOwn(body, key)) count += 1;
  return count;
}

/** The body that `packBody` packed. */
export function unpackBody(packed: JsonValue | undefined): unknown {
  if (typeof packed === 'string') return { type: 'text-delta', text: packed };
  if (!Array.isArray(packed)) return packed;
  const items = packed as readonly JsonValue[];
  if (items.length === 1) return items[0];
  const shape = shapes[items[0] as number];
  const body: Record<string, JsonValue | undefined> = { type: shape?.type };
  shape?.keys.forEach((key, index) => (body[key] = items[index + 1]));
  return body;
}
