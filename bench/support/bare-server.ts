// The least that could take a command: a Fastify handler that inserts the body as one row. Prints its address.
import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 32 });
await pool.query(`CREATE TABLE IF NOT EXISTS bare (
  position bigserial PRIMARY KEY, stream text, revision integer, event_id uuid, command_id uuid, type text,
  schema_version smallint, occurred_at text, recorded_at timestamptz, data json, metadata json)`);
const insert = {
  name: 'insert',
  text: `INSERT INTO bare (stream, revision, event_id, command_id, type, schema_version, occurred_at, recorded_at, data, metadata)
         VALUES ($1, 0, $2, $3, 'IdentificationLogged', 1, '2026-11-21', now(), $4, $5) RETURNING position`,
};

const server = Fastify();
server.post('/api/v1/cases', async (request, reply) => {
  const id = randomUUID();
  const metadata = {
    actor: { user: 'police.osh', organisation: id, role: 'police-officer' },
    commandId: id,
    correlationId: id,
  };
  const values = [`case-${id}`, id, id, JSON.stringify(request.body), JSON.stringify(metadata)];
  const { rows } = await pool.query<{ position: string }>({ ...insert, values });
  return reply.status(201).send({ position: rows[0]?.position });
});
console.log(`ready at ${await server.listen({ port: 0, host: '127.0.0.1' })}`);
