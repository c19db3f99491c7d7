import type { JsonObject } from '../../shared/json.ts';
import { objectSchema } from './type-schema.ts';

/** The schema of parameters that are all texts and all needed: descriptions by name, '' for none. */
export function textParameters(descriptions: Readonly<Record<string, string>>): JsonObject {
  const properties = Object.entries(descriptions).map(([name, description]) => [
    name,
    { type: 'string', ...(description === '' ? {} : { description }) },
  ]);
  return objectSchema(Object.fromEntries(properties) as JsonObject, Object.keys(descriptions));
}
