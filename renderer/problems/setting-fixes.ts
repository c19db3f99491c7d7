import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { isJsonObject } from '../../core/shared/json.ts';
import { setSetting } from '../document/flow-edits.ts';
import { removeSetting } from '../document/setting-edits.ts';
import { nearestWord } from './nearest-word.ts';
import type { FixTarget, QuickFix } from './quick-fix.ts';

/** The top setting that a finding's place names. */
function settingOf({ finding }: FixTarget): string | undefined {
  const { path } = finding.place;
  return path[2] === 'settings' && typeof path[3] === 'string' ? path[3] : undefined;
}

/** Of a setting that the kind does not have: it is called by the name that was meant, or goes. */
export function fixUnknownSetting(target: FixTarget): readonly QuickFix[] {
  const { nodeId, node, kind } = target;
  const key = settingOf(target);
  if (key === undefined) return [];
  const free = knownSettings(target).filter((name) => node.settings[name] === undefined);
  const meant = nearestWord(key, free);
  const fits = meant !== undefined && sameType(node.settings[key], kind?.defaultSettings[meant]);
  const rename: QuickFix[] = fits
    ? [
        {
          id: `rename-${meant}`,
          word: 'fixRenameSetting',
          values: { key, to: meant },
          apply: (flow) => renameSetting(flow, nodeId, key, meant),
        },
      ]
    : [];
  return [
    ...rename,
    {
      id: 'remove',
      word: 'fixRemoveSetting',
      values: { key },
      apply: (flow) => removeSetting(flow, nodeId, key),
    },
  ];
}

function knownSettings({ kind }: FixTarget): readonly string[] {
  const properties = kind?.settingsSchema['properties'];
  return [
    ...new Set([
      ...Object.keys(kind?.defaultSettings ?? {}),
      ...(isJsonObject(properties) ? Object.keys(properties) : []),
    ]),
  ];
}

function sameType(value: JsonValue | undefined, known: JsonValue | undefined): boolean {
  if (known === undefined || known === null) return true;
  return typeof value === typeof known && Array.isArray(value) === Array.isArray(known);
}

function renameSetting(flow: FlowDocument, nodeId: string, from: string, to: string): FlowDocument {
  const value = flow.nodes[nodeId]?.settings[from];
  if (value === undefined) return flow;
  return setSetting(removeSetting(flow, nodeId, from), nodeId, to, value);
}

/** Of a value that does not fit: the kind's own takes its place. */
export function fixInvalidSetting(target: FixTarget): readonly QuickFix[] {
  const { nodeId, node, kind, finding } = target;
  const key = settingOf(target);
  const standard = key === undefined ? undefined : kind?.defaultSettings[key];
  if (key === undefined || standard === undefined) return [];
  if (finding.place.path.length === 4 && node.settings[key] === standard) return [];
  return [
    {
      id: 'reset',
      word: 'fixResetSetting',
      values: { key: fieldLabel(target, key) },
      apply: (flow) => setSetting(flow, nodeId, key, structuredClone(standard)),
    },
  ];
}

function fieldLabel({ kind }: FixTarget, key: string): string {
  return kind?.fields.find((field) => field.key === key)?.label ?? key;
}

/** Of earlier turns that one text leaves out: they go. */
export function fixUnusedTurns({ nodeId }: FixTarget): readonly QuickFix[] {
  return [
    {
      id: 'remove',
      word: 'fixRemoveSetting',
      values: { key: 'turns' },
      apply: (flow) => removeSetting(flow, nodeId, 'turns'),
    },
  ];
}

const mostConnections = 3;

/** Of a connection that is not there or not ready: one that is. */
export function fixConnection(target: FixTarget): readonly QuickFix[] {
  const { node, scene } = target;
  const key = settingOf(target);
  if (key === undefined) return [];
  const others = scene.connections.filter(({ id }) => id !== node.settings[key]);
  return others.slice(0, mostConnections).map(({ id, label }) => ({
    id: `use-${id}`,
    word: 'fixUseConnection',
    values: { label },
    apply: (flow) => useConnection(flow, target, key, id),
  }));
}

/** A model of the old connection means nothing to another: the new one's default counts. */
function useConnection(
  flow: FlowDocument,
  { nodeId, kind }: FixTarget,
  key: string,
  id: string,
): FlowDocument {
  const models = (kind?.fields ?? []).filter(
    (field) => field.type === 'model' && field.connectionKey === key,
  );
  return models.reduce(
    (next, field) =>
      next.nodes[nodeId]?.settings[field.key] === undefined
        ? next
        : setSetting(next, nodeId, field.key, ''),
    setSetting(flow, nodeId, key, id),
  );
}
