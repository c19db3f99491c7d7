import type { JsonObject } from '../shared/json.ts';
import { isAgentflow } from './flowise/read-flowise.ts';
import { listAt, numberAt, objectAt, textAt, valueAt } from './json-access.ts';
import { isWorkflow } from './n8n/read-n8n.ts';
import { readSourceText } from './read-source-text.ts';
import type { ForeignFormat } from './source-graph.ts';

// Each test looks for what the other programs' files cannot have; the first match counts.
const tests: readonly (readonly [ForeignFormat, (file: JsonObject) => boolean])[] = [
  ['dify', isDify],
  ['rivet', isRivet],
  ['langflow', isLangflow],
  ['n8n', isN8n],
  ['flowise-agentflow', (file) => hasFlowiseNodes(file) && isAgentflow(file)],
  ['flowise-chatflow', hasFlowiseNodes],
];

/** Which program’s file a text is; undefined for all others, also for ones that cannot be read. Never throws. */
export function detectFormat(text: string): ForeignFormat | undefined {
  try {
    return formatOf(readSourceText(text));
  } catch {
    return undefined;
  }
}

/** Which program’s file an object is. */
export function formatOf(file: JsonObject): ForeignFormat | undefined {
  return tests.find(([, matches]) => matches(file))?.[0];
}

function isDify(file: JsonObject): boolean {
  const isApp = textAt(file, 'kind') === 'app' || valueAt(file, 'app', 'mode') !== undefined;
  return (
    isApp &&
    (valueAt(file, 'workflow', 'graph') !== undefined ||
      valueAt(file, 'model_config') !== undefined)
  );
}

function isRivet(file: JsonObject): boolean {
  const data = objectAt(file, 'data');
  const isGraph = valueAt(data, 'metadata') !== undefined && valueAt(data, 'nodes') !== undefined;
  return (
    numberAt(file, 'version') !== undefined && (valueAt(data, 'graphs') !== undefined || isGraph)
  );
}

function isLangflow(file: JsonObject): boolean {
  const flows = [file, ...listAt(file, 'flows'), ...listAt(file, 'list')];
  return flows.some((flow) =>
    listAt(flow, 'data', 'nodes').some(
      (node) =>
        valueAt(node, 'data', 'node') !== undefined || textAt(node, 'type') === 'genericNode',
    ),
  );
}

function isN8n(file: JsonObject): boolean {
  const flows = [
    file,
    objectAt(file, 'workflow'),
    objectAt(file, 'data'),
    ...listAt(file, 'list'),
    ...listAt(file, 'workflows'),
    ...listAt(file, 'data'),
  ];
  return flows.some((flow) => isWorkflow(objectAt(flow)));
}

function hasFlowiseNodes(file: JsonObject): boolean {
  return listAt(file, 'nodes').some((node) => textAt(node, 'data', 'name') !== '');
}
