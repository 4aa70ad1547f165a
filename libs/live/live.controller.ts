import { Controller, type MessageEvent, Req, Sse } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { Admission, CurrentCaller, Policy, roles, type Caller } from '#access';
import { LiveStreams } from './live-streams.js';

/** Characters that may wait for a browser that does not read: then its connection is cut. */
const maxPendingDataLength = 16_384;

/** That something has changed, for pages that show it. */
@Controller('live')
export class LiveController {
  constructor(
    private readonly streams: LiveStreams,
    private readonly admission: Admission,
  ) {}

  /**
   * Tells a page that something changed, so that it asks again: server-sent events. `hello` at first, then `changed` with
   * a `position` for `Tirek-After`, and the `caseId` where your organisation has a part in that case; without it you have
   * a new notice, or much has changed. Ends after ten minutes; does not keep a session from ending.
   */
  @Sse('', { maxPendingDataLength })
  @Policy({ roles, reads: 'Nothing', inBackground: true })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({
    content: {
      'text/event-stream': {
        schema: { type: 'string' },
        example:
          'event: changed\nid: 42\ndata: {"position":"42","caseId":"6ead3d52-8b0f-4a53-9d5b-0f5a5d0f7c11"}\n\n: still here\n\n',
      },
    },
  })
  live(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Observable<MessageEvent> {
    return this.streams.streamFor(caller, async () => (await this.admission.of(request, true)).caller);
  }
}
