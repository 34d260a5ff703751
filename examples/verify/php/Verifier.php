<?php

declare(strict_types=1);

namespace Tellsign;

use InvalidArgumentException;
use OpenSSLAsymmetricKey;
use stdClass;
use Throwable;

require_once __DIR__ . '/Canonical.php';
require_once __DIR__ . '/Claims.php';
require_once __DIR__ . '/Hash.php';
require_once __DIR__ . '/Nonces.php';
require_once __DIR__ . '/Repetitions.php';
require_once __DIR__ . '/Replay.php';
require_once __DIR__ . '/Result.php';

/**
 * Verifies tellsign verdicts: the envelope and the profile of the verdict protocol, strictly. ES256 is
 * checked by ext-openssl.
 *
 * The score is not computed again here, so a verdict is never `low`. The README beside these folders says
 * what that means, and how to get there.
 */
final class Verifier
{
    public const MAX_SKEW = 60;
    /** How slow another verifier's clock may be, seconds. */
    private const MAX_CLOCK_ERROR = 900;
    /** DER of a SubjectPublicKeyInfo of P-256 up to the point's coordinates. */
    private const SPKI = '3059301306072a8648ce3d020106082a8648ce3d03010703420004';

    private readonly Nonces $nonces;

    /**
     * @param array<int, string> $nonceKeys secrets by kid, newest first, at least 32 random bytes each; keep
     *     the previous one for a nonce lifetime
     * @param array<string, Model> $models
     * @param ?callable(string): bool $isRevoked
     * @param ?callable(): int $now epoch seconds
     * @throws InvalidArgumentException for a nonce key that is none
     */
    public function __construct(
        private readonly string $audience,
        array $nonceKeys,
        private readonly array $models,
        private readonly ReplayStore $replay,
        private $isRevoked = null,
        private readonly string $minBuild = '',
        private readonly int $maxTokenChars = 2048,
        private $now = null,
    ) {
        $this->nonces = new Nonces($audience, $nonceKeys);
    }

    /**
     * Total over any token. Everything else comes from the backend, never from beside the token.
     *
     * @param string $action what the visitor asks for; the claim is called `op`
     * @param ?string $jkt thumbprint of the key bound to this visitor
     * @param ?string $sessionJkt thumbprint of the first key that this session was bound to
     * @param ?string $txh what transactionHash gives
     * @param ?string $idempotencyKey of the HTTP request, the same when it is retried
     */
    public function verify(
        mixed $token,
        string $action,
        ?string $sid,
        ?string $jkt = null,
        ?string $sessionJkt = null,
        ?string $txh = null,
        bool $requireBinding = false,
        ?string $idempotencyKey = null,
    ): Result {
        $bound = $jkt === '' ? null : $jkt;
        try {
            $now = $this->seconds();
            [$signed, $header, $payload, $signature] = $this->open($token);
            [$key, $thumbprint] = self::readHeader(self::readObject($header));
            // Only now: another algorithm may have another form of signature.
            if ($signature === null) {
                throw new Refused('malformed');
            }
            $claims = self::readObject($payload);
            $expires = $this->nonces->check($claims, $action, $sid ?? '', $now);
            // Everything above is cheap; only what carries a nonce of ours reaches the curve.
            if (!self::isSignedBy($key, $signed, $signature)) {
                throw new Refused('signature_invalid');
            }
            Claims::check($claims, $this->audience, $action, $now);
            $isKnown = $this->checkKey($thumbprint, $bound, $sessionJkt, $requireBinding);
            $uses = new Repetitions($this->replay, [$this->audience, $action, $sid ?? ''], $idempotencyKey, $now);
            // A verifier of the same store whose clock is slow honours the nonce for longer, and must find it
            // used. And a second, because `$now` was rounded down.
            $uses->consumeNonce($claims['nonce'], $payload, ($expires - $now + 1 + self::MAX_CLOCK_ERROR) * 1000);
            $uses->checkRepeated($claims['txh'] ?? null);
            if ($txh !== null && ($claims['txh'] ?? null) !== $txh) {
                throw new Refused('tx_mismatch');
            }
            $model = $this->findModel($claims, $now);
            $flags = Claims::readEvidence($claims['ev'], $model);
            $uses->claimIdempotencyKey($txh);
            $names = array_keys(array_filter([
                'not_rescored' => true,
                'ephemeral_key' => $flags & Claims::EPHEMERAL,
                'reduced_consent' => $flags & Claims::REDUCED,
                'unbound' => $bound === null,
                'binding_absent' => !$isKnown,
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
     * Exactly alg, jwk, typ. The algorithm is compared, never used to choose code. No key is ever fetched.
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
        $lines = chunk_split(base64_encode($der), 64, "\n");
        $pem = "-----BEGIN PUBLIC KEY-----\n$lines-----END PUBLIC KEY-----\n";
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

    /** After the claims and before the nonce is consumed. False: the session was known by another key. */
    private function checkKey(string $thumbprint, ?string $bound, ?string $first, bool $requireBinding): bool
    {
        if ($bound !== null && $bound !== $thumbprint) {
            throw new Refused('key_mismatch'); // What cookie theft looks like: alert.
        }
        $isKnown = $first === null || $first === '' || $first === $bound;
        if ($requireBinding && ($bound === null || !$isKnown)) {
            throw new Refused('unbound');
        }
        try {
            $isRevoked = $this->isRevoked !== null && ($this->isRevoked)($thumbprint);
        } catch (Throwable) {
            throw new Refused('replay_store_unavailable');
        }
        return $isRevoked ? throw new Refused('key_revoked') : $isKnown;
    }

    /**
     * What `POST /tellsign/nonce` answers.
     *
     * @return array{nonce: string, now: int, exp: int, aud: string}
     */
    public function issueNonce(string $action, string $sid): array
    {
        return $this->nonces->issue($action, $sid, $this->seconds());
    }

    private function findModel(array $claims, int $now): Model
    {
        if ($this->minBuild !== '' && Claims::isOlder($claims['bld'], $this->minBuild)) {
            throw new Refused('build_too_old');
        }
        $model = $this->models[$claims['mdl']] ?? throw new Refused('model_unknown');
        return $model->exp !== 0 && $now > $model->exp ? throw new Refused('model_expired') : $model;
    }

    /** A claim may warn, it cannot reassure. Reduced consent is neither trusted nor suspicious. */
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
     * @throws InvalidArgumentException for what is no UTF-8, the bytes of a lone surrogate among it
     */
    public static function transactionHash(array $transaction): string
    {
        return Hash::ofTransaction($transaction);
    }
}
