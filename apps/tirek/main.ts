import 'reflect-metadata';
import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Casework, seedDemonstration } from '#casework';
import { type Configuration, ConfigurationError, readConfiguration } from '#configuration';
import { createHttpApplication } from '#http';
import { StartRefused } from '#postgres';
import { standOn } from './ground.js';
import { TirekModule } from './tirek.module.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A level, and everything graver. */
function logLevels(level: Configuration['logLevel']): LogLevel[] {
  const graveness = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'].indexOf(level);
  return (['fatal', 'error', 'warn', 'log', 'debug'] as const).slice(0, graveness);
}

async function start(): Promise<void> {
  const configuration = readConfiguration(process.env);
  let stopping: Promise<void> | undefined;
  const ground = await standOn(configuration);
  const logger = new ConsoleLogger({
    json: !process.stdout.isTTY,
    colors: process.stdout.isTTY,
    logLevels: logLevels(configuration.logLevel),
  });
  let app: NestFastifyApplication | undefined;
  try {
    const system = (app = await createHttpApplication(TirekModule.on(ground), {
      logger,
      mode: configuration.mode,
      country: ground.country.code,
    }));
    const stop = (code: number): void => {
      stopping ??= (async () => {
        say('Tirek is stopping.');
        await system.close();
        await ground.leave();
        process.exit(code);
      })().catch((error: unknown) => {
        const { name } = error instanceof Error ? error : new Error('unknown');
        process.stderr.write(`Tirek did not stop in order (${name}); what was acknowledged is stored.\n`);
        process.exit(1);
      });
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
    void ground.died.then((reason) => {
      if (stopping) return;
      process.stderr.write(`${reason}\n`);
      stop(1);
    });
    await system.init();
    if (configuration.mode === 'demonstration') await seedDemonstration(system.get(Casework, { strict: false }));
    const url = await listen(system, configuration.port);
    ground.taken.announce(url);
    say(`Tirek is ready at ${url}`);
    if (configuration.mode === 'demonstration') whereToGo(url);
  } catch (error) {
    if (stopping) return stopping;
    await app?.close();
    await ground.leave();
    throw error;
  }
}

/** Listens on the loopback and answers with the address. */
async function listen(app: NestFastifyApplication, port: number): Promise<string> {
  try {
    // Fastify's own listen: Nest's would log the error, and then we say it in one sentence.
    return await app.getHttpAdapter().getInstance().listen({ port, host: '127.0.0.1' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new StartRefused(
      `Port ${port} is taken by another program; choose one with PORT=3001, or PORT=0 for any free one.`,
    );
  }
}

function whereToGo(url: string): void {
  say(`
  This is a demonstration store: invented organisations, this machine only, no real person's data.

  The API, to browse and try    ${url}/api/v1/docs
  An access token               npx --no tirek token police.osh
  The first request             curl -H "Authorization: Bearer $(npx --no tirek token police.osh)" ${url}/api/v1/me
  Import a file of cases        npx --no tirek import FILE.csv
  The first case, step by step  README.md

  Ctrl-C stops all of it.
`);
}

try {
  await start();
} catch (error) {
  if (!(error instanceof StartRefused || error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
