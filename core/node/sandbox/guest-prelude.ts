/** The name under which the user's script stands in QuickJS stack traces. */
export const scriptName = 'tool.js';

/**
 * A script that runs inside QuickJS before the user's code and evaluates to a function
 * `(write, argumentsText) => { run, toText, describe }`. It keeps its own references to the
 * built-ins it needs, so code that replaces JSON.stringify and the like only fools itself.
 */
export const guestPrelude = `((write, argumentsText) => {
  const { stringify, parse } = JSON;
  const { apply } = Reflect;
  const toPlainText = String;
  const ErrorClass = Error;
  const args = parse(argumentsText).map((slot) => slot[0]);
  const describeThing = (value) => {
    if (typeof value === 'string') return value;
    try {
      if (value instanceof ErrorClass) return value.name + ': ' + value.message;
      if (typeof value === 'object' && value !== null) {
        const text = stringify(value);
        if (typeof text === 'string') return text;
      }
    } catch {}
    try {
      return toPlainText(value);
    } catch {
      return 'something that cannot be shown';
    }
  };
  const log = (...values) => {
    let line = '';
    for (let index = 0; index < values.length; index += 1) {
      line += (index === 0 ? '' : ' ') + describeThing(values[index]);
    }
    write(line);
  };
  globalThis.console = { log, info: log, debug: log, warn: log, error: log };
  return {
    run: async (tool) => await apply(tool, undefined, args),
    toText: (value) => (value === undefined ? 'null' : stringify(value)),
    describe: (error) => {
      if (!(error instanceof ErrorClass)) return stringify({ text: describeThing(error) });
      return stringify({
        name: toPlainText(error.name),
        text: toPlainText(error.message),
        stack: toPlainText(error.stack),
        errorClass: toPlainText(error.constructor?.name),
      });
    },
  };
})`;
