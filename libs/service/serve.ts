import { fileURLToPath } from 'node:url';
import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Configuration, ConfigurationError, isLoopback, readConfiguration } from '#configuration';
import { createHttpApplication, type Mount } from '#http';
import { type Identity, mountPath } from '#identity';
import { StartRefused } from '#postgres';
import type { Ground } from './ground.js';
import { finishRequests, listen } from './listen.js';
import { loggerOf } from './logging.js';
import { sharedMachine, type Machine } from './machine.js';
import { standOn } from './stand-on.js';
import { checkTopic } from './topic.js';

/** A program of Tirek: what it consists of, and what it does beside answering requests. */
export interface Service {
  /** What it is called in what it prints; everything in one process is just Tirek. */
  readonly name?: string;
  readonly module: (ground: Ground) => DynamicModule;
  /** Modules of other services that its description of the API describes as well. */
  readonly alsoDescribes?: readonly Type[];
  /** What it takes of its machine before anything else; `sharedMachine` unless said otherwise. */
  readonly machine?: (configuration: Configuration) => Promise<Machine>;
  /** Whether it reads from the topic or writes to it, where there is one: it does unless said otherwise. */
  readonly usesTopic?: boolean;
  /** Whether it has the pages on which people sign in, where no other issuer does. */
  readonly signsIn?: boolean;
  /** Whether it serves the web application. */
  readonly servesWeb?: boolean;
  /** What must be there before it answers. */
  readonly prepare?: (app: NestFastifyApplication, configuration: Configuration, ground: Ground) => Promise<void>;
  /** What it tells people once it is ready. */
  readonly welcome?: (url: string, configuration: Configuration) => void;
}

/**
 * Runs a program of Tirek until it is told to stop: by a signal, or by the end of the process that started it, where
 * that one keeps an IPC channel to it. What keeps it from starting is said in one sentence, exit code 1.
 */
export async function serve(service: Service): Promise<void> {
  try {
    await start(service);
  } catch (error) {
    if (!(error instanceof StartRefused || error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

async function start(service: Service): Promise<void> {
  const configuration = readConfiguration(process.env);
  const { mode, host } = configuration;
  const called = service.name === undefined ? 'Tirek' : `Tirek ${service.name}`;
  const machine = await (service.machine ?? sharedMachine)(configuration);
  // every step of it is taken, also where one fails
  const leaving = new AsyncDisposableStack();
  leaving.defer(async () => machine.release?.());
  const notInOrder = (error: unknown): void => {
    const { name } = error instanceof Error ? error : new Error('unknown');
    process.stderr.write(`${called} did not stop in order (${name}); what was acknowledged is stored.\n`);
  };
  let stopping: Promise<void> | undefined;
  const stop = (code: number): void => {
    if (stopping) return;
    say(`${called} is stopping.`);
    stopping = leaving.disposeAsync().then(
      () => process.exit(code),
      (error: unknown) => {
        notInOrder(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
  process.on('disconnect', () => stop(0));
  void machine.died?.then((reason) => {
    if (stopping) return;
    process.stderr.write(`${reason}\n`);
    stop(1);
  });
  try {
    if (configuration.kafka && service.usesTopic !== false) await checkTopic(configuration.kafka);
    const ground = await standOn(configuration, machine);
    // throws when told to stop meanwhile: what the ground held then ends with the process
    leaving.defer(() => ground.leave());
    const app = await createHttpApplication(service.module(ground), {
      logger: loggerOf(configuration),
      mode,
      country: ground.country.code,
      alsoDescribes: service.alsoDescribes,
      httpsOnly: !isLoopback(host),
      ...(service.servesWeb ? { web: webFolder } : {}),
      mounts: service.signsIn && ground.identity ? [mountOf(ground.identity)] : [],
      limits: configuration.limits,
      origins: configuration.corsOrigins,
      trustedProxies: configuration.trustedProxies,
    });
    leaving.defer(() => app.close());
    leaving.defer(() => finishRequests(app));
    await app.init();
    await service.prepare?.(app, configuration, ground);
    const url = await listen(app, configuration);
    machine.announce?.(url);
    say(`${called} is ready at ${url}`);
    if (ground.keyRing.isNew) say(adviceOnMasterKey(configuration));
    service.welcome?.(url, configuration);
  } catch (error) {
    if (stopping) return stopping;
    await leaving.disposeAsync().catch(notInOrder);
    throw error;
  }
}

/** Where the web application is built to, beside the programs: dist/web. */
const webFolder = fileURLToPath(new URL('../../web/', import.meta.url));

/** The pages of the bundled provider, beside the API. */
const mountOf = (identity: Identity): Mount => ({
  path: mountPath,
  handle: (request, response, address) => identity.handle(request, response, address),
});

/** Before it happens: nobody can do anything about a lost key afterwards. */
const adviceOnMasterKey = ({ masterKeyFile }: Configuration): string =>
  `The master key of this new store is ${masterKeyFile}. Copy it now to where no backup of the database is: when it is lost, nobody can ever open what is known of a person here. tirek keys says more.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
