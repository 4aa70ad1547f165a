import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentCaller, Policy, type Caller } from '#access';
import { derivedId } from '#kernel';
import { PageRequest } from '#paging';
import { ParkedEvents } from './parked-events.js';
import {
  ParkedPage,
  ProjectionAnswer,
  ProjectionsAnswer,
  RebuildBegunAnswer,
  SkippedPage,
} from './projections.answers.js';
import { ProjectionRunners } from './projection-runners.js';
import { RequestId, SkipRequest } from './projections.requests.js';
import { Rebuilds } from './rebuilds.js';

/** How the read models of this process do, for the administrator. */
@Controller('projections')
@Policy({ roles: ['administrator'], reads: 'Nothing' })
export class ProjectionsController {
  constructor(
    private readonly runners: ProjectionRunners,
    private readonly rebuilds: Rebuilds,
    private readonly parkedEvents: ParkedEvents,
  ) {}

  /** Every read model: how far it is, and what it could not read. */
  @Get()
  async list(): Promise<ProjectionsAnswer> {
    return { items: await this.answers([...this.runners.all().keys()]) };
  }

  /** One read model, with its rebuild. */
  @Get(':name')
  async read(@Param('name') name: string): Promise<ProjectionAnswer> {
    this.runners.named(name);
    const [answer] = await this.answers([name]);
    return answer!;
  }

  /** Rebuild a read model from the event store, beside the live one, compare and switch. Parked events are tried again. */
  @Post(':name/rebuild')
  @HttpCode(202)
  async rebuild(@Param('name') name: string, @RequestId() requestId: string): Promise<RebuildBegunAnswer> {
    await this.rebuilds.begin(name, derivedId('rebuild', name, requestId));
    return { name };
  }

  /** The events that a read model could not take in and those that wait behind them, newest first; nothing of their data. */
  @Get(':name/parked')
  parked(@Param('name') name: string, @Query() page: PageRequest): Promise<ParkedPage> {
    return this.parkedEvents.list(name, page);
  }

  /** Leave a parked event out of a read model for good, and rebuild it without. The event itself stays in the store. */
  @Post(':name/parked/:id/skip')
  @HttpCode(202)
  async skip(
    @Param('name') name: string,
    @Param('id') id: string,
    @Body() { reason }: SkipRequest,
    @CurrentCaller() { user }: Caller,
    @RequestId() requestId: string,
  ): Promise<RebuildBegunAnswer> {
    await this.parkedEvents.skip(name, id, { reason, by: user, requestId });
    return { name };
  }

  /** The events that are left out of a read model by decision: who decided it, when and why. */
  @Get(':name/skipped')
  skipped(@Param('name') name: string, @Query() page: PageRequest): Promise<SkippedPage> {
    return this.parkedEvents.skipped(name, page);
  }

  private async answers(names: readonly string[]): Promise<ProjectionAnswer[]> {
    const statuses = await this.rebuilds.statuses();
    return Promise.all(
      names.map(async (name) => {
        const runner = this.runners.get(name);
        const status = statuses.get(name);
        return {
          name,
          behind: await runner.behind(),
          lagSeconds: Math.ceil(((await runner.lag()) ?? 0) / 1000),
          parkedStreams: runner.parkedStreams(),
          ...(status ? { rebuild: { ...status, differences: [...(status.differences ?? [])] } } : {}),
        };
      }),
    );
  }
}
