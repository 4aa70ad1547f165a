import { Controller, Get } from '@nestjs/common';
import { CurrentCaller, type Caller } from './caller.js';
import { MeAnswer } from './me.answers.js';
import { Policy } from './policy.js';
import { roles } from './roles.js';

@Controller('me')
export class MeController {
  /** Who you are to the system. */
  @Get()
  @Policy({ roles, reads: 'Nothing' })
  me(@CurrentCaller() caller: Caller): MeAnswer {
    return { user: caller.user, organisationId: caller.organisationId, roles: [...caller.roles] };
  }
}
