import * as z from 'zod';
import type { KindDescriptor } from '../model/kind-descriptor.ts';
import type { JsonObject } from '../shared/json.ts';
import { toJsonValue } from '../shared/to-json.ts';
import { baseFields, type BaseSettings } from './base-settings.ts';
import type { ModuleKind } from './kind-registry.ts';
import { kindId, kindTitle } from './kind-names.ts';

/** A kind as data. Costs about a millisecond: the JSON schema is made of its settings. */
export function describeKind(kind: ModuleKind): KindDescriptor {
  const defaults = kind.settings.safeParse({});
  return {
    kind: kindId(kind),
    version: kind.version,
    title: kindTitle(kind),
    description: kind.description,
    icon: kind.icon,
    category: kind.category,
    fields: [...kind.fields, ...baseFields],
    ports: kind.ports,
    ...(kind.container ? { isContainer: true } : {}),
    ...(kind.role === undefined ? {} : { role: kind.role }),
    capabilities: kind.capabilities,
    defaultSettings: defaults.success
      ? (toJsonValue(defaults.data satisfies BaseSettings) as JsonObject)
      : {},
    settingsSchema: toJsonValue(
      z.toJSONSchema(kind.settings, { io: 'input', unrepresentable: 'any' }),
    ) as JsonObject,
  };
}
