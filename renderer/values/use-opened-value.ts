import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RecordedValue } from '../../core/contracts/events.ts';
import { toErrorInfo, type ErrorInfo } from '../../core/shared/errors.ts';
import { requireClient } from '../engine/engine-store.ts';
import { findLoneString, StringDecoder } from './decode-string.ts';
import { loadValueText } from './load-value.ts';
import {
  readContent,
  readJsonContent,
  readTextContent,
  type ValueContent,
} from './read-content.ts';
import { useSteps } from './use-steps.ts';

/** A value on its way to the screen. */
export interface OpenedValue {
  /** Undefined until it has been loaded. */
  readonly content: ValueContent | undefined;
  /** How far the loading is, 0 to 1; undefined while nobody has asked for it. */
  readonly progress: number | undefined;
  readonly error: ErrorInfo | undefined;
  /** Loads a value that the record keeps apart; does nothing for others. */
  load(): void;
}

/** Opens a recorded value: at once when it is small, on `load` when the record keeps it apart. */
export function useOpenedValue(value: RecordedValue): OpenedValue {
  const [json, setJson] = useState<{ readonly hash: string; readonly text: string }>();
  const [progress, setProgress] = useState<number>();
  const [error, setError] = useState<ErrorInfo>();
  const abort = useRef<AbortController>(undefined);
  const hash = 'hash' in value ? value.hash : undefined;
  useEffect(() => () => abort.current?.abort(), []);
  const load = useCallback((): void => {
    if (hash === undefined) return;
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    setError(undefined);
    setProgress(0);
    Promise.resolve()
      .then(() =>
        loadValueText(requireClient(), hash, {
          signal: controller.signal,
          onProgress: setProgress,
        }),
      )
      .then((text) => {
        if (!controller.signal.aborted) setJson({ hash, text });
      })
      .catch((thrown: unknown) => {
        setProgress(undefined);
        setError(toErrorInfo(thrown));
      });
  }, [hash]);
  const loaded = json?.hash === hash ? json?.text : undefined;
  const decoder = useMemo(() => {
    const place = loaded === undefined ? undefined : findLoneString(loaded);
    return place && loaded !== undefined ? new StringDecoder(loaded, place) : undefined;
  }, [loaded]);
  useSteps(decoder);
  const decoded = decoder?.text;
  const content = useMemo(() => {
    if ('value' in value) return readContent(value.value);
    if (loaded === undefined) return undefined;
    if (decoder === undefined) return readJsonContent(loaded);
    return decoded === undefined ? undefined : readTextContent(decoded);
  }, [value, loaded, decoder, decoded]);
  return { content, progress, error, load };
}
