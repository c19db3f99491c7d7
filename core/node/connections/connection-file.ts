import type { ConnectionFileFinding } from '../../contracts/connection.ts';
import { describeIssues, parseConnectionSettings } from '../../model/connection-settings.ts';
import type { ConnectionSettings } from '../../model/connection-settings.ts';
import { isJsonObject, stringifySorted } from '../../shared/json.ts';
import type { JsonValue } from '../../shared/json.ts';

/** Marks the file, so that another JSON file is not taken for it. */
const fileFormat = 'millrace/connections';
const fileVersion = 1;

/** The text of a file of connections, read as far as it goes. */
export interface ReadConnectionFile {
  readonly connections: readonly ConnectionSettings[];
  /** Entries that this version cannot use; written back as they are. */
  readonly kept: readonly JsonValue[];
  readonly findings: readonly ConnectionFileFinding[];
  /** `broken`: no such file at all, to be set aside before another is written; `newer`: must not be overwritten. */
  readonly state: 'fine' | 'broken' | 'newer';
}

export const emptyConnectionFile: ReadConnectionFile = {
  connections: [],
  kept: [],
  findings: [],
  state: 'fine',
};

/** Reads the text of a file of connections. Never throws; `builtIn` are ids that an entry cannot have. */
export function readConnectionFile(text: string, builtIn: ReadonlySet<string>): ReadConnectionFile {
  const root = parseRoot(text);
  if (root === undefined) return brokenFile;
  const connections: ConnectionSettings[] = [];
  const kept: JsonValue[] = [];
  const findings: ConnectionFileFinding[] = [];
  const taken = new Set(builtIn);
  for (const entry of root.entries) {
    const parsed = parseConnectionSettings(entry);
    if (parsed.ok && !taken.has(parsed.settings.id)) {
      taken.add(parsed.settings.id);
      connections.push(parsed.settings);
      continue;
    }
    kept.push(entry);
    findings.push(
      parsed.ok ? takenFinding(parsed.settings.id) : invalidFinding(entry, parsed.issues),
    );
  }
  if (!root.isNewer) return { connections, kept, findings, state: 'fine' };
  return { connections, kept, findings: [newerFinding, ...findings], state: 'newer' };
}

/** The text that holds these connections and what was kept of entries that could not be read. */
export function writeConnectionFile(
  connections: readonly ConnectionSettings[],
  kept: readonly JsonValue[],
): string {
  const file = { format: fileFormat, version: fileVersion, connections: [...connections, ...kept] };
  return `${stringifySorted(file)}\n`;
}

function parseRoot(
  text: string,
): { readonly entries: readonly JsonValue[]; readonly isNewer: boolean } | undefined {
  let root: unknown;
  try {
    root = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(root) || root['format'] !== fileFormat) return undefined;
  const { version, connections } = root;
  if (typeof version !== 'number' || !Array.isArray(connections)) return undefined;
  return { entries: connections as readonly JsonValue[], isNewer: version > fileVersion };
}

const brokenFile: ReadConnectionFile = {
  connections: [],
  kept: [],
  findings: [
    {
      code: 'connections_broken',
      message: 'The file of connections cannot be read, so none of them is there.',
      action:
        'Correct the file. If you save a connection first, the file is set aside with the ending .bak.',
    },
  ],
  state: 'broken',
};

const newerFinding: ConnectionFileFinding = {
  code: 'connections_newer',
  message: 'The file of connections was written by a newer version of Millrace.',
  action: 'Use that version to change connections.',
};

function takenFinding(id: string): ConnectionFileFinding {
  return {
    code: 'connection_id_taken',
    message: `There is another connection named “${id}”, so this one is not used.`,
    action: 'Give it another id in the file.',
    connection: id,
  };
}

function invalidFinding(
  entry: JsonValue,
  issues: Parameters<typeof describeIssues>[0],
): ConnectionFileFinding {
  const id = isJsonObject(entry) && typeof entry['id'] === 'string' ? entry['id'] : undefined;
  return {
    code: 'connection_invalid',
    message: `The connection ${id === undefined ? 'without an id' : `“${id}”`} is not used: ${describeIssues(issues)}.`,
    action: 'Correct it in the file; until then it stays there as it is.',
    ...(id === undefined ? {} : { connection: id }),
  };
}
