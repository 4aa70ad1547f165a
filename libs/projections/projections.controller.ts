import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Policy } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Problem } from '#kernel';
import { ProjectionAnswer, ProjectionsAnswer, RebuildBegunAnswer } from './projections.answers.js';
import { ProjectionRunners } from './projection-runners.js';
import { Rebuilds } from './rebuilds.js';

/** How the read models do, for the administrator. */
@Controller('projections')
@Policy({ roles: ['administrator'] })
export class ProjectionsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly runners: ProjectionRunners,
    private readonly rebuilds: Rebuilds,
  ) {}

  /** Every read model: how far it is, and what it could not read. */
  @Get()
  async list(): Promise<ProjectionsAnswer> {
    const head = await this.store.head();
    return { items: [...this.runners.all().keys()].map((name) => this.answer(name, head)) };
  }

  /** One read model, with its rebuild. */
  @Get(':name')
  async read(@Param('name') name: string): Promise<ProjectionAnswer> {
    if (!this.runners.all().has(name)) throw new Problem('not-found', 'There is no projection of this name.');
    return this.answer(name, await this.store.head());
  }

  /** Rebuild a read model from the event store, beside the live one, compare and switch. */
  @Post(':name/rebuild')
  @HttpCode(202)
  rebuild(@Param('name') name: string): RebuildBegunAnswer {
    this.rebuilds.begin(name);
    return { name };
  }

  private answer(name: string, head: number): ProjectionAnswer {
    const runner = this.runners.get(name);
    const status = this.rebuilds.status(name);
    return {
      name,
      behind: Math.max(0, head - runner.position()),
      parkedStreams: runner.parkedStreams(),
      ...(status ? { rebuild: { ...status, differences: [...(status.differences ?? [])] } } : {}),
    };
  }
}
