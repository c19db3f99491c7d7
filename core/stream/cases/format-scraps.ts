import { listStrayEnds } from '../sieve/format-markers.ts';
import type { ToolFormat } from '../formats/tool-format.ts';

/** Every marker that means something in running text; `f` stands for a tool's name. */
export function listTextMarkers(format: ToolFormat): readonly string[] {
  return [
    ...format.calls.flatMap((syntax) => syntax.open),
    ...format.calls.flatMap((syntax) =>
      syntax.afterToolName === undefined ? [] : [`f${syntax.afterToolName}`],
    ),
    ...(format.section?.open ?? []),
    ...(format.section?.close ?? []),
    ...listStrayEnds(format),
    ...(format.reasoning?.open ?? []),
    ...(format.reasoning?.callsInside === true ? format.reasoning.close : []),
    ...(format.segments?.open ?? []),
    ...(format.segments?.within ?? []),
    ...(format.segments?.close ?? []),
    ...format.strip,
    ...(format.wrappers ?? []),
    ...(format.stop ?? []),
  ];
}

/** Every marker of a format and pieces of what stands between them: random rows of these find faults that text does not. */
export function listScraps(format: ToolFormat): readonly string[] {
  return [
    ...listTextMarkers(format),
    ...(format.reasoning?.close ?? []),
    ...(format.segments?.headerEnd ?? []),
    ...(format.segments === undefined ? [] : ['assistant', 'analysis', 'final', ' to=f', 'all']),
    ...format.calls.flatMap((syntax) => syntax.close),
    ...listInnerMarkers(format),
    '{"name":"f","arguments":{"a":1}}',
    '[{"name":"f","arguments":{}}]',
    '{"type":"function","function":{"name":"f","arguments":{"a":"x"}}}',
    '"function":{',
    '"name":"f"',
    '{"a":1}',
    '{"a',
    "'",
    '"',
    '{',
    '}',
    '[',
    ']',
    '(',
    '[1',
    '```json\n',
    '```',
    ',',
    ':',
    ';',
    'f',
    ' ',
    '\n',
    '\r\n',
    '\r',
    '\ud83d',
    'True',
    'word',
    '\\',
    'f\n',
    ' '.repeat(401),
    'x'.repeat(399),
  ];
}

function listInnerMarkers(format: ToolFormat): readonly string[] {
  return format.calls.flatMap((syntax) => {
    if (syntax.body === 'head-json') return syntax.separator;
    if (syntax.body === 'expression') return syntax.quotes ?? ["'", '"""', 'f(', 'a=', ')', 'r"'];
    if (syntax.body !== 'parameters') return [];
    return [
      ...syntax.nameEnd,
      ...syntax.keyOpen,
      ...syntax.keyClose,
      ...(syntax.stringKeyClose ?? []),
      ...(syntax.jsonKeyClose ?? []),
      ...(syntax.valueOpen ?? []),
      ...syntax.valueClose,
      'a',
    ];
  });
}
