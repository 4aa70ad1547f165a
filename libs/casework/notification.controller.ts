import { Body, Controller, Post } from '@nestjs/common';
import { identifyingRoles, Policy } from '#access';
import { NotificationAnswer } from './casework.answers.js';
import { Casework } from './casework.js';
import { CurrentInvocation, madeId, type Invocation } from './invocation.js';
import { NotifyRequest } from './notification.requests.js';
import { notification } from './subjects.js';

/** People who want neither to be identified nor to have a case. */
@Controller('notifications')
export class NotificationController {
  constructor(private readonly casework: Casework) {}

  /** Notify an adult without identity: counted, and linked to nobody. */
  @Post()
  @Policy({ roles: identifyingRoles })
  async notify(
    @Body() { reasonDeclined, citizenships = ['ZZ'], ...body }: NotifyRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<NotificationAnswer> {
    const notificationId = madeId(invocation, 'notification');
    await this.casework.run(
      notification,
      { id: notificationId },
      {
        type: 'RecordNotification',
        notificationId,
        facts: {
          ...body,
          citizenships,
          ...(reasonDeclined ? { reasonNotIdentified: reasonDeclined } : {}),
        },
        today: this.casework.today(invocation),
      },
      invocation,
    );
    return { notifiedOn: body.notifiedOn };
  }
}
