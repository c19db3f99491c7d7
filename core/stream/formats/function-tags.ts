import type { CallSyntax } from './tool-format.ts';

/**
 * Calls as Qwen 3 Coder and its kin write them in a section: tagged parameters with raw values, now and then the JSON of
 * the general models. `sectionEnd` closes the section, and a JSON call with it.
 */
export function createFunctionTagCalls(sectionEnd: string): readonly CallSyntax[] {
  return [
    {
      body: 'parameters',
      open: ['<function='],
      close: ['</function>'],
      nameEnd: ['>'],
      keyOpen: ['<parameter='],
      keyClose: ['>'],
      valueClose: ['</parameter>'],
      valueMayLackClose: true,
      trimLineBreaks: true,
      gap: '\n',
    },
    {
      body: 'json',
      open: [],
      close: [sectionEnd],
      starts: '{',
      bare: 'section',
      nameKeys: ['name'],
      argumentKeys: ['arguments', 'parameters'],
      list: 'brackets',
    },
  ];
}
