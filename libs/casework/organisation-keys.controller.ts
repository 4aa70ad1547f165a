import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { careRoles, CurrentCaller, MEMBERS, Policy, type Caller, type Members } from '#access';
import { Problem } from '#kernel';
import { OrganisationKeys } from '#privacy';
import { CurrentInvocation, type Invocation } from './invocation.js';
import { KeyChangedAnswer, OrganisationKeyAnswer, RecoveryCodeAnswer } from './organisation-keys.answers.js';
import {
  AskForKeyRequest,
  ChangePassphraseRequest,
  LetInRequest,
  MakeKeyRequest,
  PassphraseRequest,
  RecoverKeyRequest,
  RotateKeyRequest,
} from './organisation-keys.requests.js';
import { ofOwnOrganisation } from './own-organisation.js';

const explanation =
  'Write this code down on paper and keep it where two of you find it. It is told this once. With it one of you comes ' +
  'back in who forgot the passphrase. When every passphrase and this code are lost, nobody can open what was sealed ' +
  'with this key: not the administrator, not the installation, no backup. When somebody leaves who knew it, make another.';

/**
 * The key of an organisation, to which counselling notes and shelter addresses are sealed. Only its members unlock it; no
 * key of the installation opens it. Passphrases come in bodies and are kept nowhere.
 */
@Controller('organisations/:organisationId/key')
@Policy({ roles: careRoles, reads: 'Nothing' })
export class OrganisationKeysController {
  constructor(
    private readonly keys: OrganisationKeys,
    @Inject(MEMBERS) private readonly members: Members,
  ) {}

  /** Whether there is a key, and who of your colleagues opens it. */
  @Get()
  async standing(@Param('organisationId') id: string, @CurrentCaller() caller: Caller): Promise<OrganisationKeyAnswer> {
    const { organisationId } = ofOwnOrganisation(id, caller);
    const { pairs, changedAt, members } = await this.keys.standing(organisationId);
    return {
      organisationId,
      pairs,
      ...(changedAt ? { changedAt: changedAt.toISOString() } : {}),
      members: members.map((member) => ({ ...member })),
    };
  }

  /**
   * Make the key. You open it with your passphrase; the answer has a recovery code, told this once: a repeat of the request
   * does not tell it again, and `recovery-code` makes another.
   */
  @Post()
  @Policy({ roles: ['ngo-manager', 'child-protection-officer'] })
  async make(
    @Param('organisationId') id: string,
    @CurrentCaller() caller: Caller,
    @Body() { passphrase }: MakeKeyRequest,
    @CurrentInvocation() _invocation: Invocation,
  ): Promise<RecoveryCodeAnswer> {
    const { recoveryCode } = await this.keys.make(ofOwnOrganisation(id, caller), chosenBy(caller, passphrase));
    return { recoveryCode, explanation };
  }

  /** Choose a passphrase and wait for a colleague to let you in. Again: with another passphrase. */
  @Post('requests')
  async ask(
    @Param('organisationId') id: string,
    @CurrentCaller() caller: Caller,
    @Body() { passphrase }: AskForKeyRequest,
    @CurrentInvocation() _invocation: Invocation,
  ): Promise<KeyChangedAnswer> {
    const member = ofOwnOrganisation(id, caller);
    await this.keys.ask(member, chosenBy(caller, passphrase));
    return { organisationId: member.organisationId };
  }

  /** Let a colleague in who waits, with your own passphrase. They open what was sealed before, too. */
  @Post('members')
  async letIn(
    @Param('organisationId') id: string,
    @CurrentCaller() caller: Caller,
    @Body() { passphrase, user }: LetInRequest,
    @CurrentInvocation() _invocation: Invocation,
  ): Promise<KeyChangedAnswer> {
    const member = ofOwnOrganisation(id, caller);
    // who has left may still stand among those who wait
    if (!(await this.members.mayBeOf(user, member.organisationId))) {
      const detail = 'must be the name of one who works for your organisation';
      throw new Problem('against-a-rule', 'Nobody of this name works for your organisation.', [
        { pointer: '/user', detail },
      ]);
    }
    await this.keys.letIn(member, passphrase, user);
    return { organisationId: member.organisationId };
  }

  /** Change your own passphrase. */
  @Post('passphrase')
  @HttpCode(200)
  async changePassphrase(
    @Param('organisationId') id: string,
    @CurrentCaller() caller: Caller,
    @Body() { passphrase, newPassphrase }: ChangePassphraseRequest,
    @CurrentInvocation() _invocation: Invocation,
  ): Promise<KeyChangedAnswer> {
    const member = ofOwnOrganisation(id, caller);
    await this.keys.changePassphrase(member, passphrase, chosenBy(caller, newPassphrase));
    return { organisationId: member.organisationId };
  }

  /** Make another recovery code; the one before opens nothing more. */
  @Post('recovery-code')
  async newRecoveryCode(
    @Param('organisationId') id: string,
    @CurrentCaller() caller: Caller,
    @Body() { passphrase }: PassphraseRequest,
    @CurrentInvocation() _invocation: Invocation,
  ): Promise<RecoveryCodeAnswer> {
    const { recoveryCode } = await this.keys.newRecoveryCode(ofOwnOrganisation(id, caller), passphrase);
    return { recoveryCode, explanation };
  }

  /** Come in by the recovery code, and choose a passphrase. */
  @Post('recovery')
  @HttpCode(200)
  async recover(
    @Param('organisationId') id: string,
    @CurrentCaller() caller: Caller,
    @Body() { recoveryCode, newPassphrase }: RecoverKeyRequest,
    @CurrentInvocation() _invocation: Invocation,
  ): Promise<KeyChangedAnswer> {
    const member = ofOwnOrganisation(id, caller);
    await this.keys.recover(member, recoveryCode, chosenBy(caller, newPassphrase));
    return { organisationId: member.organisationId };
  }

  /** Seal to a new pair from now on, as happens by itself when a member leaves. Whoever opens the key opens both. */
  @Post('rotation')
  @HttpCode(200)
  @Policy({ roles: ['ngo-manager', 'child-protection-officer'] })
  async rotate(
    @Param('organisationId') id: string,
    @CurrentCaller() caller: Caller,
    @Body() _body: RotateKeyRequest,
    @CurrentInvocation() _invocation: Invocation,
  ): Promise<KeyChangedAnswer> {
    const member = ofOwnOrganisation(id, caller);
    await this.keys.rotate(member);
    return { organisationId: member.organisationId };
  }
}

/** A passphrase that is not the user's name. */
function chosenBy({ user }: Caller, passphrase: string): string {
  if (passphrase.toLowerCase().includes(user.toLowerCase())) {
    const detail = 'must not have your user name in it';
    throw new Problem('against-a-rule', 'Choose another passphrase.', [{ pointer: '/passphrase', detail }]);
  }
  return passphrase;
}
