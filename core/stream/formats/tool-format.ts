/**
 * How one model family writes tool calls and reasoning into its text, as pure data: it survives JSON, so people can
 * add formats of their own. Wherever several spellings of a marker stand in a list, all are read and the first is written.
 */
export interface ToolFormat {
  /** Stable id, as chosen in a connection's raw-format setting. */
  readonly id: string;
  /** What people choose from: the format and the models that write it. */
  readonly title: string;
  /** Whether plain text can be taken for a call, so that nobody should get this format unasked. */
  readonly isRisky?: boolean;
  /** The markers around reasoning; absent when the family writes none. */
  readonly reasoning?: ReasoningSyntax;
  /** The markers around all calls of a turn; calls without them are read too. Other text between them is dropped. */
  readonly section?: MarkerPair;
  /** The ways of writing a call. The first is the one used for writing. */
  readonly calls: readonly CallSyntax[];
  /** Present when the output is a row of segments whose headers say what they are; calls then stand in segments only. */
  readonly segments?: SegmentSyntax;
  /** Control tokens: taken out of text and reasoning wherever they stand. */
  readonly strip: readonly string[];
  /** Tags around the answer: taken out of text together with the white space beside them. */
  readonly wrappers?: readonly string[];
  /** Stop words: nothing from here on belongs to the answer, as for a server that was given them. */
  readonly stop?: readonly string[];
}

/** What begins a stretch of text and what ends it. */
interface MarkerPair {
  readonly open: readonly string[];
  readonly close: readonly string[];
}

/** The markers around reasoning. */
interface ReasoningSyntax extends MarkerPair {
  /** Whether the usual prompt opens the reasoning, so that the output begins inside it. */
  readonly startsInside?: boolean;
  /** Whether a call ends reasoning that is still open; otherwise calls inside reasoning are reasoning. */
  readonly callsInside?: boolean;
}

/** One way of writing a call, told apart by what stands between its markers. */
export type CallSyntax =
  | JsonCallSyntax
  | HeadCallSyntax
  | ParameterCallSyntax
  | ExpressionCallSyntax
  | CodeCallSyntax;

interface CallMarkers {
  /** What begins a call; may be empty for a syntax that is also found without a marker. */
  readonly open: readonly string[];
  /** What ends a call; empty: the call ends with its value. A call at the end of the output may lack it. */
  readonly close: readonly string[];
  /** Of several syntaxes with the same opening marker, the first units that choose this one; for a list in brackets, also those behind its bracket. Without a marker: what it begins with. */
  readonly starts?: string;
  /** Where the call may begin without a marker, by one of `starts`: at the start of the answer, anywhere, or where a section begins. */
  readonly bare?: 'start' | 'anywhere' | 'section';
  /** Whether each offered tool's name, with this text behind it, begins a call where a line begins. */
  readonly afterToolName?: string;
  /** Whether only the name of an offered tool makes it a call; without a marker that is always so. */
  readonly onlyOffered?: boolean;
  /** A regular expression, tried on names of up to 512 units, whose first group is the tool's name within what the model writes as the name. */
  readonly namePattern?: string;
  /** How the name is written: `{name}` stands for the tool's name, `{index}` for the call's place in the turn. */
  readonly writtenName?: string;
}

/** A JSON object that holds the tool's name and its arguments. */
export interface JsonCallSyntax extends CallMarkers {
  readonly body: 'json';
  /** Keys under which the name may stand. */
  readonly nameKeys: readonly string[];
  /** Keys under which the arguments may stand. */
  readonly argumentKeys: readonly string[];
  /** Whether it may be a list of such objects, or several with separators; a list is what is written. */
  readonly list?: 'brackets' | 'lines' | 'semicolons';
  /** Whether the name is the object's one key and the arguments its value. */
  readonly nameIsKey?: boolean;
}

/** The tool's name as plain text, a separator, then the arguments as a JSON object. */
export interface HeadCallSyntax extends CallMarkers {
  readonly body: 'head-json';
  /** What stands between name and arguments; a call without arguments may lack it. */
  readonly separator: readonly string[];
  /** Whether the arguments may follow the name at once, as where a server removed a separator that is a special token. */
  readonly mayLackSeparator?: boolean;
  /** Whether prose may hold the markers: it is a call only if the tool was offered, where tools are known, and an object or the closing marker follows its separator. */
  readonly mayBeProse?: boolean;
}

/** The tool's name, then each parameter between tags; values are plain text whose type the tool's schema tells. */
export interface ParameterCallSyntax extends CallMarkers {
  readonly body: 'parameters';
  /** What ends the name. */
  readonly nameEnd: readonly string[];
  readonly keyOpen: readonly string[];
  /** What ends a key whose type the schema tells. */
  readonly keyClose: readonly string[];
  /** What ends the key of a parameter that is a string, whatever the schema says. */
  readonly stringKeyClose?: readonly string[];
  /** What ends the key of a parameter that is JSON, whatever the schema says. */
  readonly jsonKeyClose?: readonly string[];
  /** What begins a value; absent: it begins with the end of its key. */
  readonly valueOpen?: readonly string[];
  /** What ends a value, provided that another key or the end of the call follows. */
  readonly valueClose: readonly string[];
  /** Whether a value may lack its end: a further key of the tool ends it then, and so does the end of the call if that of the section, another call or nothing follows. */
  readonly valueMayLackClose?: boolean;
  /** Whether one line break at each end of a value belongs to the tags. */
  readonly trimLineBreaks?: boolean;
  /** White space between the parts as it is written; nothing by default. */
  readonly gap?: string;
}

/** Calls written as in a programming language: a name and named arguments in brackets. */
export interface ExpressionCallSyntax extends CallMarkers {
  readonly body: 'expression';
  /** `python`: `f(a='x')`; `braces`: `f{a:'x'}` with the string marks in `quotes`, where nothing is escaped. */
  readonly style: 'python' | 'braces';
  readonly quotes?: readonly string[];
  /** How several calls stand between one pair of markers. */
  readonly list?: 'brackets' | 'lines';
}

/** Raw source code, which becomes the one string argument of a fixed tool. */
export interface CodeCallSyntax extends CallMarkers {
  readonly body: 'code';
  /** The tool that runs the code. */
  readonly tool: string;
  /** The argument that carries it. */
  readonly argument: string;
}

/** A row of segments, each with a header that says what its body is. */
export interface SegmentSyntax {
  /** What begins a header. The output itself may begin with one too. */
  readonly open: readonly string[];
  /** A regular expression that every beginning of a header at the start of the output fits; text that does not is text. */
  readonly firstHeader: string;
  /** Markers that stand within headers; seen outside one, they begin one. */
  readonly within: readonly string[];
  /** What ends a header. */
  readonly headerEnd: readonly string[];
  /** Headers that are always possible. Where no marker ends a body, only a known header behind its marker ends code. */
  readonly fixedHeaders?: readonly string[];
  /** What ends a body; a header's beginning does too. */
  readonly close: readonly string[];
  /** What a header means; the first whose pattern fits decides. */
  readonly routes: readonly SegmentRoute[];
  /** A header as it is written before a call; `{name}` stands for the tool's name. */
  readonly callHeader: string;
}

/** What the headers that fit a pattern mean. */
export interface SegmentRoute {
  /** A regular expression for the whole header, without its markers' ends; in a call's, the first group is the name. */
  readonly header: string;
  readonly to: 'text' | 'reasoning' | 'call' | 'code';
  /** For `code`: the argument that carries it. */
  readonly argument?: string;
  /** Whether the name must be that of an offered tool, where tools are known. */
  readonly onlyOffered?: boolean;
}
