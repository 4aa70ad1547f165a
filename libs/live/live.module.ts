import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { CaseFileModule } from '#case-file';
import { RunsWithApplication } from '#messaging';
import { NoticesModule } from '#notices';
import { LiveController } from './live.controller.js';
import { LiveFollower } from './live-follower.js';
import { LiveStreams } from './live-streams.js';

const limits = { perUser: 6, total: 500, heartbeatMs: 15_000, longestMs: 600_000 };

/** Ends the streams when the application takes no new requests: it waits for those under way, and they never end. */
@Injectable()
class EndsStreams implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly streams: LiveStreams,
  ) {}

  onModuleInit(): void {
    this.host.httpAdapter
      .getInstance<FastifyInstance>()
      .addHook('preClose', () => Promise.resolve(this.streams.close()));
  }
}

/** Live updates. The projections of the case file and the notices must be run here. */
@Module({
  imports: [CaseFileModule, NoticesModule],
  controllers: [LiveController],
  providers: [
    { provide: LiveStreams, useFactory: () => new LiveStreams(limits) },
    EndsStreams,
    LiveFollower,
    {
      provide: RunsWithApplication,
      inject: [LiveFollower],
      useFactory: (follower: LiveFollower) => new RunsWithApplication(follower),
    },
  ],
})
export class LiveModule {}
