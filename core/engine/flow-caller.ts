import type {
  FlowCall,
  FlowEnd,
  FlowSignature,
  FlowSource,
  RunScope,
} from '../module/run-scope.ts';
import type { PortValues } from '../module/runnable.ts';
import type { Port } from '../model/port.ts';
import { MillraceError } from '../shared/errors.ts';
import type { JsonObject, JsonValue } from '../shared/json.ts';
import { BodyRun } from './body-run.ts';
import { reachesOf, type CompiledFlow, type FlowCompiler } from './flow-compiler.ts';
import type { RunPermit } from './flow-trust.ts';
import { portsOfEnds, type FlowLibrary } from './flow-library.ts';
import { prepareFlow, type PreparedFlow } from './prepared-flow.ts';
import { resolveRunInput } from './run-input.ts';

/** How many flows may run inside each other; a flow that runs itself without end stops here. */
const deepest = 16;

/** Runs flows as parts of one run. */
export class FlowCaller {
  readonly #library: FlowLibrary;
  readonly #compiler: FlowCompiler;
  readonly #prepared = new Map<CompiledFlow, PreparedFlow>();
  readonly #noted = new Set<string>();
  readonly #permit: RunPermit | undefined;

  /** `permit`: what the run was let through with; without it parts may reach what they like. */
  constructor(library: FlowLibrary, compiler: FlowCompiler, permit?: RunPermit) {
    this.#library = library;
    this.#compiler = compiler;
    this.#permit = permit;
  }

  /** As RunServices says. */
  async run({ source, inputs, parameters, note }: FlowCall, scope: RunScope): Promise<PortValues> {
    const { file, rootFile, depth } = scope.flow;
    if (depth >= deepest) throw tooDeep();
    const part = this.#library.find(source, { file, rootFile });
    if (part.file !== undefined && !this.#noted.has(part.text)) {
      // The run's own flow is in the record; what its files held must be found there too.
      this.#noted.add(part.text);
      note('flow', { file: part.file, text: part.text });
    }
    const compiled = this.#compiler.compilePart(part);
    if (this.#permit?.covers(reachesOf(compiled)) === false) throw reachesMore(compiled);
    const flow = this.#prepare(compiled);
    const resolve = (values: JsonObject): ReadonlyMap<string, JsonValue> =>
      resolveRunInput(compiled.inputs, values);
    const input = new Map([...resolve(parameters), ...resolve(inputs as JsonObject)]);
    const outputs = new Map<string, unknown>();
    // Containers start within each other's calls: flows in them begin with an empty stack, or together they overflow it.
    await Promise.resolve();
    const end = await new BodyRun({
      flow,
      body: flow.body,
      entry: {},
      scope: {
        ...scope,
        flow: { ...part.base, depth: depth + 1, prefix: `${scope.nodeId}/` },
      },
      ends: { input, onOutput: (nodeId, value) => outputs.set(nodeId, value) },
    }).run();
    if (end.state !== 'done') throw end.error;
    return Object.fromEntries(outputs);
  }

  /** As RunServices says. */
  describe(source: FlowSource, { flow: { file, rootFile } }: RunScope): FlowSignature {
    const { document, kinds } = this.#compiler.compilePart(
      this.#library.find(source, { file, rootFile }),
    );
    const { inputs, outputs } = portsOfEnds(document, kinds);
    const describe = ({ id, label, type, required = false }: Port): FlowEnd => ({
      id,
      title: label,
      type,
      required,
    });
    const { name, description } = document;
    return { name, description, inputs: inputs.map(describe), outputs: outputs.map(describe) };
  }

  #prepare(compiled: CompiledFlow): PreparedFlow {
    const known = this.#prepared.get(compiled) ?? prepareFlow(compiled);
    this.#prepared.set(compiled, known);
    return known;
  }
}

function reachesMore({ document }: CompiledFlow): MillraceError {
  return new MillraceError(
    'not_trusted',
    `The flow “${document.name}” may reach more than was agreed to when the run began.`,
    { action: 'Run it again, and look at the list.' },
  );
}

function tooDeep(): MillraceError {
  return new MillraceError(
    'flow_too_deep',
    `Flows run each other more than ${deepest} deep here.`,
    {
      action: 'A flow that runs itself needs a branch that does not.',
    },
  );
}
