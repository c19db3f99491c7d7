/** Words of commands: what keys, the command palette and the key sheet call them. */
export const commands = {};
