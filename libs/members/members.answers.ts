export class MemberItem {
  user: string;
  roles: string[];
  /** When they were invited, the last time. */
  since: string;
  /** When they left; null: a member. */
  leftAt: string | null;
}

export class MembersPage {
  items: MemberItem[];
  nextCursor: string | null;
}
