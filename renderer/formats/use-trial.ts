import { useEffect, useState } from 'react';
import type {
  RawFormatFinding,
  RawFormatTrial,
  TrialChunks,
} from '../../core/contracts/raw-formats.ts';
import type { EngineClient } from '../../core/api/engine-client.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { useEngineStore } from '../engine/engine-store.ts';

/** What the workbench reads, as it stands in its fields. */
export interface TrialInput {
  /** A format's JSON; may be anything while it is being typed. */
  readonly definition: string;
  readonly output: string;
  /** The tools' JSON. */
  readonly tools: string;
  readonly chunks: TrialChunks;
  /** Undefined: as the format says. */
  readonly startInReasoning: boolean | undefined;
}

/** What became of it. */
export interface TrialView {
  /** Why the definition is no JSON. */
  readonly notJson: string | undefined;
  readonly findings: readonly RawFormatFinding[];
  /** The last reading that worked; `output` is what was read. */
  readonly trial: (RawFormatTrial & { readonly output: string }) | undefined;
  /** Why there is no newer reading, other than the findings. */
  readonly error: ErrorInfo | undefined;
  /** Whether the reading is of what stands in the fields, as far as that can be read. */
  readonly isCurrent: boolean;
}

/** Long enough that typing costs no reading for each key, short enough to feel immediate. */
const pauseMs = 120;

const nothing: TrialView = {
  notJson: undefined,
  findings: [],
  trial: undefined,
  error: undefined,
  isCurrent: false,
};

/** Reads the output again, shortly after anything has changed. */
export function useTrial(input: TrialInput): TrialView {
  const { definition, output, tools, chunks, startInReasoning } = input;
  const client = useEngineStore((store) => store.client);
  const [view, setView] = useState<TrialView>(nothing);
  useEffect(() => {
    if (client === undefined) return;
    let wanted = true;
    const timer = setTimeout(() => {
      void readTrial(client, { definition, output, tools, chunks, startInReasoning }).then(
        (change) => {
          if (wanted) setView((before) => ({ ...before, ...change }));
        },
      );
    }, pauseMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, definition, output, tools, chunks, startInReasoning]);
  return view;
}

async function readTrial(client: EngineClient, input: TrialInput): Promise<Partial<TrialView>> {
  const { definition, output, tools, chunks, startInReasoning } = input;
  let json: JsonValue;
  try {
    json = JSON.parse(definition) as JsonValue;
  } catch (error) {
    return { notJson: (error as Error).message, findings: [], error: undefined, isCurrent: false };
  }
  try {
    const { findings } = await client.call('formats.check', { json });
    const trial = await client.call('formats.try', {
      format: { json },
      text: output,
      tools: parseTools(tools),
      chunkSizes: chunks,
      ...(startInReasoning === undefined ? {} : { startInReasoning }),
    });
    const read = { ...trial, output };
    return { notJson: undefined, findings, trial: read, error: undefined, isCurrent: true };
  } catch (reason) {
    const error = toErrorInfo(reason);
    if (error.code !== 'format_invalid') {
      return { notJson: undefined, findings: [], error, isCurrent: false };
    }
    const findings = (error.details ?? []) as unknown as readonly RawFormatFinding[];
    return { notJson: undefined, findings, error: undefined, isCurrent: false };
  }
}

/** What is no JSON goes as text: the engine says what it should be. */
function parseTools(text: string): JsonValue {
  if (text.trim() === '') return [];
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
