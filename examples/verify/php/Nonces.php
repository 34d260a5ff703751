<?php

declare(strict_types=1);

namespace Tellsign;

use InvalidArgumentException;

/** The stateless nonce of §1.4: `0x01 ‖ kid ‖ iat u32 ‖ exp u32 ‖ random(12) ‖ MAC(16)`. */
final class Nonces
{
    /** Format, kid, iat, exp and randomness; the MAC covers them. */
    private const HEAD_BYTES = 22;
    private const MIN_SECRET_BYTES = 32;
    private const TTL_SECONDS = 300;

    /** @param array<int, string> $keys secrets by kid, newest first */
    public function __construct(private readonly string $audience, private readonly array $keys)
    {
        self::require($keys !== [], 'must hold at least one key');
        foreach ($keys as $kid => $secret) {
            self::require(is_int($kid) && $kid >= 0 && $kid <= 255, 'kid must be 0..255');
            // Bytes that are all alike are what a forgotten random source gives.
            $isSecret = is_string($secret) && strlen($secret) >= self::MIN_SECRET_BYTES
                && $secret !== str_repeat($secret[0], strlen($secret));
            self::require($isSecret, 'a secret must be at least 32 random bytes');
        }
    }

    private static function require(bool $condition, string $message): void
    {
        if (!$condition) {
            throw new InvalidArgumentException("nonceKeys: $message");
        }
    }

    /** @return array{nonce: string, now: int, exp: int, aud: string} */
    public function issue(string $action, string $sid, int $now): array
    {
        if ($sid === '') {
            throw new InvalidArgumentException('sid is empty: all visitors without a session would share it');
        }
        $exp = $now + self::TTL_SECONDS;
        $kid = array_key_first($this->keys);
        $head = pack('CCNN', 1, $kid, $now, $exp) . random_bytes(12);
        $nonce = Canonical::encodeBase64url($head . $this->mac($kid, $head, [$action, $sid, '1']));
        return ['nonce' => $nonce, 'now' => $now, 'exp' => $exp, 'aud' => $this->audience];
    }

    /**
     * When a nonce of ours expires, epoch seconds.
     *
     * @param array<string, mixed> $claims
     */
    public function check(array $claims, string $action, string $sid, int $now): int
    {
        if (!array_key_exists('nonce', $claims)) {
            throw new Refused('claim_missing');
        }
        $nonce = $claims['nonce'];
        $data = is_string($nonce) && strlen($nonce) === 51 ? Canonical::decodeBase64url($nonce) : null;
        if ($data === null || $data[0] !== "\x01" || !$this->isOurs($data, $action, $sid)) {
            throw new Refused('nonce_invalid');
        }
        ['issued' => $issued, 'expires' => $expires] = unpack('Nissued/Nexpires', $data, 2);
        // Servers' clocks differ by up to the skew; a nonce issued further in the future is none.
        if ($issued > $now + Verifier::MAX_SKEW) {
            throw new Refused('nonce_invalid');
        }
        return $now > $expires ? throw new Refused('nonce_expired') : $expires;
    }

    private function isOurs(string $data, string $action, string $sid): bool
    {
        $kid = ord($data[1]);
        if (!isset($this->keys[$kid])) {
            return false;
        }
        [$head, $mac] = str_split($data, self::HEAD_BYTES);
        // The profile version is an optional part of the context. Both are honoured, only the first is
        // issued.
        return hash_equals($this->mac($kid, $head, [$action, $sid, '1']), $mac)
            || hash_equals($this->mac($kid, $head, [$action, $sid]), $mac);
    }

    /** @param list<string> $context */
    private function mac(int $kid, string $head, array $context): string
    {
        $text = Hash::netstring('vrd-nonce-v1', $head, $this->audience, ...$context);
        return substr(hash_hmac('sha256', $text, $this->keys[$kid], true), 0, 16);
    }
}
