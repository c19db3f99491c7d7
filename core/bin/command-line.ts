import { Command, CommanderError } from 'commander';
import { toErrorInfo } from '../shared/errors.ts';
import type { DiffOptions } from './commands/compare-two.ts';
import type { ParseOptions } from './commands/parse-output.ts';
import type { RunOptions } from './commands/run-flow.ts';
import type { KindsOptions } from './commands/list-kinds.ts';
import type { ValidateOptions } from './commands/validate-flow-file.ts';
import type { WebOptions } from './commands/serve-web.ts';
import { addConnections } from './connections-program.ts';
import { addExports } from './export-program.ts';
import { exitCodes } from './exit-codes.ts';
import { addHistory } from './history-program.ts';
import { addTrust } from './trust-program.ts';
import { describeError, endWithReader, writeMessage } from './messages.ts';
import { readVersion } from './program-info.ts';

/** Runs the program with its arguments, and ends the process with the right exit code. */
export async function runCommandLine(argv: readonly string[]): Promise<never> {
  let exitCode: number = exitCodes.done;
  const program = createProgram((code) => (exitCode = code));
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version end this way too, with 0.
      exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
    } else {
      writeMessage(describeError(toErrorInfo(error)));
      exitCode = exitCodes.failed;
    }
  }
  // A pipe may still hold what was written last.
  await new Promise<void>((done) => process.stdout.write('', () => done()));
  process.exit(exitCode);
}

// Each command loads its own code when it is called: help and validation need no engine.
function createProgram(setExitCode: (code: number) => void): Command {
  const program = new Command('millrace')
    .description('Runs flows of LLM modules, and shows every token and every step.')
    .version(readVersion())
    .exitOverride()
    .showHelpAfterError('Run "millrace --help" for what there is.')
    .configureHelp({ showGlobalOptions: true });
  addRun(program, setExitCode);
  addParse(program, setExitCode);
  addConnections(program, setExitCode);
  addTrust(program, setExitCode);
  addExports(program, setExitCode);
  addHistory(program, setExitCode);
  program
    .command('validate')
    .description('Check a flow file, and say all that is wrong with it, each with its place.')
    .argument('<file>', 'a flow file')
    .option('--json', 'print the findings as JSON')
    .option(...modulesOption)
    .action(async (file: string, options: ValidateOptions) => {
      const { validateFlowFile } = await import('./commands/validate-flow-file.ts');
      endWithReader();
      setExitCode(await validateFlowFile(file, options));
    });
  program
    .command('diff')
    .description('Say what is different between two flow files, or between two runs.')
    .argument('<before>', 'a flow file, or a run: its id, a beginning of it, last, last~1 …')
    .argument('<after>', 'another one of the same')
    .option('--json', 'print the differences as JSON')
    .option('--ignore-layout', 'do not look at where nodes stand')
    .option('--record <path>', 'the record that the runs are in (default: your own)')
    .action(async (before: string, after: string, options: DiffOptions) => {
      const { compareTwo } = await import('./commands/compare-two.ts');
      endWithReader();
      setExitCode(await compareTwo(before, after, options));
    });
  program
    .command('import')
    .description('Turn a file of Flowise, Langflow, Dify, n8n or Rivet into flows.')
    .argument('<file>', 'a file exported there')
    .option('-o, --output <path>', 'where the flow goes (default: beside the file)')
    .option('--json', 'print what became of every node as JSON')
    .action(async (file: string, options: { output?: string; json?: true }) => {
      const { importFlowFile } = await import('./commands/import-flow-file.ts');
      endWithReader();
      setExitCode(await importFlowFile(file, options));
    });
  program
    .command('kinds')
    .description('List the module kinds.')
    .option('--json', 'print their full descriptions as JSON')
    .option(...modulesOption)
    .action(async (options: KindsOptions) => {
      const { listKinds } = await import('./commands/list-kinds.ts');
      endWithReader();
      setExitCode(await listKinds(options));
    });
  addNew(program, setExitCode);
  program
    .command('formats')
    .description('List the raw tool-call formats, your own first.')
    .option('--json', 'print them whole as JSON, each with an example')
    .action(async (options: { json?: true }) => {
      const { listFormats } = await import('./commands/list-formats.ts');
      endWithReader();
      setExitCode(listFormats(options));
    });
  program
    .command('web')
    .description('Open the app in a browser, on this machine only.')
    .argument('[file]', 'a flow file to open; the only one that can be saved in place')
    .option('--port <number>', 'the port to use (default: 4870, or any free one)')
    .option('--record <path>', 'the record file (default: your own)')
    .option(...allowFolder)
    .option(...allowHost)
    .option(...allowCommand)
    .option(...modulesOption)
    .action(async (file: string | undefined, options: WebOptions) => {
      const { serveWeb } = await import('./commands/serve-web.ts');
      setExitCode(await serveWeb(file, options));
    });
  return program;
}

function addNew(program: Command, setExitCode: (code: number) => void): void {
  program
    .command('new')
    .description('Write a starting point.')
    .command('module')
    .description('Write a module of your own, and its test, which passes.')
    .argument('<name>', 'what it is called, such as "word count"')
    .option('--folder <path>', 'where it goes (default: the folder “modules” here)')
    .action(async (name: string, options: { folder?: string }) => {
      const { newModule } = await import('./commands/new-module.ts');
      endWithReader();
      setExitCode(newModule(name, options));
    });
}

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, value];
const nothing: readonly string[] = [];

/** Options that let flows reach something; each may be given several times. */
const allowFolder = [
  '--allow-folder <path>',
  'let flows read and write the files of this folder (repeatable)',
  collect,
  nothing,
] as const;
const allowCommand = [
  '--allow-command <line>',
  'let flows start this program, with just these arguments, as an MCP server (repeatable)',
  collect,
  nothing,
] as const;
const allowHost = [
  '--allow-host <name>',
  'let flows call this host, such as example.com or *.example.com (repeatable)',
  collect,
  nothing,
] as const;

const modulesOption = [
  '--modules <folder>',
  'modules of your own; a folder that you trust (default: “modules” beside the flow; repeatable)',
  collect,
  nothing,
] as const;

function addRun(program: Command, setExitCode: (code: number) => void): void {
  program
    .command('run')
    .description('Run a flow file; prints its tokens as they come, and what it returns.')
    .argument('<file>', 'a flow file')
    .option('--input <text>', 'the input; - reads it from standard input (default: the flow’s own)')
    .option('--trace', 'also print what each module did')
    .option('--json', 'print one event a line as JSON, and the result last')
    .option(
      '--set <node.setting=value>',
      'change a setting for this run; node is an id or a title, value JSON or text (repeatable)',
      collect,
      nothing,
    )
    .option('--connection <name>', 'use this connection for every model in the flow')
    .option('--model <name>', 'use this model for every model in the flow')
    .option('--raw-format <id>', 'read tool calls in this raw format from every model in the flow')
    .option('--record <path>', 'the record file (default: your own)')
    .option('--save-fixture <path>', 'write the traffic with all models to this file')
    .option('--resume <run>', 'go on from a run: take over what it finished (an id, or last)')
    .option('--redo <node>', 'with --resume: do this node and what comes after it anew')
    .option('--until <node>', 'run this node and what leads to it; skip the rest')
    .option('--replay <path>', 'answer every model from such a file, and ask nobody')
    .option('--pace <how>', 'the pace of a replay: recorded or none (default: recorded)')
    .option('--trust', 'let the flow reach, this once, what it says that it reaches')
    .option(...allowFolder)
    .option(...allowHost)
    .option(...allowCommand)
    .option(...modulesOption)
    .option('--approve <how>', 'answer every approval: all or none (default: ask on the terminal)')
    .action(async (file: string, options: RunOptions) => {
      const { runFlow } = await import('./commands/run-flow.ts');
      setExitCode(await runFlow(file, options));
    });
}

function addParse(program: Command, setExitCode: (code: number) => void): void {
  program
    .command('parse')
    .description('Read a model’s raw output from standard input: text, reasoning and tool calls.')
    .option('--format <id>', 'the raw format; openai-sse reads a raw HTTP body')
    .option('--tools <file>', 'the tools that were offered, as JSON: [{ name, params }]')
    .option('--chunks <how>', 'how it arrives: whole (the default), char or random:SEED')
    .option('--start-in-reasoning', 'the chat template opened the reasoning already')
    .option('--cases <file>', 'run a file of cases instead, each in every chunking')
    .option('--format-file <file>', 'formats of your own, as JSON')
    .action(async (options: ParseOptions) => {
      const { parseOutput } = await import('./commands/parse-output.ts');
      endWithReader();
      setExitCode(await parseOutput(options));
    });
}
