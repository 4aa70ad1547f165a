import { createHmac, type KeyObject } from 'node:crypto';

/**
 * What a browser locks up its unsent entries with, 32 bytes as base64url: the same whenever this user asks for this device,
 * so that it need not be kept there, and worth nothing to whoever signs in as somebody else. `key`: of the installation.
 */
export const deviceSecret = (key: KeyObject, user: string, deviceId: string): string =>
  createHmac('sha256', key)
    .update(JSON.stringify([user, deviceId]))
    .digest('base64url');
