<?php

declare(strict_types=1);

namespace Tellsign;

use Throwable;

/**
 * What a verdict may be used for once: its nonce, and the request that it came with. Keys and values are
 * those that tellsign/server writes, so that both may share a store.
 */
final class Repetitions
{
    /** A request is known by its idempotency key for 24 hours. */
    private const IDEMPOTENCY_MS = 24 * 3_600_000;
    /** Longest idempotency key that counts. Chosen: HTTP clients send UUIDs, 36 characters. */
    private const MAX_IDEMPOTENCY_CHARS = 256;
    /** A hash of the content, the time of use, a hash of the idempotency key or nothing. */
    private const VALUE = '/\A([\w-]{22})\.(\d{1,15})\.([\w-]{22})?\z/';

    /** A hash of the idempotency key, empty where there is none that counts. */
    private readonly string $id;

    /** @param array{string, string, string} $context site, action and session */
    public function __construct(
        private readonly ReplayStore $store,
        private readonly array $context,
        ?string $key,
        private readonly int $now,
    ) {
        $counts = $key !== null && $key !== '' && strlen($key) <= self::MAX_IDEMPOTENCY_CHARS;
        $this->id = $counts ? Hash::digest(Hash::netstring('idempotency', ...[...$context, $key])) : '';
    }

    /**
     * After the signature, so that nobody burns another's nonce. No byte of the signature is part of the key
     * or of the value, because signatures are malleable. The same message with the same idempotency key
     * passes again: `claimIdempotencyKey` decides whether it was accepted before.
     */
    public function consumeNonce(string $nonce, string $payload, int $ttlMs): void
    {
        $content = Hash::digest($payload);
        $before = $this->consume('vrd:n:' . Hash::digest($this->context[0] . $nonce), $content, $ttlMs);
        if ($before === null) {
            return;
        }
        if ($before[1] !== $content) {
            throw new Refused('nonce_reused');
        }
        if ($this->id === '' || ($before[3] ?? '') !== $this->id) {
            throw new Refused('replayed');
        }
    }

    /**
     * Refuses a request that was accepted before. Asked before the transaction is compared with what is about
     * to be executed: the first attempt may have emptied the cart.
     */
    public function checkRepeated(?string $signedTxh): void
    {
        if ($this->id === '' || !$this->store instanceof ReplayFinder) {
            return;
        }
        try {
            $value = $this->store->find($this->requestKey());
        } catch (Throwable) {
            return; // An outage is decided upon when the key is claimed.
        }
        if ($value !== null && preg_match(self::VALUE, $value, $before) === 1) {
            throw new Refused('replayed', $before[1] === Hash::digest($signedTxh ?? ''));
        }
    }

    /**
     * Records that this request is being executed. The last step, so that a refused attempt may be repeated.
     * The same key for another transaction is no repetition, and is refused without `same`.
     */
    public function claimIdempotencyKey(?string $txh): void
    {
        if ($this->id === '') {
            return;
        }
        $content = Hash::digest($txh ?? '');
        $before = $this->consume($this->requestKey(), $content, self::IDEMPOTENCY_MS);
        if ($before !== null) {
            throw new Refused('replayed', $before[1] === $content);
        }
    }

    private function requestKey(): string
    {
        return "vrd:i:$this->id";
    }

    /** @return ?array<int, string> the parts of what the key held, null where it was free */
    private function consume(string $key, string $content, int $ttlMs): ?array
    {
        try {
            $value = $this->store->consume($key, "$content.$this->now.$this->id", $ttlMs);
        } catch (Throwable) {
            throw new Refused('replay_store_unavailable');
        }
        if ($value === null) {
            return null;
        }
        if (preg_match(self::VALUE, $value, $before) !== 1) {
            throw new Refused('replay_store_unavailable');
        }
        return $before;
    }
}
