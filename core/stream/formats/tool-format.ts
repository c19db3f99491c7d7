/**
 * How one model family writes tool calls and reasoning into its text, as pure data: it survives JSON, so people can
 * add formats of their own. Wherever several spellings of a marker stand in a list, all are read and the first is written.
 */
export interface ToolFormat {
  /** Stable id, as chosen in a connection's raw-format setting. */
  readonly id: string;
  /** What people choose from: the format and the models that write it. */
  readonly title: string;
  /** The markers around reasoning; absent when the family writes none. */
  readonly reasoning?: ReasoningSyntax;
  /** The ways of writing a call. The first is the one used for writing. */
  readonly calls: readonly CallSyntax[];
  /** Control tokens: taken out of text and reasoning wherever they stand. */
  readonly strip: readonly string[];
  /** Stop words: nothing from here on belongs to the answer, as for a server that was given them. */
  readonly stop?: readonly string[];
}

/** The markers around reasoning. Calls inside reasoning are reasoning. */
interface ReasoningSyntax {
  readonly open: readonly string[];
  readonly close: readonly string[];
}

/** One way of writing a call, told apart by what stands between its markers. */
export type CallSyntax = JsonCallSyntax | HeadCallSyntax | CodeCallSyntax;

interface CallMarkers {
  /** What begins a call; never empty. */
  readonly open: readonly string[];
  /** What ends a call; empty: the call ends with its value. A call at the end of the output may lack it. */
  readonly close: readonly string[];
}

/** A JSON object that holds the tool's name and its arguments. */
interface JsonCallSyntax extends CallMarkers {
  readonly body: 'json';
  /** Keys under which the name may stand. */
  readonly nameKeys: readonly string[];
  /** Keys under which the arguments may stand. */
  readonly argumentKeys: readonly string[];
}

/** The tool's name as plain text, a separator, then the arguments as a JSON object. */
interface HeadCallSyntax extends CallMarkers {
  readonly body: 'head-json';
  /** What stands between name and arguments; a call without arguments may lack it. */
  readonly separator: readonly string[];
}

/** Raw source code, which becomes the one string argument of a fixed tool. */
export interface CodeCallSyntax extends CallMarkers {
  readonly body: 'code';
  /** The tool that runs the code. */
  readonly tool: string;
  /** The argument that carries it. */
  readonly argument: string;
}
