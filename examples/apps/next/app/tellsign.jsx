'use client';
import { useEffect } from 'react';
import { guardForms, load } from 'tellsign';

export function Tellsign() {
  useEffect(() => {
    // The dev server compiles the nonce's route at the first request, which takes seconds.
    const timeoutMs = process.env.NODE_ENV === 'development' ? 30_000 : 2000;
    const tellsign = load({ timeoutMs });
    const release = guardForms(tellsign);
    Object.assign(window, { tellsign }); // for the console: await tellsign.inspect()
    return () => {
      release();
      tellsign.destroy();
    };
  }, []);
  return null;
}
