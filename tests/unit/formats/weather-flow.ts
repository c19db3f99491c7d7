import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../../core/shared/json.ts';

/** The weather example with other settings in its agent. */
export function weatherFlowText(agent: JsonObject): string {
  const path = new URL('../../../examples/weather-agent.flow.json', import.meta.url);
  const flow = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly nodes: Record<string, { settings: JsonObject }>;
  };
  const node = flow.nodes['agent'];
  if (node !== undefined) node.settings = { ...node.settings, ...agent };
  return JSON.stringify(flow);
}
