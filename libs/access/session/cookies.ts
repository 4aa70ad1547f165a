/** The names and attributes of the cookies of a browser session (RFC 6265bis). */
export class SessionCookies {
  private readonly secure: boolean;

  /** `publicUrl`: where browsers reach this installation; without https, on this machine only, cookies cannot be Secure. */
  constructor(publicUrl: string) {
    this.secure = publicUrl.startsWith('https:');
  }

  /** Holds the secret of the session. `__Host-`: no other host, and nothing in clear, can have set it. */
  private get session(): string {
    return this.secure ? '__Host-tirek' : 'tirek';
  }

  /** Holds a sign-in that was begun, until the browser comes back from the issuer. */
  private get signIn(): string {
    return `${this.session}-sign-in`;
  }

  /** Says that somebody signed out here lately. */
  private get signedOut(): string {
    return `${this.session}-signed-out`;
  }

  /** The secret of the session in a `Cookie` header. */
  sessionIn(header: string | undefined): string | undefined {
    return this.read(this.session, header);
  }

  /** The begun sign-in in a `Cookie` header, sealed. */
  signInIn(header: string | undefined): string | undefined {
    return this.read(this.signIn, header);
  }

  /** A `Set-Cookie` for the secret of a session; it goes with the browser. */
  setSession(secret: string): string {
    return this.write(this.session, secret);
  }

  /** A `Set-Cookie` for a begun sign-in, for so many seconds. */
  setSignIn(sealed: string, seconds: number): string {
    return this.write(this.signIn, sealed, seconds);
  }

  /** Whether a `Cookie` header says that somebody signed out with this browser lately. */
  saysSignedOut(header: string | undefined): boolean {
    return this.read(this.signedOut, header) !== undefined;
  }

  /** A `Set-Cookie` that says so for so many seconds. */
  setSignedOut(seconds: number): string {
    return this.write(this.signedOut, '1', seconds);
  }

  clearSignedOut(): string {
    return this.write(this.signedOut, '', 0);
  }

  clearSession(): string {
    return this.write(this.session, '', 0);
  }

  clearSignIn(): string {
    return this.write(this.signIn, '', 0);
  }

  private read(name: string, header = ''): string | undefined {
    const pair = header.split(/; */).find((one) => one.startsWith(`${name}=`));
    return pair?.slice(name.length + 1) || undefined;
  }

  /** `value`: base64url and full stops, which need no quoting. */
  private write(name: string, value: string, maxAge?: number): string {
    const attributes = [
      `${name}=${value}`,
      ...(maxAge === undefined ? [] : [`Max-Age=${maxAge}`]),
      'Path=/',
      'HttpOnly',
      ...(this.secure ? ['Secure'] : []),
      'SameSite=Lax',
    ];
    return attributes.join('; ');
  }
}
