import type { FlowFile, FlowFiles } from '../contracts/flow-files.ts';
import type { FlowDocument } from '../model/flow-document.ts';
import { parseFlow } from '../model/flow-file.ts';
import type { NodePorts, Port } from '../model/port.ts';
import type { FlowReach } from '../model/reach.ts';
import type { FlowDescription, KindRegistry } from '../module/kind-registry.ts';
import type { FlowSource } from '../module/run-scope.ts';
import { MillraceError } from '../shared/errors.ts';
import { readFlow } from './check-flow.ts';
import { listReaches } from './list-reaches.ts';

/** Where a flow stands, for the paths in it; both undefined when it came from nowhere. */
export interface FlowBase {
  readonly file: string | undefined;
  /** The flow that the run began with. */
  readonly rootFile: string | undefined;
}

export const noBase: FlowBase = { file: undefined, rootFile: undefined };

/** A flow that another one runs, as text. */
export interface PartOfFlow {
  readonly text: string;
  /** Absent for a document that stands in the flow itself. */
  readonly file?: string;
  readonly base: FlowBase;
}

/** Finds the flows that flows run as their parts, and tells flows' checks what they look like. */
export class FlowLibrary {
  readonly #files: FlowFiles | undefined;
  /** Documents stand in settings, which never change: each is written out once. */
  readonly #texts = new WeakMap<object, string>();

  constructor(files: FlowFiles | undefined) {
    this.#files = files;
  }

  /** Throws `flow_unreadable` or `flow_has_no_file`. */
  find(source: FlowSource, base: FlowBase): PartOfFlow {
    if ('document' in source) {
      const text = this.#texts.get(source.document) ?? JSON.stringify(source.document);
      this.#texts.set(source.document, text);
      return { text, base };
    }
    const { file, text } = this.read(source.file, base);
    return { text, file, base: { file, rootFile: base.rootFile } };
  }

  /** Throws `flow_unreadable` or `flow_has_no_file`. */
  read(path: string, { file, rootFile }: FlowBase): FlowFile {
    if (this.#files && file !== undefined) return this.#files.read(path, file, rootFile ?? file);
    if (!this.#files) {
      throw new MillraceError('flow_unreadable', `The flow "${path}" cannot be read.`, {
        action: 'This host reads no flow files; put the flow into the node instead.',
      });
    }
    throw new MillraceError(
      'flow_has_no_file',
      `The flow "${path}" cannot be found: this flow stands in no file whose folder is known.`,
      {
        action:
          'Put the other flow into the node, or save this one first; a browser must be opened with “millrace web FILE”.',
      },
    );
  }

  /** The text at the end of a chain of paths. Throws as `find`, and `flow_unreadable` for a file that holds no flow. */
  readPart(paths: readonly string[], base: FlowBase): string {
    let part: PartOfFlow = { text: '', base };
    for (const path of paths) part = this.find({ file: path }, part.base);
    if (parseFlow(part.text).document !== undefined) return part.text;
    throw new MillraceError('flow_unreadable', `The file "${paths.at(-1)}" holds no flow.`, {
      action: 'Choose a file that was saved by Millrace.',
    });
  }

  /**
   * The same kinds for a flow at a certain place: those that run other flows can look at them. `onRead` hears of each
   * file. Files that are being checked already, since a flow runs itself, are not checked once more.
   */
  kindsAt(
    kinds: KindRegistry,
    base: FlowBase,
    onRead: (path: string, file: FlowFile) => void = () => {},
    checking: readonly string[] = base.file === undefined ? [] : [base.file],
  ): KindRegistry {
    const known = new Map<unknown, FlowDescription>();
    const describeFlow = (source: FlowSource): FlowDescription => {
      const key = 'document' in source ? source.document : source.file;
      const described = known.get(key) ?? this.#describe(kinds, source, base, onRead, checking);
      known.set(key, described);
      return described;
    };
    return kinds.withFacts({ describeFlow });
  }

  #describe(
    kinds: KindRegistry,
    source: FlowSource,
    base: FlowBase,
    onRead: (path: string, file: FlowFile) => void,
    checking: readonly string[],
  ): FlowDescription {
    const part = this.find(source, base);
    if ('file' in source && part.file !== undefined)
      onRead(source.file, { file: part.file, text: part.text });
    const isChecking = part.file !== undefined && checking.includes(part.file);
    const next = part.file === undefined ? checking : [...checking, part.file];
    // Nobody need hear of the files of its own parts: they are looked at again when it runs.
    const inner = this.kindsAt(kinds, part.base, () => {}, next);
    const { document, findings } = isChecking ? parseFlow(part.text) : readFlow(part.text, inner);
    return {
      name: document?.name ?? '',
      ports: document ? portsOfEnds(document, kinds) : { inputs: [], outputs: [] },
      findings: findings.filter(({ severity }) => severity === 'error'),
      reaches: document && !isChecking ? mark(listReaches(document, inner), source) : [],
    };
  }
}

/** What stands in a file may change without anybody's edit of the flow that names it. */
function mark(reaches: readonly FlowReach[], source: FlowSource): readonly FlowReach[] {
  return 'file' in source ? reaches.map((reach) => ({ ...reach, fromFile: true })) : reaches;
}

/** A flow's inputs and outputs as ports: their ids are those of the nodes, which outlive a new title. */
export function portsOfEnds(document: FlowDocument, kinds: KindRegistry): NodePorts {
  const inputs: Port[] = [];
  const outputs: Port[] = [];
  for (const [id, node] of Object.entries(document.nodes)) {
    const role = kinds.get(node.kind)?.role;
    const label = node.title;
    if (role === 'run-output') outputs.push({ id, label, type: 'any' });
    if (role !== 'run-input') continue;
    const type = kinds.find(node.kind)?.ports(node.settings).outputs[0]?.type ?? 'any';
    const hasDefault = ![undefined, null, ''].includes(node.settings['default'] as never);
    inputs.push({ id, label, type, ...(hasDefault ? {} : { required: true }) });
  }
  return { inputs, outputs };
}
