import type { Command } from './command.ts';

let registered: readonly Command[] = [];
let byId: ReadonlyMap<string, Command> = new Map();

/** Says which commands there are; call once, before the first render. Components ask here, so that no command need know them. */
export function registerCommands(commands: readonly Command[]): void {
  registered = commands;
  byId = new Map(commands.map((command) => [command.id, command]));
}

/** Every command, in the order of its list. */
export function allCommands(): readonly Command[] {
  return registered;
}

/** The command of an id; undefined when there is none. */
export function findCommand(id: string): Command | undefined {
  return byId.get(id);
}

/** Whether a command can do something now. */
export function isAvailable(command: Command): boolean {
  return command.isAvailable?.() ?? true;
}
