import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

// A model server as a connection starts one: its port and how it behaves come as arguments.
//   ready-after=MS   answers 503 until then
//   ends-after=MS    ends by itself, with exit code 3
//   child            starts a process that outlives a SIGTERM of its own
//   stubborn         takes no notice of SIGTERM
//   lines=N          writes so many lines at once
const [port = '0', ...manners] = process.argv.slice(2);
const valueOf = (name: string): number => {
  const found = manners.find((manner) => manner.startsWith(`${name}=`));
  return found === undefined ? 0 : Number(found.slice(name.length + 1));
};

const startedAt = performance.now();
if (manners.includes('stubborn')) process.on('SIGTERM', () => console.error('not yet'));
if (manners.includes('child')) {
  const code = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
  const child = spawn(process.execPath, ['-e', code], { stdio: 'inherit' });
  console.log(`child ${child.pid}`);
}
for (let line = 1; line <= valueOf('lines'); line += 1) console.log(`line ${line}`);
console.log(`variables ${Object.keys(process.env).toSorted().join(' ')}`);
if (valueOf('ends-after') > 0) setTimeout(() => process.exit(3), valueOf('ends-after'));

createServer((_request, response) => {
  const isReady = performance.now() - startedAt >= valueOf('ready-after');
  response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ data: [{ id: 'local-model' }] }));
}).listen(Number(port), '127.0.0.1', () => console.error('listening'));
