import { memoryLedger, memoryNearDuplicates } from '../../../../src/server/index.ts';
import { createSigner, type Signer } from '../../../unit/server/enrolment.ts';
import { type Attack, honest, refused } from '../attack.ts';
import type { Ground } from '../ground.ts';
import type { Recording } from '../recording.ts';

const SESSIONS = 1000;

/** Row 4 (A5): one recording counts in one session. */
export const oneRecording: Attack = {
  row: 4,
  tried: `one recording, one key, ${SESSIONS} sessions`,
  async run(ground) {
    const send = openSender(ground);
    const { device, stranger } = ground.forge.forge;
    const recording = ground.person();
    honest('its own session', await send('session', device, recording), {
      level: 'low',
      isCopy: false,
      count: 1,
    });
    honest('a second try there', await send('session', device, recording), {
      level: 'low',
      isCopy: false,
      count: 2,
    });
    const copies = await sendMany(send, () => device, recording);
    const counted = (await send('last', device, ground.person())).count;
    const farm = await Promise.all(Array.from({ length: 20 }, createSigner));
    const farmed = await sendMany(send, (at) => farm[at % farm.length] ?? stranger, recording);
    return {
      'the same key': refused('copies', copies, `${SESSIONS} flagged, 0 low`),
      'verdicts of that key in its hour': refused('count', counted, SESSIONS + 3),
      'twenty other keys': refused('copies', farmed, `${SESSIONS} flagged, 0 low`),
    };
  },
};

type Send = ReturnType<typeof openSender>;

function openSender({ forge, model }: Ground) {
  const verifier = forge.binding({
    models: [model],
    ledger: memoryLedger(),
    nearDuplicates: memoryNearDuplicates(),
  });
  return async (sid: string, signer: Signer, recording: Recording) => {
    const response = await verifier.issueNonce({ action: 'checkout', sid });
    const { txh } = forge.request;
    const token = await forge.verdict(response, signer, { ...recording });
    const result = await verifier.verify(token, { action: 'checkout', sid, txh });
    if (!result.ok) throw new Error(`a copy was refused: ${result.code}`);
    const { level, flags, key } = result;
    return { level, isCopy: flags.includes('near_duplicate'), count: key.verdictsLastHour ?? 0 };
  };
}

async function sendMany(send: Send, signerAt: (at: number) => Signer, recording: Recording): Promise<string> {
  let [flagged, low] = [0, 0];
  for (let at = 0; at < SESSIONS; at++) {
    const { level, isCopy } = await send(crypto.randomUUID(), signerAt(at), recording);
    if (isCopy) flagged++;
    if (level === 'low') low++;
  }
  return `${flagged} flagged, ${low} low`;
}
