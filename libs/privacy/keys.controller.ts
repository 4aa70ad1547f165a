import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Policy } from '#access';
import { errorKind } from '#kernel';
import { logOf } from '#logging';
import { KeyRotation } from './key-rotation.js';
import { KeysAnswer } from './keys.answers.js';

const log = logOf('Keys');

/** The keys of the store, for the administrator; he sees none of them. */
@Controller('keys')
@Policy({ roles: ['administrator'], reads: 'Nothing' })
export class KeysController {
  constructor(private readonly rotation: KeyRotation) {}

  /** How the keys stand. */
  @Get()
  async read(): Promise<KeysAnswer> {
    const { since, until, ...counts } = await this.rotation.status();
    return { since: since.toISOString(), until: until.toISOString(), ...counts };
  }

  /** Begin another period of keys now; how far it is stands in GET /keys. */
  @Post('rotation')
  @HttpCode(202)
  async rotate(): Promise<KeysAnswer> {
    const before = await this.read();
    // what is cut short is finished by the next look of any process
    void this.rotation.rotate().catch((error: unknown) => log.error(errorKind(error), 'the keys were not rotated'));
    return before;
  }
}
