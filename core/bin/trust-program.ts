import type { Command } from 'commander';
import type * as Commands from './commands/trust.ts';
import { endWithReader } from './messages.ts';

/** Adds `millrace trust` with its own commands. */
export function addTrust(program: Command, setExitCode: (code: number) => void): void {
  const trust = program
    .command('trust')
    .description('List what flows and folders of modules may do, agree to it, take it back.');
  const run = async (work: (commands: typeof Commands) => Promise<number>): Promise<void> => {
    const commands = await import('./commands/trust.ts');
    endWithReader();
    setExitCode(await work(commands));
  };
  trust
    .command('list', { isDefault: true })
    .description('List what you agreed to.')
    .option('--json', 'print it as JSON')
    .action((options: { json?: true }) => run((commands) => commands.listTrust(options)));
  trust
    .command('flow')
    .description('Agree to what a flow may reach, for it and for all that reach no more.')
    .argument('<file>', 'a flow file')
    .action((file: string) => run((commands) => commands.trustFlow(file)));
  trust
    .command('modules')
    .description('Trust the modules of a folder: they run with all your rights.')
    .argument('<folder>', 'a folder of modules')
    .option('--while-edited', 'whatever it holds later, too')
    .option('--always', 'load it in the app as well')
    .action((folder: string, options: Commands.TrustModulesOptions) =>
      run((commands) => commands.trustModules(folder, options)),
    );
  trust
    .command('revoke')
    .description('Take back what you agreed to.')
    .argument('<id>', 'the id of an entry, or a folder of modules')
    .action((id: string) => run((commands) => commands.revokeTrust(id)));
}
