import { assertNever } from '../../shared/assert-never.ts';
import { longestMatched } from '../formats/pattern-cost.ts';
import type { CallSyntax } from '../formats/tool-format.ts';
import type { CallLedger } from './call-ledger.ts';
import { CallDoubt, CallDraft, type CallReader } from './call-reader.ts';
import { CallListReader } from './call-list-reader.ts';
import { ChoosingCallReader } from './choosing-call-reader.ts';
import { CodeCallReader } from './code-call-reader.ts';
import { DoubtfulCallReader } from './doubtful-call-reader.ts';
import { createExpressionItems } from './expression-items.ts';
import type { PreparedSyntax } from './format-markers.ts';
import { HeadCallReader } from './head-call-reader.ts';
import { JsonCallReader } from './json-call-reader.ts';
import { createJsonItems } from './json-items.ts';
import { ParameterCallReader } from './parameter-call-reader.ts';
import type { ToolParameters } from './tool-parameters.ts';

/** A call that is being read. */
export interface OpenCall {
  readonly reader: CallReader;
  readonly draft: CallDraft;
  /** The ways in which it may be written. */
  readonly calls: readonly PreparedSyntax[];
  /** Whether only its name tells whether it is a call: if it is none, its text is read again as text. */
  readonly isDoubtful: boolean;
}

/** What calls of one turn are read with. */
export interface CallSurroundings {
  readonly ledger: CallLedger;
  readonly tools: ToolParameters;
}

/** Begins to read a call behind its opening marker, '' for one that has none. */
export function openCall(
  calls: readonly PreparedSyntax[],
  opener: string,
  { ledger, tools }: CallSurroundings,
): OpenCall {
  const isBare = opener === '' && calls.some(({ syntax }) => isBareInText(syntax));
  const isDoubtful = isBare || calls.some(({ syntax }) => syntax.onlyOffered === true);
  const doubt = isDoubtful ? new CallDoubt((name) => tools.isSurelyOffered(name)) : undefined;
  const draft = new CallDraft(ledger, opener, doubt);
  const choices = calls.map((call) => ({
    syntax: call.syntax,
    createReader: () => createReader(call, draft, { tools, isBare }),
  }));
  const [first] = choices;
  const isCertain = choices.length === 1 && first?.syntax.starts === undefined;
  const reader =
    isCertain && first !== undefined
      ? first.createReader()
      : new ChoosingCallReader(draft, choices);
  return {
    draft,
    calls,
    isDoubtful,
    reader: doubt === undefined ? reader : new DoubtfulCallReader(reader, doubt),
  };
}

function createReader(
  call: PreparedSyntax,
  draft: CallDraft,
  { tools, isBare }: { readonly tools: ToolParameters; readonly isBare: boolean },
): CallReader {
  const { syntax } = call;
  const hasClose = syntax.close.length > 0 && !isBare;
  const nameOf = createNameReader(syntax.namePattern);
  switch (syntax.body) {
    case 'json':
      return syntax.list === undefined
        ? new JsonCallReader(draft, call.body, { keys: syntax, hasClose })
        : new CallListReader(draft, {
            items: createJsonItems(syntax, call.element),
            isList: true,
            hasClose,
            matcher: call.body,
          });
    case 'head-json':
      return new HeadCallReader(draft, call, {
        hasClose,
        nameOf,
        isOffered: (name) => tools.isOffered(name),
        mayBeProse: syntax.mayBeProse === true,
      });
    case 'parameters':
      if (call.parameters === undefined) throw new TypeError('This syntax was not prepared.');
      return new ParameterCallReader(draft, {
        markers: call.parameters,
        trimsLineBreaks: syntax.trimLineBreaks === true,
        nameOf,
        tools,
      });
    case 'expression':
      return new CallListReader(draft, {
        items: createExpressionItems({
          syntax,
          nameOf,
          parameterAt: (tool, position) => tools.parameterAt(tool, position),
        }),
        isList: syntax.list !== undefined,
        hasClose,
        matcher: call.body,
      });
    case 'code':
      return new CodeCallReader(draft, call.body, syntax);
    default:
      return assertNever(syntax, 'call syntax');
  }
}

/** Whether no marker at all tells the call from text; a section's markers do. */
function isBareInText({ bare }: CallSyntax): boolean {
  return bare === 'start' || bare === 'anywhere';
}

function createNameReader(pattern: string | undefined): (written: string) => string {
  if (pattern === undefined) return (written) => written;
  const expression = new RegExp(pattern, 'u');
  // Its cost is bounded for texts of this length only.
  return (written) =>
    (written.length > longestMatched ? undefined : expression.exec(written)?.[1]) ?? written;
}
