import { Module } from '@nestjs/common';
import { RunsWithApplication } from '#messaging';
import { KeyRotation } from './key-rotation.js';
import { KeysController } from './keys.controller.js';

class KeyRotating extends RunsWithApplication {}

/** Rotates the keys when a period is over. PrivacyModule must be there. */
@Module({
  controllers: [KeysController],
  providers: [
    { provide: KeyRotating, inject: [KeyRotation], useFactory: (rotation: KeyRotation) => new KeyRotating(rotation) },
  ],
})
export class KeyRotationModule {}
