import type { FlowDocument, FlowNode } from '../model/flow-document.ts';
import type { KindDescriptor } from '../model/kind-descriptor.ts';
import { reachKey, reachKinds, type FlowReach, type Reach } from '../model/reach.ts';
import type { KindRegistry } from '../module/kind-registry.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/json.ts';

/** The simulated model: it reaches nothing. */
const demoConnection = 'demo';

/**
 * All that a flow may reach, disabled nodes included, each once; the flows that it runs as parts count as the nodes
 * that run them. `kinds` know where the flow stands.
 */
export function listReaches(document: FlowDocument, kinds: KindRegistry): readonly FlowReach[] {
  const found = new Map<string, Reach & { readonly usedBy: string[] }>();
  for (const node of Object.values(document.nodes)) {
    for (const { what, name, to, fromFile } of reachesOf(node, kinds)) {
      const reach: Reach = { what, name, to, ...(fromFile ? { fromFile } : {}) };
      const known = found.get(reachKey(reach)) ?? { ...reach, usedBy: [] };
      if (!known.usedBy.includes(node.title)) known.usedBy.push(node.title);
      found.set(reachKey(reach), known);
    }
  }
  const rank = (reach: Reach): number => reachKinds.indexOf(reach.what);
  return [...found.values()].toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

function reachesOf(node: FlowNode, kinds: KindRegistry): readonly Reach[] {
  const described = kinds.describe(node.kind);
  if (!described) return [];
  const own = kinds.reachesOf(node) ?? byCapabilities(described, node.settings);
  const owner = kinds.isOwn(node.kind)
    ? [{ what: 'module', name: node.kind, to: '' } as const]
    : [];
  return [...owner, ...own, ...secretsIn(node.settings, goals(own))];
}

/** What a kind reaches that only declares its capabilities. */
function byCapabilities(
  { capabilities, fields, defaultSettings }: KindDescriptor,
  given: JsonObject,
): readonly Reach[] {
  const settings = { ...defaultSettings, ...given };
  const reaches: Reach[] = [];
  const connections = fields.filter(({ type }) => type === 'connection');
  for (const { key } of connections) {
    const name = settings[key];
    if (typeof name === 'string' && name !== '' && name !== demoConnection)
      reaches.push({ what: 'connection', name, to: '' });
  }
  if (capabilities.includes('network') && connections.length === 0)
    reaches.push({ what: 'host', name: textOf(settings['url']), to: '' });
  if (capabilities.includes('files'))
    reaches.push({ what: 'read', name: '', to: '' }, { what: 'write', name: '', to: '' });
  if (capabilities.includes('code')) reaches.push({ what: 'code', name: '', to: '' });
  if (capabilities.includes('process'))
    reaches.push({ what: 'process', name: commandOf(settings), to: '' });
  if (capabilities.includes('secrets') && connections.length === 0 && !hasSecret(settings))
    reaches.push({ what: 'secret', name: '', to: '' });
  return reaches;
}

/** A command line as it stands in settings, with what it gets as its environment. */
function commandOf({ command, args, env }: JsonObject): string {
  const list: readonly JsonValue[] = Array.isArray(args) ? args : [];
  const words = [command, ...list];
  const variables = isJsonObject(env)
    ? Object.entries(env).map(([name, value]) => `${name}=${textOf(value)}`)
    : [];
  return [...variables, ...words.map(textOf)].filter((word) => word !== '').join(' ');
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Where a node sends what it sends, for the secrets in its settings. */
function goals(reaches: readonly Reach[]): string {
  const ends = reaches.filter(({ what }) => what === 'host' || what === 'process');
  return ends.map(({ name }) => name).join(', ');
}

function secretsIn(settings: JsonObject, to: string): readonly Reach[] {
  const names = new Set<string>();
  visit(settings, ({ $secret }) => {
    if (typeof $secret === 'string') names.add($secret);
  });
  return [...names].map((name) => ({ what: 'secret', name, to }));
}

function hasSecret(settings: JsonObject): boolean {
  return secretsIn(settings, '').length > 0;
}

/** Without recursion: settings may nest as deep as a file may. */
function visit(root: JsonObject, see: (value: JsonObject) => void): void {
  const todo: unknown[] = [root];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (isJsonObject(next)) see(next);
    for (const value of Object.values(next as object))
      if (typeof value === 'object' && value !== null) todo.push(value);
  }
}
