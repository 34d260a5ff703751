import type { Answer } from './ask.ts';

const CERTIFICATE =
  'Browsers refuse this certificate, too, unless its authority is installed. For the doctor: ' +
  'NODE_EXTRA_CA_CERTS=ca.pem npx tellsign doctor …';
const NAME = 'No such name is known here: look for a typing error, or ask where the name is resolved.';

/** What to change, by the code of Node that an address is not reached with. */
const ADVICE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there: start the server, or give the port that it prints.',
  ECONNRESET: 'The connection was cut: look at the server’s log, and whether the port wants https://.',
  UND_ERR_SOCKET: 'The connection was cut: look at the server’s log, and whether the port wants https://.',
  ENOTFOUND: NAME,
  EAI_AGAIN: NAME,
  ERR_SSL_WRONG_VERSION_NUMBER: 'The port speaks no TLS: give the address with http://.',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'The port speaks no TLS: give the address with http://.',
  EPROTO: 'The port speaks no TLS: give the address with http://.',
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: CERTIFICATE,
  CERT_HAS_EXPIRED: 'The certificate has expired: renew it.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is for other names: give one of them, or renew it.',
};

/** What to change where a page is not reached; undefined where the general advice has to do. */
export function adviceFor({ fault, status, cause }: Answer): string | undefined {
  if (fault === 'redirects') return 'The page leads in circles: look at what redirects, and at its cookies.';
  if (fault === 'timeout') return 'Nothing answered in time: look at the server, or wait longer: --timeout.';
  if (status === 401 || status === 407) return 'A password is asked for: give an address that wants none.';
  if (status >= 500) return 'The server failed: look at its log.';
  return cause !== undefined && Object.hasOwn(ADVICE, cause) ? ADVICE[cause] : undefined;
}
