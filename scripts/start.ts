// Opens Millrace on the weather flow: the desktop app where it can run, else the web host.
import process from 'node:process';

const oldestMajor = 24;

if (Number.parseInt(process.versions.node, 10) < oldestMajor) {
  console.error(
    `Millrace needs Node ${oldestMajor} or newer; this is ${process.versions.node}. ` +
      'Start it with "npm start" after "npm ci", or install a newer Node.',
  );
  process.exit(2);
}

const { startMillrace } = await import('./start/start-millrace.ts');
process.exit(await startMillrace(process.argv.slice(2)));
