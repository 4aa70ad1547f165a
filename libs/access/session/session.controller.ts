import { Body, Controller, Get, HttpCode, Inject, Post, Query, Redirect, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel';
import { CurrentCaller, hasFreshSecondFactor, type Caller, type CallerRequest } from '../caller.js';
import { Callers, MEMBERS } from '../callers.js';
import type { Members } from '../members.js';
import { Policy } from '../policy.js';
import { roles } from '../roles.js';
import { BROWSER_SIGN_IN, type BrowserSignIn } from './browser-sign-in.js';
import { type BegunSignIn, idleMinutes, type Prompt, SignInRefused, type Tokens } from './issuer-client.js';
import { DeviceAnswer, SessionAnswer, SignedOutAnswer } from './session.answers.js';
import { DeviceRequest, SignInRequest } from './session.requests.js';
import { csrfTokenOf } from './sessions.js';

/** Where a browser goes next. */
interface Onward {
  readonly url: string;
}

/** Signing in and out with a browser. */
@Controller('session')
export class SessionController {
  constructor(
    @Inject(BROWSER_SIGN_IN) private readonly browser: BrowserSignIn,
    @Inject(MEMBERS) private readonly members: Members,
    private readonly callers: Callers,
  ) {}

  /** Sign in: sends the browser to the issuer, and from there back to where it wanted to go. */
  @Get('sign-in')
  @Policy('public')
  @Redirect('', 303)
  signIn(
    @Query() { return: returnTo = '/' }: SignInRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    // the issuer may still know who signed out here, and whoever comes to this browser next is not them
    const signedOut = this.browser.cookies.saysSignedOut(request.headers.cookie);
    return this.begin(returnTo, signedOut ? 'fresh' : 'any', reply);
  }

  /** Show a second factor anew, as identity fields ask for. */
  @Get('second-factor')
  @Policy('public')
  @Redirect('', 303)
  secondFactor(@Query() { return: returnTo = '/' }: SignInRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.begin(returnTo, 'second-factor', reply);
  }

  /** Where the issuer sends the browser back to. */
  @Get('callback')
  @Policy('public')
  @Redirect('', 303)
  async callback(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Onward> {
    const { cookies, sessions } = this.browser;
    const begun = await this.browser.begun(request.headers.cookie);
    if (!begun) {
      throw new Problem('not-signed-in', 'This browser began no sign-in in the last ten minutes; sign in again.');
    }
    // whatever comes of it, it is over
    reply.header('set-cookie', cookies.clearSignIn());
    const tokens = await this.tokensFor(request, begun);
    const caller = await this.callers.of(tokens.access);
    // the issuer may still know them from before they signed out everywhere
    if (!caller && !begun.fresh) return this.begin(begun.returnTo, 'fresh', reply);
    if (!caller || caller.scopes) {
      throw new Problem('not-allowed', 'You signed in, but nobody has made you a member of an organisation here.');
    }
    const before = cookies.sessionIn(request.headers.cookie);
    if (before !== undefined) await sessions.end(before);
    const secret = await sessions.begin(caller.user, tokens);
    reply.header('set-cookie', cookies.clearSignedOut());
    reply.header('set-cookie', cookies.setSession(secret));
    return { url: begun.returnTo };
  }

  /** Who is signed in, until when, and what a write must send. */
  @Get()
  @Policy({ roles, reads: 'Nothing' })
  session(@CurrentCaller() caller: Caller, @Req() { session }: CallerRequest): SessionAnswer {
    return {
      user: caller.user,
      organisationId: caller.organisationId,
      roles: [...caller.roles],
      secondFactor: hasFreshSecondFactor(caller),
      ...(session ? { until: session.expiresAt.toISOString(), csrfToken: csrfTokenOf(session.secret) } : {}),
    };
  }

  /** What this device locks up its unsent entries with: nobody else who signs in can open them. */
  @Post('device')
  @HttpCode(200)
  @Policy({ roles })
  device(@CurrentCaller() { user }: Caller, @Body() { deviceId }: DeviceRequest): DeviceAnswer {
    return { secret: this.browser.deviceSecret(user, deviceId) };
  }

  /** Sign out of this browser. */
  @Post('sign-out')
  @HttpCode(200)
  @Policy({ roles })
  async signOut(
    @Req() { session }: CallerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedOutAnswer> {
    if (!session) {
      throw new Problem('wrong-state', 'There is no session of a browser to end; an access token ends by itself.');
    }
    await this.browser.sessions.end(session.secret);
    return this.signedOut(reply);
  }

  /** End every session of yours and refuse every access token that was issued to you until now. */
  @Post('sign-out-everywhere')
  @HttpCode(200)
  @Policy({ roles })
  async signOutEverywhere(
    @CurrentCaller() { user }: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedOutAnswer> {
    await this.members.signOutEverywhere(user);
    await this.browser.sessions.endAllOf(user);
    return this.signedOut(reply);
  }

  private async begin(returnTo: string, prompt: Prompt, reply: FastifyReply): Promise<Onward> {
    const { url, cookie } = await this.browser.begin(returnTo, prompt);
    reply.header('set-cookie', cookie);
    return { url };
  }

  private async tokensFor({ url }: FastifyRequest, begun: BegunSignIn): Promise<Tokens> {
    try {
      const query = url.includes('?') ? url.slice(url.indexOf('?')) : '';
      return await this.browser.issuer.finish(query, begun);
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      throw new Problem('not-signed-in', 'The sign-in was not completed; sign in again.');
    }
  }

  private async signedOut(reply: FastifyReply): Promise<SignedOutAnswer> {
    const { cookies } = this.browser;
    reply.header('set-cookie', cookies.clearSession());
    // longer ago than this, the issuer is told to ask anew in any case
    reply.header('set-cookie', cookies.setSignedOut(idleMinutes * 60));
    const endSession = await this.browser.issuer.endSessionUrl();
    return endSession === undefined ? {} : { endSession };
  }
}
