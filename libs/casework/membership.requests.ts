import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, Matches } from 'class-validator';
import { Problem } from '#kernel';
import { roles, type Role } from '#nrm/codes';
import { userNamePattern } from '#nrm/membership';

export class MemberRolesRequest {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(roles.length) @IsIn(roles, { each: true }) roles: Role[];
}

export class InviteMemberRequest extends MemberRolesRequest {
  /** How they are called: the subject of their access tokens. */
  @Matches(new RegExp(userNamePattern), {
    message: '$property must be 1 to 100 letters, digits and . _ : | + @ -, and not begin with client:',
  })
  user: string;
}

/** The user that a path names. Throws Problem when nobody can be called so. */
export function userIn(path: string): string {
  if (new RegExp(userNamePattern).test(path)) return path;
  throw new Problem('malformed-request', 'Nobody can be called as the address says.', [
    { pointer: '/path/user', detail: 'must be the name of a user' },
  ]);
}

/** Nothing needs to be said; what is said all the same is refused. */
export class EndMembershipRequest {}
