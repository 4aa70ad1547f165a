import 'reflect-metadata';
import { Command } from 'commander';
import { ConfigurationError, readConfiguration } from '#configuration';
import { StartRefused } from '#postgres';
import { makeBackup, restoreBackup } from './backup.command.js';
import { printCheckpoints } from './checkpoint.command.js';
import { exportLogs } from './export.command.js';
import { recoverAccount } from './accounts.command.js';
import { addClient, type ClientOptions, listClients, removeClient } from './clients.command.js';
import { importFile } from './import.command.js';
import { changeMasterKey, rotatePeriod, showKeys } from './keys.command.js';
import { listParked, projections } from './parked.command.js';
import { rebuildProjection } from './rebuild.command.js';
import { retryParked } from './retry.command.js';
import { CannotDo, tokenOf } from './running-system.js';
import { skipEvent } from './skip.command.js';
import { verifyLogs } from './verify.command.js';

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

const keys = program
  .command('keys')
  .description('say how the keys stand, and which of them must be kept where')
  .action(async () => {
    process.exitCode = await showKeys(readConfiguration(process.env));
  });

keys
  .command('rotate')
  .description('begin another period of keys now: what was erased until then becomes final')
  .option('--master <file>', 'change the master key instead, to the one in this file; it is made when missing')
  .action(async ({ master }: { master?: string }) => {
    const configuration = readConfiguration(process.env);
    process.exitCode =
      master === undefined ? await rotatePeriod(configuration) : changeMasterKey(master, configuration);
  });

program
  .command('checkpoint')
  .description('sign how the logs stand now; kept outside, it shows later that nothing was cut off')
  .option('--out <file>', 'write it to a new file instead of printing it')
  .action(async (options: { out?: string }) => {
    process.exitCode = await printCheckpoints(options, readConfiguration(process.env));
  });

program
  .command('export')
  .description('write the events and the log of reads, with their chains, to a new file; personal text stays sealed')
  .argument('<file>')
  .action(async (file: string) => {
    process.exitCode = await exportLogs(file, readConfiguration(process.env));
  });

program
  .command('verify')
  .description(
    'prove that nothing recorded was changed, put in, removed or reordered, or name the first event that was',
  )
  .argument('[file]', 'an export, on any machine; without it, the logs of this installation')
  .option('--checkpoint <path...>', 'files or folders with checkpoints that were kept outside', [])
  .option('--key <key>', 'the public key of the notary, as you noted it')
  .action(async (file: string | undefined, options: { checkpoint: string[]; key?: string }) => {
    process.exitCode = await verifyLogs(file, options, () => readConfiguration(process.env));
  });

program
  .command('backup')
  .description('save the database to a new folder while the system works on; no key goes with it')
  .argument('<folder>')
  .action(async (folder: string) => {
    process.exitCode = await makeBackup(folder, readConfiguration(process.env));
  });

program
  .command('restore')
  .description('put a backup into an empty database, all of it or nothing, and prove that it is whole')
  .argument('<folder>')
  .action(async (folder: string) => {
    process.exitCode = await restoreBackup(folder, readConfiguration(process.env));
  });

const clients = program.command('clients').description('other systems that call the API with client credentials');

clients
  .command('add')
  .description('register a system, and print its secret this once')
  .argument('<name>')
  .requiredOption('--organisation <id>', 'for which organisation it acts')
  .requiredOption('--roles <roles>', 'with a comma between')
  .requiredOption('--scopes <scopes>', 'what it may do beside what its roles allow, with a comma between')
  .action(async (name: string, options: ClientOptions) => {
    process.exitCode = await addClient(name, options, readConfiguration(process.env));
  });

clients
  .command('list')
  .description('show the systems that are registered')
  .action(async () => {
    process.exitCode = await listClients(readConfiguration(process.env));
  });

clients
  .command('remove')
  .description('take the access of a system away')
  .argument('<name>')
  .action(async (name: string) => {
    process.exitCode = await removeClient(name, readConfiguration(process.env));
  });

program
  .command('recover')
  .description('print a link by which somebody who lost their password or second factor gets into their account again')
  .argument('<user>')
  .action(async (user: string) => {
    process.exitCode = await recoverAccount(user, readConfiguration(process.env));
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CannotDo || error instanceof ConfigurationError || error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
