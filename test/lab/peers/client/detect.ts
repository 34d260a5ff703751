import { load } from '@fingerprintjs/botd';
import FingerprintScanner from 'fpscanner';

/**
 * Runs in the page, as its authors say to: both detectors at load; what they found goes to the server that
 * served them.
 */
async function detect(): Promise<void> {
  const [botd, fpscanner] = await Promise.all([runBotd(), runFpscanner()]);
  await fetch('/peers/found', { method: 'POST', keepalive: true, body: JSON.stringify({ botd, fpscanner }) });
}

/** Names of the rules that fired. */
async function runBotd(): Promise<string[]> {
  const detector = await load({ monitoring: false });
  detector.detect();
  const detections = Object.entries(detector.getDetections() ?? {});
  return detections.flatMap(([rule, { bot }]) => (bot ? [rule] : []));
}

async function runFpscanner(): Promise<string[]> {
  const fingerprint = await new FingerprintScanner().collectFingerprint({ encrypt: false });
  if (typeof fingerprint === 'string') return [];
  const details = Object.entries(fingerprint.fastBotDetectionDetails);
  return details.flatMap(([rule, { detected }]) => (detected ? [rule] : []));
}

void detect();
