import { assertNever } from '../../shared/assert-never.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { CallSyntax, ToolFormat } from './tool-format.ts';

/** A call to be written: what the sieve reads back as a tool call. */
interface WritableCall {
  /** Without white space, brackets or quotes. */
  readonly name: string;
  readonly arguments: JsonObject;
}

/** Writes calls as raw text, the way a model of this format does; '' for no calls. */
export function writeCalls(format: ToolFormat, calls: readonly WritableCall[]): string {
  return calls.map((call) => writeCall(chooseSyntax(format, call.name), call)).join('\n');
}

/** A tool that the format writes as code only is written so; everything else takes the first general syntax. */
function chooseSyntax(format: ToolFormat, name: string): CallSyntax {
  const fits = format.calls.find((syntax) => syntax.body !== 'code' || syntax.tool === name);
  if (fits === undefined)
    throw new TypeError(`Format ${format.id} cannot write a call of ${name}.`);
  return fits;
}

function writeCall(syntax: CallSyntax, call: WritableCall): string {
  return (syntax.open[0] ?? '') + writeBody(syntax, call) + (syntax.close[0] ?? '');
}

function writeBody(syntax: CallSyntax, call: WritableCall): string {
  switch (syntax.body) {
    case 'json':
      return JSON.stringify({
        [syntax.nameKeys[0] ?? 'name']: call.name,
        [syntax.argumentKeys[0] ?? 'arguments']: call.arguments,
      });
    case 'head-json':
      return call.name + (syntax.separator[0] ?? '') + JSON.stringify(call.arguments);
    case 'code': {
      const code = call.arguments[syntax.argument];
      return `\n${typeof code === 'string' ? code : ''}\n`;
    }
    default:
      return assertNever(syntax, 'call syntax');
  }
}
