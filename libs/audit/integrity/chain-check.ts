import { type ChainedLog, chainStart, linkHash } from './chain.js';
import type { Checkpoint } from './checkpoint.js';
import type { ExportEntry } from './export.js';
import { isLinkSigned } from './link-signature.js';
import type { Verifier } from './notary-key.js';

/**
 * What is not as it was recorded:
 * `changed`: the event is not what the notary chained;
 * `inserted`: the notary never chained it; `unlinked`: the same, after the end of the chain;
 * `removed`: the notary chained it, and it is gone;
 * `reordered`: it is elsewhere in the log;
 * `link`: the event is as it was, and its entry in the chain is not;
 * `unsigned`: event and link agree, and the link was made without the notary's key;
 * `cut`: a checkpoint was signed for events beyond the end of the log;
 * `contradicted`: a checkpoint was signed for another history than this one;
 * `forged`: a checkpoint is not signed by the notary's key.
 */
export type FindingKind =
  | 'changed'
  | 'inserted'
  | 'unlinked'
  | 'removed'
  | 'reordered'
  | 'link'
  | 'unsigned'
  | 'cut'
  | 'contradicted'
  | 'forged';

/** What is wrong with a log, and where: the first event it is about. No content of it. */
export interface Finding {
  readonly log: ChainedLog;
  readonly kind: FindingKind;
  readonly position: number;
  /** Of the event that is named; absent where only its position is known. */
  readonly eventId?: string;
  readonly type?: string;
  /** The checkpoint that shows it. */
  readonly checkpoint?: Checkpoint;
}

/** Where a checkpoint was kept matters to the verdict only in that those from outside cannot be cut together with the log. */
export interface ChainCheckOptions {
  readonly log: ChainedLog;
  readonly storeId: string;
  readonly isSigned: Verifier;
  /** Those of this log, in the order of their positions. */
  readonly checkpoints: readonly Checkpoint[];
  /** Check the signature of every link, not of the last one alone, which vouches for all before it. */
  readonly everySignature: boolean;
}

/** Follows a log entry by entry and finds the first one that is not as it was recorded. */
export class ChainCheck {
  count = 0;
  position = 0;
  private hash: Buffer;
  private lastSignature: Buffer | undefined;
  private broken: ExportEntry | undefined;
  private found: Finding | undefined;
  /** Whether the event and the link of the broken entry turn up elsewhere, and whether a link comes after it. */
  private readonly elsewhere = { event: false, link: false, more: false };
  private nextCheckpoint = 0;

  constructor(private readonly options: ChainCheckOptions) {
    this.hash = chainStart(options.log, options.storeId);
  }

  /** Takes the next entry of the log. */
  take(entry: ExportEntry): void {
    if (this.found) return;
    if (this.broken) {
      this.lookFor(this.broken, entry);
      return;
    }
    const { event, link } = entry;
    if (!event || !link || event.eventId !== link.eventId) {
      this.broken = entry;
      return;
    }
    const hash = linkHash(this.hash, event);
    const agrees = hash.toString('base64url') === link.hash;
    const signature = Buffer.from(link.signature, 'base64url');
    const { position, eventId, type } = event;
    const find = (kind: FindingKind): void => {
      this.found = { log: this.options.log, kind, position, eventId, type };
    };
    if (!agrees || this.options.everySignature) {
      const signed = isLinkSigned(this.options.isSigned, hash, signature);
      if (!signed) return find(agrees ? 'unsigned' : 'changed');
      if (!agrees) return find('link');
    }
    this.hash = hash;
    this.lastSignature = signature;
    this.count += 1;
    this.position = position;
    this.compare(position);
  }

  /** What was found; to be asked after the last entry. */
  finding(): Finding | undefined {
    if (this.broken) return this.nameOf(this.broken);
    if (this.found) return this.found;
    const { log, isSigned, checkpoints } = this.options;
    if (this.lastSignature && !isLinkSigned(isSigned, this.hash, this.lastSignature)) {
      // some link is not signed: the check of every signature says which
      return { log, kind: 'unsigned', position: this.position };
    }
    const beyond = checkpoints[this.nextCheckpoint];
    return beyond && { log, kind: 'cut', position: this.position, checkpoint: beyond };
  }

  /** Compares with the checkpoints that were signed at this position, or at one that is not in the log. */
  private compare(position: number): void {
    const { log, checkpoints } = this.options;
    const hash = this.hash.toString('hex');
    for (let one = checkpoints[this.nextCheckpoint]; one && one.position <= position;) {
      if (one.position !== position || one.hash !== hash || one.count !== this.count) {
        this.found ??= { log, kind: 'contradicted', position: one.position, checkpoint: one };
        return;
      }
      this.nextCheckpoint += 1;
      one = checkpoints[this.nextCheckpoint];
    }
  }

  private lookFor({ event, link }: ExportEntry, entry: ExportEntry): void {
    if (event && entry.link?.eventId === event.eventId) this.elsewhere.event = true;
    if (link && entry.event?.eventId === link.eventId) this.elsewhere.link = true;
    if (entry.link) this.elsewhere.more = true;
  }

  private nameOf({ log, event, link }: ExportEntry): Finding {
    const { elsewhere } = this;
    const named = (
      kind: FindingKind,
      { position, eventId, type }: NonNullable<typeof event | typeof link>,
    ): Finding => ({
      log,
      kind,
      position,
      eventId,
      type,
    });
    if (!link) {
      if (elsewhere.event) return named('reordered', event!);
      return named(elsewhere.more ? 'inserted' : 'unlinked', event!);
    }
    if (!elsewhere.link) return named('removed', link);
    // all that was recorded from here on is still there, moved by what was put before it
    if (event && !elsewhere.event) return named('inserted', event);
    return named('reordered', link);
  }
}
