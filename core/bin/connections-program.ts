import { Option } from 'commander';
import type { Command } from 'commander';
import type * as Commands from './commands/connections.ts';
import type { AddOptions } from './commands/connection-options.ts';
import type { PrintOptions } from './commands/connections.ts';
import { endWithReader } from './messages.ts';

/** Adds `millrace connections` with its own commands. */
export function addConnections(program: Command, setExitCode: (code: number) => void): void {
  const connections = program
    .command('connections')
    .description('List, add, remove, test and find the ways to reach models.');
  const run = async (work: (commands: typeof Commands) => Promise<number>): Promise<void> => {
    const commands = await import('./commands/connections.ts');
    endWithReader();
    setExitCode(await work(commands));
  };
  connections
    .command('list', { isDefault: true })
    .description('List the connections, and what is missing for each.')
    .option('--json', 'print them as JSON')
    .action((options: PrintOptions) => run((commands) => commands.listConnections(options)));
  connections
    .command('presets')
    .description('List the providers and programs that a connection can start from.')
    .option('--json', 'print them as JSON')
    .action((options: PrintOptions) => run((commands) => commands.listPresets(options)));
  addAdd(connections, run);
  connections
    .command('remove')
    .description('Remove a connection.')
    .argument('<name>', 'its name')
    .action((name: string) => run((commands) => commands.removeConnection(name)));
  connections
    .command('test')
    .description('Try a connection: its address, key and models, an answer, a tool call.')
    .argument('<name>', 'its name')
    .option('--model <name>', 'the model to ask (default: the connection’s own)')
    .option('--json', 'print what was found as JSON')
    .action((name: string, options: PrintOptions & { readonly model?: string }) =>
      run((commands) => commands.testConnection(name, options)),
    );
  connections
    .command('models')
    .description('List the models that a connection offers.')
    .argument('<name>', 'its name')
    .option('--json', 'print them as JSON')
    .action((name: string, options: PrintOptions) =>
      run((commands) => commands.listModels(name, options)),
    );
  connections
    .command('discover')
    .description('Look for model servers on this machine’s usual ports.')
    .option('--json', 'print them as JSON')
    .action((options: PrintOptions) => run((commands) => commands.discoverServers(options)));
}

function addAdd(
  connections: Command,
  run: (work: (commands: typeof Commands) => Promise<number>) => Promise<void>,
): void {
  connections
    .command('add')
    .description('Add a connection. It names its key and never holds it.')
    .argument('<name>', 'what flows call it by: small letters, digits, dots, hyphens')
    .option('--preset <id>', 'start from a provider; see "millrace connections presets"')
    .option('--label <text>', 'how people see it')
    .option('--base-url <url>', 'up to and including the version, such as http://127.0.0.1:8000/v1')
    .option('--key-name <name>', 'the environment variable that holds its key')
    .option('--model <name>', 'its default model')
    .option('--raw-format <id>', 'none, auto (by the model’s name), or a raw tool-call format')
    .addOption(
      new Option(
        '--start-in-reasoning <when>',
        'whether texts begin inside reasoning that the prompt opened; auto is by the model’s name',
      ).choices(['auto', 'yes', 'no']),
    )
    .addOption(
      new Option('--api <api>', 'the API that is spoken (default: chat)').choices([
        'chat',
        'responses',
      ]),
    )
    .option('--proxy <url>', 'an HTTP proxy for its requests')
    .option(
      '--header <header>',
      '"Name: value", or "Name: $SECRET" for a secret’s name (repeatable)',
      (value: string, all: readonly string[]) => [...all, value],
      [] as readonly string[],
    )
    .option('--settings <file>', 'more settings, as JSON')
    .option('--replace', 'replace the connection of that name')
    .action((name: string, options: AddOptions) =>
      run((commands) => commands.addConnection(name, options)),
    );
}
