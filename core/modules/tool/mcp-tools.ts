import type { McpPrompt, McpResource, McpTool } from '../../contracts/mcp.ts';
import type { OfferedTool } from '../../module/tool-handle.ts';
import type { JsonObject } from '../../shared/json.ts';
import { makeToolName } from './check-tool-name.ts';
import { validatorOf } from './schema-validator.ts';

/** What a call of an offered tool does at the server. */
export type McpAction =
  | { readonly type: 'call'; readonly tool: string }
  | { readonly type: 'list-resources' }
  | { readonly type: 'read-resource' }
  | { readonly type: 'get-prompt' };

/** The tools that a server's node offers, what each does, and what was left out, a sentence each. */
export interface McpOffer {
  readonly tools: readonly OfferedTool[];
  readonly actions: ReadonlyMap<string, McpAction>;
  readonly leftOut: readonly string[];
}

interface OfferOptions {
  /** Names of the tools to offer; all when empty. */
  readonly chosen: readonly string[];
  readonly prefix: string;
  readonly approval: 'destructive' | 'changing' | 'all' | 'none';
  readonly concurrencyKey: string;
  readonly offerResources: boolean;
  readonly offerPrompts: boolean;
}

/** A description is for a sentence or a few; more than that is an attempt to tell the model something else. */
const longestDescription = 1_500;
const mostListed = 100;

/** What a server has. */
export interface McpStock {
  readonly tools: readonly McpTool[];
  readonly problems: readonly string[];
  readonly resources: readonly McpResource[];
  readonly prompts: readonly McpPrompt[];
}

/**
 * Turns what a server has into tools that models may be told of: names that endpoints take, each once; descriptions
 * without control characters and not too long; schemas that can be checked. All else is left out.
 */
export function offerTools(stock: McpStock, options: OfferOptions): McpOffer {
  const tools: OfferedTool[] = [];
  const actions = new Map<string, McpAction>();
  const leftOut = [...stock.problems];
  const add = (raw: string, action: McpAction, tool: Omit<OfferedTool, 'name'>): void => {
    const name = makeToolName(options.prefix + raw);
    const shown = JSON.stringify(raw.slice(0, 80));
    if (name === '') leftOut.push(`${shown} cannot be the name of a tool.`);
    else if (actions.has(name)) leftOut.push(`There is more than one tool named ${shown}.`);
    else if (!isUsable(tool.parameters))
      leftOut.push(`The parameters of ${shown} are no JSON schema.`);
    else {
      actions.set(name, action);
      tools.push({ name, ...tool });
    }
  };
  for (const tool of stock.tools) {
    const { name, description, inputSchema } = tool;
    if (options.chosen.length > 0 && !options.chosen.includes(name)) continue;
    add(
      name,
      { type: 'call', tool: name },
      {
        description: clean(description),
        parameters: inputSchema,
        ...rulesFor(tool, options),
      },
    );
  }
  for (const name of options.chosen) {
    if (!stock.tools.some((tool) => tool.name === name))
      leftOut.push(`The server has no tool named ${JSON.stringify(name)}.`);
  }
  if (options.offerResources) offerResources(stock.resources, add);
  if (options.offerPrompts && stock.prompts.length > 0) offerPrompts(stock.prompts, add);
  return { tools, actions, leftOut };
}

type Add = (raw: string, action: McpAction, tool: Omit<OfferedTool, 'name'>) => void;

function offerResources(resources: readonly McpResource[], add: Add): void {
  const some = resources
    .slice(0, 10)
    .map(({ uri, name }) => `${uri} (${name})`)
    .join(', ');
  add(
    'list_resources',
    { type: 'list-resources' },
    {
      description: 'Lists what the server keeps, by address.',
      parameters: { type: 'object', properties: {}, additionalProperties: false },
    },
  );
  add(
    'read_resource',
    { type: 'read-resource' },
    {
      description: clean(`Reads what the server keeps at an address. Some of them: ${some}`),
      parameters: {
        type: 'object',
        properties: { uri: { type: 'string', description: 'The address.' } },
        required: ['uri'],
        additionalProperties: false,
      },
    },
  );
}

function offerPrompts(prompts: readonly McpPrompt[], add: Add): void {
  const known = prompts.slice(0, mostListed).map((prompt) => {
    const names = prompt.arguments.map(({ name, required }) => (required ? name : `${name}?`));
    return `${prompt.name}(${names.join(', ')}): ${prompt.description}`;
  });
  add(
    'get_prompt',
    { type: 'get-prompt' },
    {
      description: clean(`Gives a prompt that the server keeps. ${known.join('; ')}`),
      parameters: {
        type: 'object',
        properties: {
          name: { type: 'string', enum: prompts.slice(0, mostListed).map(({ name }) => name) },
          arguments: { type: 'object', additionalProperties: { type: 'string' } },
        },
        required: ['name'],
        additionalProperties: false,
      },
    },
  );
}

function rulesFor(
  { isReadOnly, isDestructive }: McpTool,
  { approval, concurrencyKey }: OfferOptions,
): Pick<OfferedTool, 'rules'> {
  const needsApproval =
    approval === 'all' ||
    (approval === 'changing' && !isReadOnly) ||
    (approval === 'destructive' && isDestructive);
  const key = concurrencyKey.trim();
  return {
    rules: {
      ...(needsApproval ? { needsApproval } : {}),
      ...(key === '' ? {} : { concurrencyKeys: [key] }),
    },
  };
}

/** One line of plain text: no control or invisible characters that a person would not see in a trace. */
function clean(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return plain.length <= longestDescription ? plain : `${plain.slice(0, longestDescription - 1)}…`;
}

function isUsable(schema: JsonObject): boolean {
  try {
    validatorOf(schema);
    return true;
  } catch {
    return false;
  }
}
