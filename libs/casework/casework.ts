import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { COUNTRY_PACK, type CountryPack } from '#country';
import { localDate, type DomainEvent } from '#kernel';
import type { Invocation } from './invocation.js';
import { RunCommand, type Handled } from './run-command.js';
import type { Subject } from './subjects.js';

/** Puts commands on the bus, and knows what day it is in the country. */
@Injectable()
export class Casework {
  constructor(
    private readonly bus: CommandBus,
    @Inject(COUNTRY_PACK) readonly country: CountryPack,
  ) {}

  /** The local date of the country at the moment of the invocation. */
  today(invocation: Invocation): string {
    return localDate(invocation.now, this.country.timeZone);
  }

  run<C, E extends DomainEvent, S>(
    subject: Subject<C, E, S>,
    target: { readonly id: string; readonly caseId?: string },
    command: C,
    invocation: Invocation,
  ): Promise<Handled> {
    return this.bus.execute(new RunCommand(subject, target, command, invocation));
  }
}
