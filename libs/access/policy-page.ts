import { fieldGroups, type FieldGroup } from '#kernel';
import { disclose } from './disclose.js';
import { disclosurePolicy, type DisclosureRule, type Ground } from './disclosure-policy.js';
import { maskExamples } from './mask.js';
import { relations, type Relation } from './policy.js';
import { type Purpose, purposesOfRole } from './purposes.js';
import { roles, type Role } from './roles.js';

const groupMeaning: Readonly<Record<FieldGroup, string>> = {
  Identity: 'name, birth date, identity number',
  Contact: 'phone, e-mail',
  SafeContact: 'how and when she may be reached without danger',
  Location: 'where she is: her address, a shelter’s',
  Needs: 'what she needs',
  Health: 'notes on her health',
  Narrative: 'what happened to her; the reasons of decisions',
  CounsellingNotes: 'what was said in counselling',
  CriminalFile: 'proceedings, register number, articles, stages, grounds',
  ServicesFact: 'since when help has reached her',
  ServicesContent: 'which services, plans, goals, follow-ups',
};

const relationMeaning: Readonly<Record<Relation, string>> = {
  Holder: 'holds the case: it logged it, or the person arrived there since',
  Logger: 'logged it',
  Offered: 'was sent a referral that waits for an answer, or whose time has run out',
  Accepted: 'accepted one, or the person is there on it',
  Ended: 'had one that was completed, from which she has gone on to another, or that lost its basis before she came',
  TurnedAway: 'had one that was declined or recalled',
  Proceeding: 'is the prosecutor’s office that a proceeding was given to',
  Commission: 'is the interagency commission of the region where she was identified',
  Assigned: 'the caller in person is the one whom the holder gave it to',
  Emergency: 'the caller in person opened it in an emergency, and the time has not run out',
};

const groundMeaning: Readonly<Record<Ground, string>> = {
  Own: 'of what the organisation recorded itself, or of a proceeding that it leads or registered',
  Others: 'of what others recorded',
  Consented: 'as far as a living consent, or the legal basis of a referral, brings it to the organisation',
  Decided: 'once it is decided whether she is a victim',
  Always: '',
};

const begin = '<!-- rendered from libs/access/disclosure-policy.ts by `node scripts/policy-page.mjs`: begin -->';
const end = '<!-- rendered: end -->';

/** The page of the policy with what is rendered from the table put in its place. Throws Error when the page has no such place. */
export function policyPage(page: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error('the page of the policy has no place for what is rendered');
  return `${page.slice(0, from + begin.length)}\n\n${rendered()}\n\n${page.slice(to)}`;
}

function rendered(): string {
  const { version, inForceFrom, rules, secondFactorFor } = disclosurePolicy;
  return [
    `Version ${version}, in force from ${inForceFrom}.`,
    '### The relations to a case',
    table(
      ['relation', 'the caller’s organisation'],
      relations.map((name) => [code(name), relationMeaning[name]]),
    ),
    '### The field groups',
    table(
      ['field group', 'what is in it'],
      fieldGroups.map((name) => [code(name), groupMeaning[name]]),
    ),
    '### The rules',
    'What a rule hides stays hidden, whatever another one shows. What no rule shows is hidden. ' +
      `${secondFactorFor.map(code).join(', ')} besides only to a caller who has lately shown a second factor.`,
    table(['rule', 'does', 'of', 'why'], rules.map(ruleRow)),
    '### What a mask leaves',
    table(
      ['field', 'of', 'is left'],
      maskExamples.map(([field, of, left]) => [field, of, left]),
    ),
    'Of every other field of a masked group nothing is left.',
    '### Role by role',
    '`own`: what the organisation recorded itself, or of a proceeding that it leads or registered. `consent`: what a ' +
      'living consent, or the legal basis of a referral, brings to it. `yes`: always. `mask`: only the mask. Relations ' +
      'that see the same stand in one line; those that see nothing are left out.',
    ...roles.flatMap(roleSection),
  ].join('\n\n');
}

function ruleRow({ id, decision, groups, on, because }: DisclosureRule): string[] {
  const does = { Show: 'shows', Mask: 'masks', Hide: 'hides' }[decision];
  const when = on.map((ground) => groundMeaning[ground]).filter(Boolean);
  const of = groups.length === fieldGroups.length ? 'everything' : groups.map(code).join(', ');
  return [code(id), does, when.length > 0 ? `${of}, ${when.join(', and ')}` : of, because];
}

function roleSection(role: Role): string[] {
  const tables = purposesOfRole[role].flatMap((purpose) => {
    const lines = relationLines(role, purpose);
    return lines.length > 0 ? [`Purpose ${code(purpose)}:`, table(['relation', ...fieldGroups], lines)] : [];
  });
  const why = disclosurePolicy.rules.filter((rule) => rule.roles.includes(role)).map(({ id }) => code(id));
  return [
    `#### ${role}`,
    ...(tables.length > 0 ? tables : ['Sees nothing of any group, whatever the relation.']),
    `Rules: ${why.join(', ')}.`,
  ];
}

/** A line for each set of relations that see the same, without those that see nothing. */
function relationLines(role: Role, purpose: Purpose): string[][] {
  const lines = new Map<string, Relation[]>();
  for (const relation of relations) {
    const cells = fieldGroups.map((group) => cell(role, relation, group, purpose));
    if (cells.every((text) => text === '')) continue;
    const key = cells.join('|');
    lines.set(key, [...(lines.get(key) ?? []), relation]);
  }
  return [...lines].map(([key, same]) => [same.join(', '), ...key.split('|')]);
}

/** On what the policy shows a group to one relation: each ground asked for alone. */
function cell(role: Role, relation: Relation, group: FieldGroup, purpose: Purpose): string {
  const ask = (ground?: 'ownRecord' | 'consented' | 'decided') => {
    const nothing = { ownRecord: false, consented: false, decided: false };
    const grounds = ground ? { ...nothing, [ground]: true } : nothing;
    return disclose({ role, relations: new Set([relation]), group, purpose, ...grounds, secondFactor: true }).decision;
  };
  if (ask() === 'Show') return 'yes';
  const words = { ownRecord: 'own', consented: 'consent', decided: 'decided' } as const;
  return (['ownRecord', 'consented', 'decided'] as const)
    .flatMap((ground) => {
      const decision = ask(ground);
      if (decision === 'Hide') return [];
      return decision === 'Mask' ? `${words[ground]}: mask` : words[ground];
    })
    .join(', ');
}

const code = (name: string): string => `\`${name}\``;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
