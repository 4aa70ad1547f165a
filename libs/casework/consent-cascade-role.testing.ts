// A process for the tests: `consent-cascade-role.testing.ts URL HOME COMMANDS`. A whole application on what a test has
// prepared; after so many commands of the consent cascade it says so and stays there for ever, to be killed.
import { openDatabase } from '#postgres';
import { startApplication } from './application.testing.js';
import { Casework } from './casework.js';

const [url, home, commands] = process.argv.slice(2) as [string, string, string];
let left = Number(commands);
const run = Casework.prototype.run;
Casework.prototype.run = async function (this: Casework, ...command) {
  const handled = await run.apply(this, command);
  const { type } = command[2] as { type: string };
  if (type !== 'CloseDisclosure' && type !== 'RecallUnanswered') return handled;
  left -= 1;
  if (left > 0) return handled;
  process.stdout.write('here\n');
  return new Promise<never>(() => undefined);
} as Casework['run'];
const pool = await openDatabase(url, { max: 8 });
await startApplication({ database: { pool, url, drop: () => pool.end() }, home });
