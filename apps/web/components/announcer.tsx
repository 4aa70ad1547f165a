import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';

const Announce = createContext<(text: string) => void>(() => undefined);

/** Says to screen readers what happened beside what has the focus: saved, arrived, sent. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState('');
  const announce = useCallback((next: string) => {
    // the same text a second time has to change to be read again
    setText('');
    setTimeout(() => setText(next), 50);
  }, []);
  return (
    <Announce value={announce}>
      {children}
      <div role="status" className="for-screen-readers">
        {text}
      </div>
    </Announce>
  );
}

/** A function that announces a text. */
export const useAnnounce = () => useContext(Announce);
