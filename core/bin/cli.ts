import process from 'node:process';

// Everything else is loaded after this check: on an older Node the SQLite package crashes the process.
const oldestMajor = 24;

if (Number.parseInt(process.versions.node, 10) < oldestMajor) {
  console.error(
    `Millrace needs Node ${oldestMajor} or newer; this is ${process.versions.node}. ` +
      'Start it with "npm run -s millrace -- …", which brings its own.',
  );
  process.exit(2);
}

// "npm run" starts scripts in the project's root: paths are meant from where the person stands.
const standing = process.env['INIT_CWD'];
if (process.env['npm_lifecycle_event'] === 'millrace' && standing !== undefined)
  process.chdir(standing);

const { runCommandLine } = await import('./command-line.ts');
await runCommandLine(process.argv);
