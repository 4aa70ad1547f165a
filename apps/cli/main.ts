import 'reflect-metadata';
import { Command } from 'commander';
import { ConfigurationError, readConfiguration } from '#configuration';
import { importFile } from './import.command.js';
import { listParked, projections } from './parked.command.js';
import { rebuildProjection } from './rebuild.command.js';
import { retryParked } from './retry.command.js';
import { CannotDo, tokenOf } from './running-system.js';
import { skipEvent } from './skip.command.js';

const program = new Command('tirek')
  .description(
    'The command line of Tirek. It works on the data folder in TIREK_HOME (.tirek) and on the system that runs on it.',
  )
  .showHelpAfterError();

program
  .command('token')
  .description('print an access token of a demonstration user, valid for 12 hours')
  .argument('<user>', 'for example police.osh')
  .action(async (user: string) => {
    process.stdout.write(`${await tokenOf(user, readConfiguration(process.env))}\n`);
  });

program
  .command('import')
  .description('import a CSV file of cases in HTCDS 2.0 names; the same file again adds nothing')
  .argument('<file>')
  .option('--source <name>', 'the system the references are of', 'HTCDS')
  .option('--dry-run', 'say what would be done, and do nothing', false)
  .action(async (file: string, options: { source: string; dryRun: boolean }) => {
    process.exitCode = await importFile(file, options, readConfiguration(process.env));
  });

program
  .command('rebuild')
  .description('rebuild a projection from the event store beside the live one, compare, and switch')
  .argument('<name>', projections.join(', '))
  .action(async (name: string) => {
    process.exitCode = await rebuildProjection(name, readConfiguration(process.env));
  });

program
  .command('parked')
  .description('show the events that a projection could not take in, and those that are left out by decision')
  .argument('[projection]', `${projections.join(', ')}; without it, all of them`)
  .action(async (projection: string | undefined) => {
    process.exitCode = await listParked(projection, readConfiguration(process.env));
  });

program
  .command('retry')
  .description('try again to take in what is parked, by a rebuild')
  .argument('<projection>')
  .action(async (projection: string) => {
    process.exitCode = await retryParked(projection, readConfiguration(process.env));
  });

program
  .command('skip')
  .description('leave a parked event out of a projection for good, and rebuild it without; who, when and why is kept')
  .argument('<projection>')
  .argument('<id>', 'as tirek parked shows it')
  .requiredOption('--reason <text>', 'why, in 3 to 500 characters; no personal data')
  .action(async (projection: string, id: string, { reason }: { reason: string }) => {
    process.exitCode = await skipEvent({ projection, id, reason }, readConfiguration(process.env));
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CannotDo || error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
