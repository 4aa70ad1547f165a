import { Controller, Get, Inject, Module, type DynamicModule } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Policy } from '#access';
import { nrmEvents } from '#casework';
import { TOPIC_DEFAULTS } from '#configuration';
import { asyncApiDocument } from '#messaging';
import type { Ground } from './ground.js';

const DOCUMENT = Symbol('AsyncAPI document');

/** Describes the topic of events as `openapi.json` does the API: to everybody, since it says nothing of people. */
@ApiExcludeController()
@Controller('asyncapi.json')
@Policy('public')
class AsyncApiController {
  constructor(@Inject(DOCUMENT) private readonly document: object) {}

  @Get()
  describe(): object {
    return this.document;
  }
}

/** The description of the topic; where there is none, of what it would be by default. */
@Module({})
export class AsyncApiModule {
  static of({ kafka }: Pick<Ground, 'kafka'>): DynamicModule {
    const document = asyncApiDocument(nrmEvents, { version: '1', kafka: kafka ?? TOPIC_DEFAULTS });
    return {
      module: AsyncApiModule,
      controllers: [AsyncApiController],
      providers: [{ provide: DOCUMENT, useValue: document }],
    };
  }
}
