/** One `@param` of a JSDoc comment. */
interface DocParam {
  readonly name: string;
  /** As written; '' where there is none. */
  readonly type: string;
  readonly text: string;
}

/** A function of a script with what stands above it. */
export interface DocumentedFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  /** The comment's own sentences. */
  readonly text: string;
  readonly params: readonly DocParam[];
  readonly returns: string;
}

const declaration =
  /(?:\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*)?(?:export\s+(?:default\s+)?)?(?:async\s+)?(?:function\s*\*?\s*([\w$]+)\s*\(([^)]*)\)|(?:const|let|var)\s+([\w$]+)\s*=\s*(?:async\s*)?(?:function\s*)?\(?([^)=]*)\)?\s*(?:=>|\{))/g;

/** The functions of a script, read for help while typing: a script that is being written is seldom whole. */
export function readFunctions(code: string): readonly DocumentedFunction[] {
  return Array.from(code.matchAll(declaration), (match) => {
    const [, doc = '', name, parameters, constant, arrow] = match;
    return {
      name: name ?? constant ?? '',
      parameters: splitParameters(parameters ?? arrow ?? ''),
      ...readDoc(doc),
    };
  });
}

function splitParameters(list: string): readonly string[] {
  return list
    .split(',')
    .map((each) =>
      each
        .replace(/=.*$/s, '')
        .replace(/^\s*\.\.\./, '')
        .trim(),
    )
    .filter((each) => /^[\w$]+$/.test(each));
}

function readDoc(doc: string): Pick<DocumentedFunction, 'text' | 'params' | 'returns'> {
  const lines = doc.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
  const firstTag = lines.findIndex((line) => /^\s*@/.test(line));
  const text = (firstTag < 0 ? lines : lines.slice(0, firstTag)).join(' ').trim();
  const params = lines.flatMap((line): readonly DocParam[] => {
    const match = /^\s*@param(?:\s+\{([^}]*)\})?\s+\[?([\w$.]+)(?:=[^\]]*)?\]?\s*-?\s*(.*)$/.exec(
      line,
    );
    return match === null
      ? []
      : [{ type: match[1] ?? '', name: match[2] ?? '', text: match[3] ?? '' }];
  });
  const returns = /^\s*@returns?(?:\s+\{([^}]*)\})?/.exec(
    lines.find((line) => /^\s*@returns?\b/.test(line)) ?? '',
  );
  return { text, params, returns: returns?.[1] ?? '' };
}

/** How a function is called, such as `get_weather(city: string, days: number)`. */
export function writeSignature({ name, parameters, params, returns }: DocumentedFunction): string {
  const typed = parameters.map((parameter) => {
    const type = params.find((known) => known.name === parameter)?.type;
    return type === undefined || type === '' ? parameter : `${parameter}: ${type}`;
  });
  return `${name}(${typed.join(', ')})${returns === '' ? '' : `: ${returns}`}`;
}
