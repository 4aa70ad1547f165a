// Keeps everything running that Tirek consists of as services, and one address in front of it, until it is told to stop.
import { join } from 'node:path';
import { ConfigurationError, isLoopback, readConfiguration } from '#configuration';
import { demonstrationPassword } from '#identity';
import { StartRefused, startEmbeddedServer, takeHome } from '#postgres';
import { startBroker } from '../kafka/broker.mjs';
import { Stop, main, root } from '../toolchain.mjs';
import { Directory } from './directory.mjs';
import { Instances } from './instances.mjs';
import { keepRunning } from './keep-running.mjs';
import { createProxy } from './proxy.mjs';
import { services } from './routes.mjs';
import { startService } from './service-process.mjs';

/** How long requests under way may keep the proxy from stopping, in milliseconds. */
const requestsPatience = 3_000;
const say = (line) => void process.stdout.write(`${line}\n`);

await main(async () => {
  const settings = readSettings(process.env);
  // a reason is a failure; Ctrl-C has none
  const told = Promise.withResolvers();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => told.resolve());
  process.on('disconnect', () => told.resolve());
  const leaving = [];
  try {
    await Promise.race([start(settings, leaving, told.resolve), told.promise]);
    const reason = await told.promise;
    say('Tirek is stopping.');
    if (reason !== undefined) throw new Stop(reason);
    return 0;
  } catch (error) {
    throw error instanceof StartRefused ? new Stop(error.message) : error;
  } finally {
    for (const leave of leaving.toReversed()) await leave();
  }
});
// whatever a start that was broken off is still at
process.exit();

/** What the environment says; throws Stop where that cannot be. */
function readSettings(env) {
  const instances = env.TIREK_INSTANCES?.trim() || '2';
  // more would want more connections than the embedded PostgreSQL allows
  if (!/^[1-4]$/.test(instances)) throw new Stop(`TIREK_INSTANCES is "${instances}"; it must be a number from 1 to 4.`);
  const brokers = env.KAFKA_BROKERS?.trim() || undefined;
  try {
    const asService = { ...env, TRANSPORT: 'kafka', KAFKA_BROKERS: brokers ?? 'our.own:9092' };
    const { host, ...configuration } = readConfiguration(asService);
    if (!isLoopback(host)) throw new Stop('These services are for this machine only; leave HOST unset.');
    return { ...configuration, brokers, instances: Number(instances) };
  } catch (error) {
    throw error instanceof ConfigurationError ? new Stop(error.message) : error;
  }
}

/**
 * Starts everything and resolves when it is ready. `leaving` gets how to stop what was started, `fail` the reason when
 * something ends without which nothing goes on.
 */
async function start({ home, mode, port, databaseUrl, brokers, instances, oidcIssuer }, leaving, fail) {
  const taken = takeHome(home);
  leaving.push(() => taken.release());
  const directory = new Directory(home);
  leaving.push(() => directory.remove());
  const upstream = new Instances();
  const proxy = createProxy({ instances: upstream, mode });
  const url = await listen(proxy, port);
  directory.set('proxy', { pid: process.pid, url });

  const [database, kafka] = await Promise.all([
    databaseUrl ?? startDatabase(home, leaving, fail),
    brokers ?? startKafka(home, directory, leaving),
  ]);
  const env = {
    ...process.env,
    TIREK_HOME: home,
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: database,
    DATABASE_URL_FILE: '',
    TRANSPORT: 'kafka',
    KAFKA_BROKERS: kafka,
    // what is signed in to is the one address in front
    PUBLIC_URL: process.env.PUBLIC_URL?.trim() || url,
  };
  const names = Array.from({ length: instances }, (_, i) => i + 1);
  // another issuer has pages of its own
  const started = services.filter((service) => service !== 'identity' || oidcIssuer === undefined);
  const running = [...started, 'relay'].flatMap((service) =>
    names.map((number) => {
      const name = `${service}-${number}`;
      const file = join(root, 'dist', 'apps', service, 'main.js');
      return keepRunning({
        name,
        say,
        start: ({ signal }) => startService({ file, env, signal, print: (line) => say(`${name} | ${line}`) }),
        onChange: (instance) => {
          upstream.set(service, name, instance?.url);
          directory.set(name, instance);
        },
      });
    }),
  );
  leaving.push(() => Promise.all(running.map((one) => one.stop())));
  leaving.push(() => close(proxy));
  await Promise.all(running.map((one) => one.ready));
  taken.announce(url);
  say(`Tirek is ready at ${url}`);
  whereToGo(url, { mode, home, file: directory.file });
}

async function listen(proxy, port) {
  try {
    return await proxy.listen({ port, host: '127.0.0.1' });
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Stop(`Port ${port} is taken by another program; choose one with PORT=3001, or PORT=0 for any free one.`);
  }
}

async function close(proxy) {
  const cut = setTimeout(() => proxy.server.closeAllConnections(), requestsPatience);
  await proxy.close();
  clearTimeout(cut);
}

/** The URL of the embedded PostgreSQL. */
async function startDatabase(home, leaving, fail) {
  const starting = startEmbeddedServer({ home, onLog: () => undefined });
  // one that does not start is told by the start, and keeps nothing else from being stopped
  leaving.push(() =>
    starting.then(
      (server) => server.stop(),
      () => undefined,
    ),
  );
  const { url, died } = await starting;
  void died.then((why) => fail(`PostgreSQL ended: ${why}`));
  return url;
}

/** The address of a broker of our own, which stays the same when it has to be started again. */
async function startKafka(home, directory, leaving) {
  let port;
  const broker = keepRunning({
    name: 'kafka',
    say,
    start: async ({ signal }) => {
      const { brokers, ...rest } = await startBroker({ folder: join(home, 'kafka'), port, signal });
      port ??= Number(new URL(`kafka://${brokers}`).port);
      return { ...rest, url: brokers };
    },
    onChange: (instance) => directory.set('kafka', instance),
  });
  leaving.push(() => broker.stop());
  await broker.ready;
  return `127.0.0.1:${port}`;
}

function whereToGo(url, { mode, home, file }) {
  if (mode !== 'demonstration') return;
  say(`
  This is a demonstration store: invented organisations, this machine only, no real person's data.

  Open                         ${url}/
  Sign in as                   police.osh or another, with the password ${demonstrationPassword(home)}
  The API, to browse and try   ${url}/api/v1/docs
  The first request            curl -H "Authorization: Bearer $(npx --no tirek token police.osh)" ${url}/api/v1/me
  What runs, and where         ${file}
  See it repair itself         kill -9 any process of it

  Ctrl-C stops all of it.
`);
}
