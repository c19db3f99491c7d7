import type { RecordedValue, RunState } from '../../../contracts/events.ts';
import type { ListedRun, TextMatch } from '../../../contracts/run-history.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { importedOwner } from '../run-table.ts';

/** A run's row with what the index knows of it. */
export interface ListedRow {
  readonly id: number;
  readonly run_id: string;
  readonly flow_id: string;
  readonly flow_name: string;
  readonly state: RunState;
  readonly owner: string;
  readonly started_us: number;
  readonly ended_us: number | null;
  readonly first_seq: number;
  readonly last_seq: number | null;
  readonly origin: string | null;
  readonly error: string | null;
  readonly indexed: number;
  readonly input: string;
  readonly output: string | null;
  readonly star: number | null;
  readonly note: string | null;
  readonly events: number | null;
  readonly spans: number | null;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly reasoning_tokens: number | null;
  readonly cost: number | null;
  readonly models: string | null;
}

/** What `toListedRun` reads. */
export const listedColumns = `id, run_id, flow_id, flow_name, state, owner, started_us, ended_us, first_seq, last_seq, origin, error,
  indexed, input, output, star, note, events, spans, input_tokens, output_tokens, reasoning_tokens, cost, models`;

const previewLength = 200;

/** A row as lists show it. */
export function toListedRun(row: ListedRow, matches: readonly TextMatch[]): ListedRun {
  return {
    runId: row.run_id,
    flowId: row.flow_id,
    flowName: row.flow_name,
    state: row.state,
    startedUs: row.started_us,
    ...(row.ended_us === null ? {} : { endedUs: row.ended_us }),
    ...(row.owner === importedOwner ? { imported: true } : {}),
    ...parsed('origin', row.origin),
    ...parsed('error', row.error),
    isStarred: row.star === 1,
    note: row.note ?? '',
    isIndexed: row.indexed === 1,
    sums: {
      events: row.events ?? 0,
      spans: row.spans ?? 0,
      inputTokens: row.input_tokens ?? 0,
      outputTokens: row.output_tokens ?? 0,
      reasoningTokens: row.reasoning_tokens ?? 0,
      ...(row.cost === null ? {} : { costUsd: row.cost }),
    },
    models: JSON.parse(row.models ?? '[]') as string[],
    inputPreview: previewOf(row.input),
    outputPreview: row.output === null ? '' : previewOf(row.output),
    matches,
  };
}

function parsed<Key extends 'origin' | 'error'>(
  key: Key,
  json: string | null,
): Pick<ListedRun, Key> | Record<string, never> {
  return json === null ? {} : ({ [key]: JSON.parse(json) as unknown } as Pick<ListedRun, Key>);
}

/** The first text in a recorded value, or its JSON. */
function previewOf(recorded: string): string {
  const held = JSON.parse(recorded) as RecordedValue;
  const text = 'value' in held ? toText(held.value) : held.preview;
  return text.slice(0, previewLength).toWellFormed();
}

function toText(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    // Mostly one input or output under the name of its node.
    const values = Object.values(value);
    if (values.length === 1 && typeof values[0] === 'string') return values[0];
  }
  return JSON.stringify(value);
}
