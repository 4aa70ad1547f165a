import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { Machine } from './machine.js';
import { type Service, serve } from './serve.js';

const closed = 'postgresql://tirek@127.0.0.1:1/tirek';

/** A port of this machine that takes connections and never says a word. */
async function silentServer() {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    sockets.push(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => sockets.length,
    /** Hangs up on everybody. */
    close() {
      sockets.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('a program that is started', () => {
  const environment = { ...process.env };
  let home: string;
  let said: string;
  let exits: number[];
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'tirek-serve-'));
    Object.assign(process.env, { TIREK_HOME: home, PORT: '0' });
    said = '';
    exits = [];
    jest.spyOn(process, 'exit').mockImplementation((code) => void exits.push(Number(code)) as never);
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, 'write').mockImplementation((text) => {
        said += String(text);
        return true;
      });
    }
  });
  afterEach(() => {
    jest.restoreAllMocks();
    for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.removeAllListeners(event);
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
    rmSync(home, { recursive: true });
  });

  const start = (machine: Partial<Machine>, service: Partial<Service> = {}): Promise<void> =>
    serve({
      module: () => {
        throw new Error('there is nothing to stand on');
      },
      machine: async () => ({ databaseUrl: closed, connections: 1, ...machine }),
      ...service,
    });

  it('says why it was refused, whatever fails after that', async () => {
    await start({ release: () => Promise.reject(new RangeError('release')) });
    expect(said).toContain('Tirek did not stop in order (RangeError)');
    expect(said).toContain('Tirek cannot reach the database tirek at 127.0.0.1:1 (ECONNREFUSED).\n');
    expect(exits).toEqual([1]);
  });

  it('ends in order when it is told to while it starts', async () => {
    const database = await silentServer();
    let released = 0;
    const started = start({
      databaseUrl: `postgresql://tirek@${database.address}/tirek`,
      release: async () => void (released += 1),
    });
    await until(() => database.connections() > 0);
    process.emit('SIGTERM');
    await until(() => exits.length > 0);
    database.close();
    await started;
    expect(said).toBe('Tirek is stopping.\n');
    expect(released).toBe(1);
    expect(exits).toEqual([0]);
  });

  it.each([
    ['waits for no broker where it does not use the topic', false],
    ['asks the broker where it uses the topic', true],
  ])(
    '%s',
    async (_, usesTopic) => {
      const broker = await silentServer();
      Object.assign(process.env, { TRANSPORT: 'kafka', KAFKA_BROKERS: broker.address });
      const started = start({}, { usesTopic });
      if (usesTopic) {
        await until(() => broker.connections() > 0);
        process.emit('SIGTERM');
        broker.close();
      }
      await started;
      expect(broker.connections() > 0).toBe(usesTopic);
      broker.close();
    },
    20_000,
  );
});
