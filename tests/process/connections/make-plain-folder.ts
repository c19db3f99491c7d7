import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for a whole suite, which removes it itself. */
export function makePlainFolder(): string {
  return mkdtempSync(join(tmpdir(), 'millrace-connections-'));
}
