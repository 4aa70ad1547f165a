import { useRouter } from '@tanstack/react-router';
import { useAnnounce } from '../components/announcer.js';

/** A way to say what was done, and to go where one goes on: `to`, unless it is elsewhere. The form is not come back to. */
export function useLeave(to: string): (said: string, elsewhere?: string) => void {
  const router = useRouter();
  const announce = useAnnounce();
  return (said, elsewhere = to) => {
    announce(said);
    router.history.replace(elsewhere);
  };
}
