<?php

declare(strict_types=1);

namespace Tellsign;

use InvalidArgumentException;
use OpenSSLAsymmetricKey;
use RuntimeException;
use stdClass;
use Throwable;

require_once __DIR__ . '/Canonical.php';
require_once __DIR__ . '/Claims.php';
require_once __DIR__ . '/Replay.php';

/** Ends a verification; never leaves Verifier::verify. */
final class Refused extends RuntimeException
{
    public function __construct(public readonly string $reason, public readonly bool $same = false)
    {
        parent::__construct($reason);
    }
}

/** What is known of a model without its weights. */
final class Model
{
    /**
     * @param int $exp epoch seconds, 0 for never
     * @param ?int $highQ claimed integer logit from which a verdict is `high`; null leaves the level `unknown`
     */
    public function __construct(
        public readonly int $schema,
        public readonly int $features,
        public readonly int $exp = 0,
        public readonly ?int $highQ = null,
    ) {
    }
}

final class Result
{
    /**
     * @param string $code `ok` or one of protocol §2.3
     * @param string $level never `low`: nothing was computed again
     * @param list<string> $flags
     * @param array<string, mixed> $claims
     * @param bool $same this very request was answered less than a minute ago: serve the stored answer
     */
    public function __construct(
        public readonly bool $ok,
        public readonly string $code,
        public readonly string $level = 'unknown',
        public readonly string $jkt = '',
        public readonly array $flags = [],
        public readonly array $claims = [],
        public readonly bool $same = false,
    ) {
    }
}

/**
 * Verifies tellsign verdicts: the envelope and the profile of the verdict protocol, strictly. ES256 is checked by ext-openssl.
 *
 * The score is not computed again here, so a verdict is never `low`; see ../README.md for what that means and how to get there.
 */
final class Verifier
{
    public const MAX_SKEW = 60;
    private const NONCE_HEAD = 22; // format, kid, iat, exp, randomness; the MAC of 16 bytes covers them
    private const SAME_SECONDS = 60; // how long a repeated request with the same idempotency key is recognised
    private const REPLAY_VALUE = '/\A([\w-]{22})\.(\d{1,15})\.([\w-]{22})?\z/';
    /** DER of a SubjectPublicKeyInfo of P-256 up to the point's coordinates. */
    private const SPKI = '3059301306072a8648ce3d020106082a8648ce3d03010703420004';

    /**
     * @param array<int, string> $nonceKeys secrets by kid, newest first; keep the previous one for a nonce lifetime
     * @param array<string, Model> $models
     * @param ?callable(string): bool $isRevoked
     * @param ?callable(): int $now epoch seconds
     */
    public function __construct(
        private readonly string $audience,
        private readonly array $nonceKeys,
        private readonly array $models,
        private readonly ReplayStore $replay,
        private $isRevoked = null,
        private readonly string $minBuild = '',
        private readonly int $maxTokenChars = 2048,
        private $now = null,
    ) {
    }

    /**
     * Total over any token. Everything else comes from the backend, never from beside the token.
     *
     * @param ?string $jkt thumbprint bound to this visitor
     * @param ?string $txh what transactionHash gives
     */
    public function verify(
        mixed $token,
        string $op,
        ?string $sid,
        ?string $jkt = null,
        ?string $txh = null,
        bool $requireBinding = false,
        ?string $idempotencyKey = null,
    ): Result {
        try {
            $now = $this->seconds();
            [$signed, $header, $payload, $signature] = $this->open($token);
            [$key, $thumbprint] = self::readHeader(self::readObject($header));
            // Only now: another algorithm may have another form of signature.
            if ($signature === null) {
                throw new Refused('malformed');
            }
            $claims = self::readObject($payload);
            $this->checkKey($thumbprint, $jkt, $requireBinding);
            $expires = $this->checkNonce($claims, $op, $sid ?? '', $now);
            // Everything above is cheap; only what carries a nonce of ours reaches the curve.
            if (!self::isSignedBy($key, $signed, $signature)) {
                throw new Refused('signature_invalid');
            }
            Claims::check($claims, $this->audience, $op, $now);
            $this->consume($claims['nonce'], $payload, $idempotencyKey, [$now, $expires]);
            if ($txh !== null && ($claims['txh'] ?? null) !== $txh) {
                throw new Refused('tx_mismatch');
            }
            $model = $this->findModel($claims, $now);
            $flags = Claims::readEvidence($claims['ev'], $model);
            $names = array_keys(array_filter([
                'not_rescored' => true,
                'ephemeral_key' => $flags & Claims::EPHEMERAL,
                'reduced_consent' => $flags & Claims::REDUCED,
                'unbound' => $jkt === null,
            ]));
            return new Result(true, 'ok', self::level($model, $claims['q'], $flags), $thumbprint, $names, $claims);
        } catch (Refused $refused) {
            return new Result(false, $refused->reason, same: $refused->same);
        }
    }

    private function seconds(): int
    {
        return $this->now === null ? time() : ($this->now)();
    }

    /** @return array{string, string, string, string} */
    private function open(mixed $token): array
    {
        if ($token === null || $token === '') {
            throw new Refused('missing');
        }
        if (!is_string($token) || strlen($token) > $this->maxTokenChars) {
            throw new Refused('malformed');
        }
        $segments = explode('.', $token, 4);
        $decoded = array_map(Canonical::decodeBase64url(...), $segments);
        if (count($segments) !== 3 || in_array(null, array_slice($decoded, 0, 2), true)) {
            throw new Refused('malformed');
        }
        return ["$segments[0].$segments[1]", ...$decoded];
    }

    /** @return array<string, mixed> */
    private static function readObject(string $text): array
    {
        try {
            $value = Canonical::parse($text);
        } catch (InvalidArgumentException) {
            throw new Refused('malformed');
        }
        return $value instanceof stdClass ? get_object_vars($value) : throw new Refused('malformed');
    }

    /**
     * Exactly alg, jwk, typ. The algorithm is compared, never used to choose code; no key is ever fetched.
     *
     * @return array{OpenSSLAsymmetricKey, string}
     */
    private static function readHeader(array $header): array
    {
        if (($header['typ'] ?? null) !== 'vrd+jwt') {
            throw new Refused('wrong_type');
        }
        if (($header['alg'] ?? null) !== 'ES256') {
            throw new Refused('alg_not_allowed');
        }
        if (array_diff_key($header, ['alg' => 1, 'jwk' => 1, 'typ' => 1]) !== []) {
            throw new Refused('claim_unknown');
        }
        $jwk = ($header['jwk'] ?? null) instanceof stdClass ? get_object_vars($header['jwk']) : [];
        if (count($jwk) !== 4 || ($jwk['crv'] ?? null) !== 'P-256' || ($jwk['kty'] ?? null) !== 'EC') {
            throw new Refused('key_invalid');
        }
        $key = self::readKey(self::readCoordinate($jwk['x'] ?? null), self::readCoordinate($jwk['y'] ?? null));
        if ($key === null) {
            throw new Refused('key_invalid');
        }
        $text = sprintf('{"crv":"P-256","kty":"EC","x":"%s","y":"%s"}', $jwk['x'], $jwk['y']);
        return [$key, Canonical::encodeBase64url(hash('sha256', $text, true))];
    }

    private static function readCoordinate(mixed $text): string
    {
        $data = is_string($text) && strlen($text) === 43 ? Canonical::decodeBase64url($text) : null;
        return $data ?? throw new Refused('key_invalid');
    }

    /** Null for what is not on the curve: OpenSSL refuses it. */
    public static function readKey(string $x, string $y): ?OpenSSLAsymmetricKey
    {
        $der = hex2bin(self::SPKI) . $x . $y;
        $pem = "-----BEGIN PUBLIC KEY-----\n" . chunk_split(base64_encode($der), 64, "\n") . "-----END PUBLIC KEY-----\n";
        return openssl_pkey_get_public($pem) ?: null;
    }

    public static function isSignedBy(OpenSSLAsymmetricKey $key, string $signed, string $signature): bool
    {
        if (strlen($signature) !== 64) {
            return false;
        }
        // OpenSSL wants r and s as ASN.1 integers: no needless leading zeros, no sign bit.
        $integers = '';
        foreach (str_split($signature, 32) as $number) {
            $bytes = ltrim($number, "\0");
            $bytes = $bytes === '' || ord($bytes[0]) > 127 ? "\0$bytes" : $bytes;
            $integers .= "\x02" . chr(strlen($bytes)) . $bytes;
        }
        return openssl_verify($signed, "\x30" . chr(strlen($integers)) . $integers, $key, OPENSSL_ALGO_SHA256) === 1;
    }

    private function checkKey(string $thumbprint, ?string $bound, bool $requireBinding): void
    {
        if ($bound !== null && $bound !== $thumbprint) {
            throw new Refused('key_mismatch'); // what cookie theft looks like: alert
        }
        if ($bound === null && $requireBinding) {
            throw new Refused('unbound');
        }
        try {
            $revoked = $this->isRevoked !== null && ($this->isRevoked)($thumbprint);
        } catch (Throwable) {
            throw new Refused('replay_store_unavailable');
        }
        if ($revoked) {
            throw new Refused('key_revoked');
        }
    }

    /**
     * What `POST /tellsign/nonce` answers.
     *
     * @return array{nonce: string, now: int, exp: int, aud: string}
     */
    public function issueNonce(string $op, string $sid): array
    {
        $now = $this->seconds();
        $kid = array_key_first($this->nonceKeys);
        $head = pack('CCNN', 1, $kid, $now, $now + 300) . random_bytes(12);
        $nonce = Canonical::encodeBase64url($head . $this->mac($kid, $head, [$op, $sid, '1']));
        return ['nonce' => $nonce, 'now' => $now, 'exp' => $now + 300, 'aud' => $this->audience];
    }

    private function checkNonce(array $claims, string $op, string $sid, int $now): int
    {
        if (!array_key_exists('nonce', $claims)) {
            throw new Refused('claim_missing');
        }
        $nonce = $claims['nonce'];
        $data = is_string($nonce) && strlen($nonce) === 51 ? Canonical::decodeBase64url($nonce) : null;
        $kid = $data === null ? -1 : ord($data[1]);
        if ($data === null || $data[0] !== "\x01" || !isset($this->nonceKeys[$kid])) {
            throw new Refused('nonce_invalid');
        }
        [$head, $mac] = str_split($data, self::NONCE_HEAD);
        // The profile version is an optional part of the context; both are honoured, only the first is issued.
        $isOurs = hash_equals($this->mac($kid, $head, [$op, $sid, '1']), $mac)
            || hash_equals($this->mac($kid, $head, [$op, $sid]), $mac);
        if (!$isOurs) {
            throw new Refused('nonce_invalid');
        }
        $expires = unpack('N', $data, 6)[1];
        return $now > $expires ? throw new Refused('nonce_expired') : $expires;
    }

    /** @param list<string> $context */
    private function mac(int $kid, string $head, array $context): string
    {
        $text = self::netstring('vrd-nonce-v1', $head, $this->audience, ...$context);
        return substr(hash_hmac('sha256', $text, $this->nonceKeys[$kid], true), 0, 16);
    }

    /**
     * After the signature, so that nobody burns another's nonce; keyed on no byte of the signature, which is malleable.
     *
     * @param array{int, int} $times now and the nonce's expiry
     */
    private function consume(string $nonce, string $payload, ?string $idempotencyKey, array $times): void
    {
        [$now, $expires] = $times;
        $id = $idempotencyKey !== null && $idempotencyKey !== '' && strlen($idempotencyKey) <= 256
            ? self::digest($idempotencyKey) : '';
        $spent = self::digest($payload);
        try {
            $ttlMs = ($expires - $now + 1 + 2 * self::MAX_SKEW) * 1000;
            $before = $this->replay->consume('vrd:n:' . self::digest($this->audience . $nonce), "$spent.$now.$id", $ttlMs);
        } catch (Throwable) {
            throw new Refused('replay_store_unavailable');
        }
        if ($before === null) {
            return;
        }
        if (preg_match(self::REPLAY_VALUE, $before, $match) !== 1) {
            throw new Refused('replay_store_unavailable');
        }
        if ($match[1] !== $spent) {
            throw new Refused('nonce_reused');
        }
        throw new Refused('replayed', $id !== '' && ($match[3] ?? '') === $id && $now - (int) $match[2] <= self::SAME_SECONDS);
    }

    private function findModel(array $claims, int $now): Model
    {
        if ($this->minBuild !== '' && Claims::isOlder($claims['bld'], $this->minBuild)) {
            throw new Refused('build_too_old');
        }
        $model = $this->models[$claims['mdl']] ?? throw new Refused('model_unknown');
        return $model->exp !== 0 && $now > $model->exp ? throw new Refused('model_expired') : $model;
    }

    /** A claim may warn, it cannot reassure; reduced consent is neither trusted nor suspicious. */
    private static function level(Model $model, int $q, int $flags): string
    {
        return match (true) {
            $model->highQ === null => 'unknown',
            $q >= $model->highQ => 'high',
            default => ($flags & Claims::REDUCED) !== 0 ? 'unknown' : 'medium',
        };
    }

    /**
     * §1.6: of what is about to be executed; amounts in minor units.
     *
     * @param array<string, string> $transaction
     */
    public static function transactionHash(array $transaction): string
    {
        ksort($transaction, SORT_STRING);
        $parts = ['vrd-tx-v1'];
        foreach ($transaction as $key => $value) {
            array_push($parts, (string) $key, $value);
        }
        return Canonical::encodeBase64url(hash('sha256', self::netstring(...$parts), true));
    }

    private static function netstring(string ...$parts): string
    {
        return implode('', array_map(fn (string $part): string => strlen($part) . ":$part", $parts));
    }

    private static function digest(string $data): string
    {
        return Canonical::encodeBase64url(substr(hash('sha256', $data, true), 0, 16));
    }
}
