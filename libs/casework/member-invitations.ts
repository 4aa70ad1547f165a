import { Injectable, Optional } from '@nestjs/common';
import type { Caller } from '#access';
import { Invitations } from '#identity';
import { Problem } from '#kernel';
import { MembersQueries } from '#members';
import { ProjectionRunners } from '#projections';

/** How long the list of members may take to know of an invitation, in milliseconds. */
const PATIENCE_MS = 5_000;

/** The links by which new members make their account, where this installation signs people in itself. */
@Injectable()
export class MemberInvitations {
  constructor(
    private readonly members: MembersQueries,
    private readonly runners: ProjectionRunners,
    // absent: another issuer has the accounts
    @Optional() private readonly invitations?: Invitations,
  ) {}

  /**
   * Throws Problem when a name is that of somebody of another organisation: whoever has that account would become a member
   * here, and a manager elsewhere may have made it for the name that a new officer is about to get. Who works for two
   * organisations is for the administrator to say, who can ask both.
   */
  async checkName(
    { roles }: Caller,
    { user, organisationId }: { readonly user: string; readonly organisationId: string },
  ): Promise<void> {
    if (!this.invitations || roles.includes('administrator')) return;
    if (!(await this.members.isKnownElsewhere(user, organisationId))) return;
    throw new Problem(
      'against-a-rule',
      'Somebody of another organisation is called so; the administrator can invite them.',
      [{ pointer: '/user', detail: 'must not be the name of somebody of another organisation' }],
    );
  }

  /**
   * The link for a member whom the caller has invited by the event at a position; undefined: they need none, or another
   * organisation invited them before. Else a manager who guesses the name of somebody else's new officer would get their
   * account. The administrator may, who runs the installation. Throws Problem when it cannot be told in time.
   */
  async linkFor(
    { roles }: Caller,
    { user, organisationId }: { readonly user: string; readonly organisationId: string },
    position: number,
  ): Promise<string | undefined> {
    if (!this.invitations) return undefined;
    if (!roles.includes('administrator')) {
      // of two organisations that invite the same name at once, the later one sees the earlier
      if (!(await this.runners.get('members').waitFor(position, PATIENCE_MS))) {
        throw new Problem('not-ready', 'The member is recorded; send the same request again for the link.', [], {
          headers: { 'retry-after': '1' },
        });
      }
      if (await this.members.isKnownElsewhere(user, organisationId)) return undefined;
    }
    // a repeat of the request may be one whose answer was lost: it gets a new link, and the old one is worth nothing
    return this.invitations.create(user);
  }
}
