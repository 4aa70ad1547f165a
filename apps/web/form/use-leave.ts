import { useRouter } from '@tanstack/react-router';
import { useAnnounce } from '../components/announcer.js';

/** A way to say what was done, and to go where one goes on. */
export function useLeave(to: string): (said: string) => void {
  const router = useRouter();
  const announce = useAnnounce();
  return (said) => {
    announce(said);
    router.history.push(to);
  };
}
