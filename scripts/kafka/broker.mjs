// One Kafka broker in KRaft mode on the loopback, with 512 MB at most: for tests, and to try the services on one machine.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { javaPath } from '../java/machine.mjs';
import { freePort, launch } from '../java/program.mjs';
import { ensureKafka } from './libraries.mjs';

const here = dirname(fileURLToPath(import.meta.url));
/** Starts quickly; what runs for hours on one machine has little to optimise. */
const javaOptions = ['-Xms64m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];
/** How long the folder may still be held by the broker of a process that was killed. */
const patienceMilliseconds = 20_000;

/**
 * Starts a broker on the data in `folder` (made at the first start), on `port` or any free one. Resolves when it answers,
 * with `{ brokers, pid, died, stop(), kill() }`: `died` resolves with a reason when it ends untold. It also ends when this
 * process is gone in whatever way. `onLog` gets its log, line by line. `signal` breaks a start off.
 */
export async function startBroker({ folder, port, onLog = () => undefined, signal }) {
  const libraries = await ensureKafka();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const data = join(folder, 'data');
  if (!existsSync(data)) await format(libraries, folder, data);
  const deadline = Date.now() + patienceMilliseconds;
  const failed = (why) => new Error(`Kafka did not start on ${folder}: ${why}`);
  for (;;) {
    const [mine, controller] = await Promise.all([port ?? freePort(), freePort()]);
    // what is listened to below tells only those who are broken off from now on
    if (signal?.aborted) throw failed('it was broken off');
    const configuration = writeConfiguration(join(folder, 'server.properties'), data, mine, controller);
    const broker = launch(javaPath(), [...java(libraries), 'kafka.Kafka', configuration], { onLog });
    const breakOff = () => broker.kill();
    signal?.addEventListener('abort', breakOff);
    const failure = await Promise.race([answers(mine, broker), broker.ended]);
    signal?.removeEventListener('abort', breakOff);
    if (failure === undefined && !signal?.aborted) return { brokers: `127.0.0.1:${mine}`, ...broker };
    // another process was faster to take a port, or the broker of one that was killed has not gone yet
    const passing = /acquire lock|bind|already in use/i.test(failure);
    if (signal?.aborted || !passing || Date.now() > deadline) throw failed(failure);
    await pause(500);
  }
}

const java = (libraries) => [...javaOptions, '-cp', `${join(libraries, '*')}:${here}`];

/** Prepares an empty data folder; it appears whole or not at all. */
async function format(libraries, folder, data) {
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const configuration = writeConfiguration(join(folder, 'format.properties'), unfinished, 9092, 9093);
  const id = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  const said = [];
  const tool = launch(
    javaPath(),
    [...java(libraries), 'kafka.tools.StorageTool', 'format', '-t', id, '-c', configuration],
    {
      onLog: (line) => void said.push(line),
    },
  );
  await tool.ended;
  if (!existsSync(join(unfinished, 'meta.properties'))) {
    throw new Error(`Kafka could not prepare ${folder}: ${said.join(' ')}`);
  }
  rmSync(configuration);
  renameSync(unfinished, data);
}

function writeConfiguration(file, data, port, controller) {
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    // said by configuration, not stored in the data: the ports may be others at the next start
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': data,
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    // there is nobody to wait for
    'group.initial.rebalance.delay.ms': 0,
    // one that was killed is let in again soon
    'broker.session.timeout.ms': 2_000,
    'broker.heartbeat.interval.ms': 500,
    'num.network.threads': 2,
    'num.io.threads': 2,
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  return file;
}

/** Resolves when the broker answers, some time after it began to listen; with the reason when it ends before. */
async function answers(port, broker) {
  for (;;) {
    if (await asked(port)) return undefined;
    const why = await Promise.race([broker.ended, pause(50)]);
    if (why !== undefined) return why;
  }
}

/** Whether a broker answers at this port: asks which versions of the protocol it speaks (ApiVersions, version 0). */
function asked(port) {
  const question = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xff, 0xff]);
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(question));
    socket.setTimeout(1000, () => socket.destroy());
    socket.once('data', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
