import type { NodePorts } from '../model/port.ts';
import type { SettingsIssue } from '../model/validate-flow.ts';
import type { JsonObject } from '../shared/json.ts';
import { errorPort } from './base-settings.ts';
import { kindTitle } from './kind-names.ts';
import type { ModuleKind, SettingsFacts } from './kind-registry.ts';

/** A node's settings as its kind reads them. */
export type ParsedSettings = ReturnType<ModuleKind['settings']['safeParse']>;

/** The ports of a node with these settings; those of the kind where the settings don't fit. */
export function portsOf(kind: ModuleKind, parsed: ParsedSettings, facts: SettingsFacts): NodePorts {
  if (!parsed.success) return kind.ports;
  const ports = kind.portsFor ? kind.portsFor(parsed.data as never, facts) : kind.ports;
  return parsed.data.onError === 'port' ? withErrorPort(ports) : ports;
}

/** What only offers tools has no use for an error output: whoever calls the tool gets the error. */
function withErrorPort(ports: NodePorts): NodePorts {
  const { outputs } = ports;
  const onlyTools = outputs.length > 0 && outputs.every((port) => port.type === 'tool');
  if (onlyTools || outputs.some((port) => port.id === errorPort.id)) return ports;
  return { ...ports, outputs: [...outputs, errorPort] };
}

/** All that is wrong with a node's settings. */
export function checkSettings(
  kind: ModuleKind,
  settings: JsonObject,
  parsed: ParsedSettings,
  facts: SettingsFacts,
): readonly SettingsIssue[] {
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => ({
      severity: 'error' as const,
      code: 'invalid_setting',
      message: `The setting "${issue.path.join('.')}" does not fit: ${issue.message}.`,
      path: issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
    }));
  }
  const unknown = unknownSettings(kind, settings);
  const issues = kind.checkSettings?.(parsed.data as never, facts) ?? noIssues;
  return unknown.length === 0 ? issues : [...unknown, ...issues];
}

const noIssues: readonly SettingsIssue[] = [];

function unknownSettings(kind: ModuleKind, settings: JsonObject): readonly SettingsIssue[] {
  const shape = (kind.settings as unknown as { shape?: Record<string, unknown> }).shape;
  if (!shape) return noIssues;
  const unknown = Object.keys(settings).filter((key) => !Object.hasOwn(shape, key));
  if (unknown.length === 0) return noIssues;
  return unknown.map((key) => ({
    severity: 'warning' as const,
    code: 'unknown_setting',
    message: `${kindTitle(kind)} has no setting "${key}".`,
    action: 'It is kept in the file and has no effect.',
    path: [key],
  }));
}
