import { useEffect, useState } from 'react';
import { useFormats } from '../i18n/index.js';
import { Tag } from './tag.js';

/** How long is left until something is due, or since when it is late; kept up to date. `at`: an instant or a local date. */
export function Due({ at }: { readonly at: string }) {
  const formats = useFormats();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const isDay = at.length === 10;
  const late = isDay ? at < formats.today() : Date.parse(at) < now;
  return (
    <Tag tone={late ? 'late' : 'wait'}>
      <time dateTime={at} title={formats.moment(at)}>
        {isDay ? formats.daysLeft(at) : formats.timeLeft(at, now)}
      </time>
    </Tag>
  );
}
