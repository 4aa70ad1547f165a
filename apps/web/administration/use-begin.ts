import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../components/announcer.js';
import { begin, type Wanted } from './uploads.js';

/** A way to upload a file and then see its import; who has gone to another page meanwhile is not called back. */
export function useBegin() {
  const { t } = useTranslation('administration');
  const router = useRouter();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return async (wanted: Wanted): Promise<void> => {
    const importId = await begin(wanted);
    if (importId === undefined) return;
    announce(t('imports.arrived'));
    await queries.invalidateQueries({ queryKey: ['list', '/imports'] });
    if (here.current) router.history.push(`/imports/${importId}`);
  };
}
