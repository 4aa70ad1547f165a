import type { Pillar } from './pillar.js';
import styles from './pillar-icon.module.css';

/** Drawn on 24 by 24. */
const shapes: Readonly<Record<Pillar, string>> = {
  // somebody is found
  Identification: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20 20',
  // a heart
  Support: 'M12 20S4 15 4 9.5A4.2 4.2 0 0 1 12 7.6 4.2 4.2 0 0 1 20 9.5C20 15 12 20 12 20Z',
  // a house
  Inclusion: 'M4 11 12 4l8 7M6.5 9.5V20h11V9.5M10 20v-5.5h4V20',
  // scales
  Justice: 'M12 4v16M8 20h8M5 7h14M5 7l-2.5 6.5a3 3 0 0 0 5 0L5 7ZM19 7l-2.5 6.5a3 3 0 0 0 5 0L19 7Z',
  // a shield
  Protection: 'M12 3.5 19.5 6v5.5c0 4.5-3 7.5-7.5 9-4.5-1.5-7.5-4.5-7.5-9V6L12 3.5Z',
};

/** To which pillar something belongs; the words say it too. */
export function PillarIcon({ pillar }: { readonly pillar: Pillar }) {
  return (
    <span className={styles.icon} data-pillar={pillar} aria-hidden="true">
      <svg viewBox="0 0 24 24" width="16" height="16">
        <path
          d={shapes[pillar]}
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      </svg>
    </span>
  );
}
