/** A name that every script of the sandbox can use. */
interface ScriptGlobal {
  readonly name: string;
  readonly members?: readonly string[];
}

/** What the sandbox gives a script besides the language: no network, no files, no timers. */
export const scriptGlobals: readonly ScriptGlobal[] = [
  {
    name: 'console',
    members: ['log', 'info', 'debug', 'warn', 'error'],
  },
  { name: 'JSON', members: ['parse', 'stringify'] },
  {
    name: 'Math',
    members: [
      'abs',
      'ceil',
      'floor',
      'max',
      'min',
      'pow',
      'random',
      'round',
      'sign',
      'sqrt',
      'trunc',
      'PI',
    ],
  },
  {
    name: 'Object',
    members: ['assign', 'entries', 'fromEntries', 'groupBy', 'hasOwn', 'keys', 'values'],
  },
  { name: 'Array', members: ['from', 'isArray', 'of'] },
  {
    name: 'Number',
    members: ['isFinite', 'isInteger', 'isNaN', 'parseFloat', 'parseInt'],
  },
  { name: 'Date', members: ['now', 'parse', 'UTC'] },
  { name: 'String', members: ['fromCharCode', 'raw'] },
  { name: 'Map' },
  { name: 'Set' },
  { name: 'RegExp' },
  { name: 'Error' },
];
