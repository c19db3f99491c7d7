import type { JsonObject } from '../../shared/json.ts';
import type { ToolFormat } from '../formats/tool-format.ts';
import { writeCalls } from '../formats/write-calls.ts';
import { readRawTurn } from './read-turn.ts';
import { createToolSpecs } from './tool-call-case.ts';

const tool = { name: 'get_weather', params: { city: 'string', days: 'integer' } };
const given: JsonObject = { city: 'Tokyo', days: 3 };
const thought = 'They ask about the weather.';
const words = 'Let me look that up.\n';

/**
 * An output with one call of `get_weather { city, days }` as a model of this format writes it, with reasoning and words
 * before it where the format lets a call follow them; '' where no call can be written.
 */
export function writeExample(format: ToolFormat): string {
  const call = writeExampleCall(format);
  if (call === '') return '';
  const { reasoning } = format;
  const opened = reasoning?.startsInside === true ? '' : reasoning?.open[0];
  const reasons =
    reasoning === undefined ? '' : `${opened}\n${thought}\n${reasoning.close[0] ?? ''}\n\n`;
  const candidates = [reasons + words + call, reasons + call, words + call, call];
  return candidates.find((text) => isReadBack(format, text)) ?? '';
}

function writeExampleCall(format: ToolFormat): string {
  try {
    const [first] = format.calls;
    if (first?.body === 'code' && format.segments === undefined) {
      const code = { [first.argument]: 'print(1)' };
      return writeCalls(format, [{ name: first.tool, arguments: code }]);
    }
    return writeCalls(format, [{ name: tool.name, arguments: given }]);
  } catch {
    // A format that a person is still writing may be well formed and yet write nothing.
    return '';
  }
}

/** Whether the text is one call and, at most, the words before it. */
function isReadBack(format: ToolFormat, text: string): boolean {
  const { visible_text, calls, errors } = readRawTurn({ format, tools: createToolSpecs([tool]) }, [
    text,
  ]);
  const isClean = visible_text.trim() === '' || visible_text.trim() === words.trim();
  return errors.length === 0 && calls.length === 1 && isClean;
}
