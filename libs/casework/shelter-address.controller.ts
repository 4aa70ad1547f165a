import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { careRoles, CurrentCaller, Policy, type Caller } from '#access';
import { Problem } from '#kernel';
import { OrganisationKeys, ShelterAddresses } from '#privacy';
import { CurrentInvocation, type Invocation } from './invocation.js';
import { KeyChangedAnswer, ShelterAddressAnswer } from './organisation-keys.answers.js';
import { PassphraseRequest, ShelterAddressRequest } from './organisation-keys.requests.js';
import { ofOwnOrganisation } from './own-organisation.js';

/** Where a shelter is: told to nobody but its own people, each with their passphrase. */
@Controller('organisations/:organisationId/shelter-address')
export class ShelterAddressController {
  constructor(
    private readonly keys: OrganisationKeys,
    private readonly addresses: ShelterAddresses,
  ) {}

  /** Say where the shelter is; what was said before is gone. */
  @Post()
  @Policy({ roles: careRoles })
  async change(
    @Param('organisationId') id: string,
    @CurrentCaller() caller: Caller,
    @Body() { address }: ShelterAddressRequest,
    @CurrentInvocation() _invocation: Invocation,
  ): Promise<KeyChangedAnswer> {
    const { organisationId } = ofOwnOrganisation(id, caller);
    await this.addresses.change(organisationId, address);
    return { organisationId };
  }

  /** Open it, with your passphrase. That it was opened is in the log of reads, though it is of no case. */
  @Post('opening')
  @HttpCode(200)
  @Policy({ roles: careRoles, reads: 'List' })
  async open(
    @Param('organisationId') id: string,
    @CurrentCaller() caller: Caller,
    @Body() { passphrase }: PassphraseRequest,
  ): Promise<ShelterAddressAnswer> {
    const member = ofOwnOrganisation(id, caller);
    const found = await this.addresses.open(member.organisationId, await this.keys.unlock(member, passphrase));
    if (!found)
      throw new Problem('not-found', 'No address was recorded, or you were never given the key it is sealed to.');
    return { address: found.address, changedAt: found.changedAt.toISOString() };
  }
}
