import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { eventCodes } from './event-codes.js';
import { useCode } from './use-code.js';

/** What is known of an event beside its type, as the timeline has it; `organisation` is a name. */
export type EventDetail = Readonly<Record<string, string | readonly string[]>>;

/**
 * Says an event in words: `say('ReferralSent', { organisation: 'Shelter Osh', services: ['Shelter'] })`. With its details
 * where all those that the longer sentence needs are there, else without.
 */
export function useEventText(): (type: string, detail?: EventDetail) => string {
  const { t, i18n } = useTranslation('events');
  const code = useCode();
  return useCallback(
    (type, detail = {}) => {
      const words = Object.fromEntries(
        Object.entries(detail).map(([name, value]) => {
          const list = eventCodes[type]?.[name];
          return [
            name,
            [value]
              .flat()
              .map((one) => (list ? code(list, one) : one))
              .join(', '),
          ];
        }),
      );
      const longer = i18n.getResource(i18n.language, 'events', `${type}_with`) as string | undefined;
      const needed = [...(longer ?? '').matchAll(/{{(\w+)}}/g)].map(([, name]) => name!);
      const complete = needed.length > 0 && needed.every((name) => words[name]);
      return t(type as never, { defaultValue: type, ...(complete && { ...words, context: 'with' }) });
    },
    [t, i18n, code],
  );
}
