export class SessionAnswer {
  user: string;
  /** The organisation you act for. */
  organisationId: string;
  roles: string[];
  /** When the session ends, if it is used until then; absent with an access token. */
  until?: string;
  /** Whether a second factor was shown lately, as identity fields ask for. */
  secondFactor: boolean;
  /** What every write must send as the header Tirek-CSRF; absent with an access token. */
  csrfToken?: string;
}

export class DeviceAnswer {
  /** 32 bytes as base64url: the same for the same user and device, whenever it is asked for. Keep it in memory only. */
  secret: string;
}

export class SignedOutAnswer {
  /** Where the browser goes next, to end its session with the issuer as well; absent: the issuer has no such page. */
  endSession?: string;
}
