import type { EngineClient } from '../../core/api/engine-client.ts';

// Each piece is one message: parsed within a few ms, so that the page stays free while many of them come.
const pieceLength = 500_000;

interface LoadOptions {
  readonly signal: AbortSignal;
  /** Called with each piece: how much has come, 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** Reads a large value of the record as JSON text, piece by piece. Rejects with `unknown_value`, or `engine_gone`. */
export async function loadValueText(
  engine: Pick<EngineClient, 'call'>,
  hash: string,
  { signal, onProgress }: LoadOptions,
): Promise<string> {
  const pieces: string[] = [];
  let total = Number.POSITIVE_INFINITY;
  for (let offset = 0; offset < total && !signal.aborted; offset += pieceLength) {
    const piece = await engine.call('value.text', { hash, offset, length: pieceLength });
    pieces.push(piece.text);
    total = piece.total;
    onProgress(Math.min(1, (offset + piece.text.length) / Math.max(1, total)));
  }
  return pieces.join('');
}
