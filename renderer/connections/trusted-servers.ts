import type { LocalServerSettings } from '../../core/model/connection-settings.ts';
import { recall, remember } from '../host/local-memory.ts';

const storageName = 'millrace.trusted-servers';

/** Whether the person has agreed before to run exactly this on this computer. */
export async function isTrusted(id: string, server: LocalServerSettings): Promise<boolean> {
  return readTrusted()[id] === (await fingerprint(server));
}

/** Remembers that the person agreed, until what would be run changes. */
export async function trust(id: string, server: LocalServerSettings): Promise<void> {
  const trusted = { ...readTrusted(), [id]: await fingerprint(server) };
  remember(storageName, JSON.stringify(trusted));
}

function readTrusted(): Readonly<Record<string, unknown>> {
  try {
    const stored: unknown = JSON.parse(recall(storageName) ?? '{}');
    return typeof stored === 'object' && stored !== null
      ? (stored as Readonly<Record<string, unknown>>)
      : {};
  } catch {
    return {};
  }
}

/** A digest, so that no argument is kept here. */
async function fingerprint({
  command,
  args = [],
  cwd = '',
  env = {},
}: LocalServerSettings): Promise<string> {
  const text = JSON.stringify([command, args, cwd, env]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
