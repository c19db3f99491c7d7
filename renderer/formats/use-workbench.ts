import { useEffect, useState } from 'react';
import type { RawFormatInfo, TrialChunks } from '../../core/contracts/raw-formats.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { isJsonObject } from '../../core/shared/json.ts';
import { requireClient, useEngineStore } from '../engine/engine-store.ts';
import { refreshFormats, useFormatsStore } from './formats-store.ts';
import { writeShortJson } from './write-short-json.ts';
import { useTrial } from './use-trial.ts';
import type { TrialView } from './use-trial.ts';

const firstFormat = 'hermes';
const usualTools = `[
  {
    "name": "get_weather",
    "params": { "city": "string", "days": "integer" }
  }
]`;

/** Everything that the workbench shows, and what can be done there. */
export interface Workbench {
  readonly formats: readonly RawFormatInfo[];
  /** Files of the person's folder that hold no format. */
  readonly brokenFiles: readonly { readonly file: string; readonly message: string }[];
  /** The format that was chosen, as it is stored. */
  readonly chosen: RawFormatInfo | undefined;
  readonly definition: string;
  readonly isChanged: boolean;
  readonly output: string;
  readonly tools: string;
  readonly chunks: TrialChunks;
  readonly startInReasoning: boolean;
  readonly view: TrialView;
  /** Why the last save or removal failed. */
  readonly error: ErrorInfo | undefined;
  choose(id: string): void;
  setDefinition(text: string): void;
  setOutput(text: string): void;
  setTools(text: string): void;
  setChunks(chunks: TrialChunks): void;
  setStartInReasoning(starts: boolean): void;
  /** Keeps the definition as a format of the person's own; resolves with its id, undefined if it failed. */
  save(): Promise<string | undefined>;
  remove(): Promise<boolean>;
}

/** The state of the workbench, as long as it is open. */
export function useWorkbench(): Workbench {
  const { formats, findings = [] } = useFormatsStore((store) => store.list);
  const client = useEngineStore((store) => store.client);
  const [chosenId, setChosenId] = useState(firstFormat);
  const [definition, setDefinition] = useState<string>();
  const [output, setOutput] = useState<string>();
  const [tools, setTools] = useState(usualTools);
  const [chunks, setChunks] = useState<TrialChunks>('char');
  const [starts, setStarts] = useState<boolean>();
  const [error, setError] = useState<ErrorInfo>();
  useEffect(() => {
    if (client === undefined) return;
    refreshFormats().catch((reason: unknown) => setError(toErrorInfo(reason)));
  }, [client]);

  const chosen = formats.find(({ id }) => id === chosenId) ?? formats[0];
  const stored = chosen === undefined ? '' : writeDefinition(chosen);
  const shownDefinition = definition ?? stored;
  const shownOutput = output ?? chosen?.example ?? '';
  const view = useTrial({
    definition: shownDefinition,
    output: shownOutput,
    tools,
    chunks,
    startInReasoning: starts,
  });

  const choose = (id: string): void => {
    setChosenId(id);
    setDefinition(undefined);
    setStarts(undefined);
    setError(undefined);
    // What a person typed stays; an example gives way to that of the format chosen.
    if (output === '' || output === chosen?.example) setOutput(undefined);
  };
  const attempt = async <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      setError(undefined);
      return await work();
    } catch (reason) {
      setError(toErrorInfo(reason));
      return undefined;
    }
  };
  return {
    formats,
    brokenFiles: findings,
    chosen,
    definition: shownDefinition,
    isChanged: shownDefinition !== stored,
    output: shownOutput,
    tools,
    chunks,
    startInReasoning: starts ?? startsInside(shownDefinition),
    view,
    error,
    choose,
    setDefinition,
    setOutput,
    setTools,
    setChunks,
    setStartInReasoning: setStarts,
    save: () =>
      attempt(async () => {
        const json = JSON.parse(shownDefinition) as JsonValue;
        const { id } = await requireClient().call('formats.save', { json });
        await refreshFormats();
        setOutput(shownOutput);
        setChosenId(id);
        setDefinition(undefined);
        return id;
      }),
    remove: async () => {
      const done = await attempt(async () => {
        await requireClient().call('formats.remove', { id: chosen?.id ?? '' });
        await refreshFormats();
        choose(firstFormat);
        return true;
      });
      return done === true;
    },
  };
}

function writeDefinition({ json }: RawFormatInfo): string {
  return writeShortJson(json);
}

/** Whether the format's own prompt opens the reasoning; false for what is no format. */
function startsInside(definition: string): boolean {
  try {
    const json = JSON.parse(definition) as JsonValue;
    const reasoning = isJsonObject(json) ? json['reasoning'] : undefined;
    return reasoning !== undefined && isJsonObject(reasoning) && reasoning['startsInside'] === true;
  } catch {
    return false;
  }
}
