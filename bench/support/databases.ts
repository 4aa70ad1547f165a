import { Client } from 'pg';
import { PostgresEventStore, eventStoreMigrations } from '#event-store';

/** Makes databases for a benchmark, and removes them all at its end. */
export class Databases {
  private readonly server: string;
  private readonly made: string[] = [];

  constructor(server: string) {
    this.server = server;
  }

  /** The URL of a new, empty database. */
  async create(): Promise<string> {
    const name = `bench_${process.pid}_${this.made.length}`;
    await this.run(this.server, `CREATE DATABASE ${name}`);
    this.made.push(name);
    const url = new URL(this.server);
    url.pathname = name;
    return url.href;
  }

  /** An event store with nothing in it, in a database of its own. */
  async emptyStore(): Promise<{ url: string; store: PostgresEventStore }> {
    const url = await this.create();
    for (const { sql } of eventStoreMigrations) await this.run(url, sql);
    return { url, store: await PostgresEventStore.open({ url }) };
  }

  /** Runs statements on a database, as its owner. */
  async run(url: string, sql: string): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  async drop(): Promise<void> {
    for (const name of this.made) await this.run(this.server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}
