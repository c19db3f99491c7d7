import { findSpans, makePattern } from './find-pattern.ts';
import type { FindQuery } from './find-pattern.ts';

/** Looks for a regular expression where it hangs nothing: whoever waits too long ends this worker. */
self.onmessage = ({ data }: MessageEvent<{ texts: readonly string[]; query: FindQuery }>): void => {
  self.postMessage(findSpans(data.texts, makePattern(data.query)));
};
