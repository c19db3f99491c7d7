import type { RecordedValue, RunEvent, StatusEvent } from '../contracts/events.ts';
import { isJsonObject, type JsonObject } from '../shared/json.ts';

interface Held {
  readonly key: string;
  readonly when: 'before' | 'after';
  readonly values: RecordedValue;
}

/** What people changed where an earlier run was held; events come in their order. */
export class PriorEdits {
  readonly #held = new Map<string, Held>();
  /** The values as they had been, of work that goes on with others, by where it is done. */
  readonly #before = new Map<string, RecordedValue>();

  /** Takes a status event; the outputs by port that a person gave a piece of finished work, and where it was done. */
  note({
    body,
    spanId,
    nodeId,
    iteration,
  }: RunEvent<StatusEvent>): { readonly key: string; readonly outputs: JsonObject } | undefined {
    if (body.type === 'work-held') {
      const { holdId, when, values } = body;
      this.#held.set(holdId, { key: keyOf(spanId, nodeId, iteration), when, values });
    }
    if (body.type !== 'work-released' || body.values === undefined) return undefined;
    const held = this.#held.get(body.holdId);
    const outputs = 'value' in body.values ? body.values.value : undefined;
    if (held?.when === 'before') this.#before.set(held.key, held.values);
    if (held?.when !== 'after' || !isJsonObject(outputs)) return undefined;
    return { key: held.key, outputs };
  }

  /** The inputs, or some of them, that work would have begun with that begins now; undefined where nobody changed them. */
  takeInputs(parentSpanId: string, nodeId: string, iteration: string): RecordedValue | undefined {
    const key = keyOf(parentSpanId, nodeId, iteration);
    const values = this.#before.get(key);
    this.#before.delete(key);
    return values;
  }
}

/** Names where a piece of work is done: below which span, at which node, in which pass. */
function keyOf(parentSpanId: string, nodeId: string, iteration: string): string {
  return JSON.stringify([parentSpanId, nodeId, iteration]);
}

/** The inputs that work was asked with, from those that it began with and those that a person had changed. */
export function withInputs(began: RecordedValue, asked: RecordedValue | undefined): RecordedValue {
  if (asked === undefined) return began;
  if (!('value' in asked) || !('value' in began)) return asked;
  const [own, changed] = [began.value, asked.value];
  return isJsonObject(own) && isJsonObject(changed) ? { value: { ...own, ...changed } } : asked;
}
