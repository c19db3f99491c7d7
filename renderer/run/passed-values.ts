import type { RecordedValue } from '../../core/contracts/events.ts';
import { splitEndpoint } from '../../core/model/flow-document.ts';
import { isJsonObject, type JsonValue } from '../../core/shared/json.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { runPrefix } from '../document/flow-path.ts';
import type { RunView } from './run-view.ts';
import { useRunView } from './use-run-view.ts';

/** What last went through a wire in the shown run. */
export interface PassedValue {
  /** On one line, cut to 160 characters. */
  readonly preview: string;
  /** The value itself; undefined where the record keeps the whole message apart because it is large. */
  readonly value: JsonValue | undefined;
  /** The message that the value was part of: what the source gave, or the target took. */
  readonly message: RecordedValue;
}

/** A wire as the flow's file names its ends, such as `a1.text`. */
interface Wire {
  readonly from: string;
  readonly to: string;
}

const longestPreview = 160;
const refreshMs = 250;

/**
 * What last went through a wire: what its source gave at that port in its newest finished execution, else what its
 * target took, as for the element that a container hands in. `prefix` names the sub-flows around, as `runPrefix` does.
 * Undefined before anything passed, and where neither end writes a trace.
 */
export function readPassedValue(
  view: Pick<RunView, 'nodes'>,
  wire: Wire,
  prefix = '',
): PassedValue | undefined {
  const from = splitEndpoint(wire.from);
  const to = splitEndpoint(wire.to);
  const given = view.nodes.get(prefix + from.nodeId)?.lastOutput;
  const taken = view.nodes.get(prefix + to.nodeId)?.lastInput;
  return readPort(given, from.portId) ?? readPort(taken, to.portId) ?? readWhole(given ?? taken);
}

/** As `readPassedValue`, for a wire of the flow on the canvas; follows the run while it goes on. */
export function usePassedValue(wire: Wire): PassedValue | undefined {
  const view = useRunView(refreshMs);
  const prefix = useDocumentStore(runPrefix);
  return readPassedValue(view, wire, prefix);
}

function readPort(message: RecordedValue | undefined, port: string): PassedValue | undefined {
  if (message === undefined || !('value' in message) || !isJsonObject(message.value))
    return undefined;
  const value = message.value[port];
  return value === undefined ? undefined : { preview: shortenValue(value), value, message };
}

/** A large message is only known by its beginning. */
function readWhole(message: RecordedValue | undefined): PassedValue | undefined {
  if (message === undefined || 'value' in message) return undefined;
  return { preview: oneLine(message.preview), value: undefined, message };
}

function shortenValue(value: JsonValue): string {
  if (typeof value === 'string') return oneLine(value);
  return oneLine(JSON.stringify(value));
}

function oneLine(text: string): string {
  const line = text
    .slice(0, longestPreview + 1)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return text.length > longestPreview ? `${line.slice(0, longestPreview)}…` : line;
}
