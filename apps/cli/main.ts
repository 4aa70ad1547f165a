import 'reflect-metadata';
import { Command } from 'commander';
import { ConfigurationError, readConfiguration } from '#configuration';
import { importFile } from './import.command.js';
import { rebuildProjection } from './rebuild.command.js';
import { CannotDo, tokenOf } from './running-system.js';

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
  .argument('<name>', 'case_file, caseload, coordination or statistics')
  .action(async (name: string) => {
    process.exitCode = await rebuildProjection(name, readConfiguration(process.env));
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CannotDo || error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
