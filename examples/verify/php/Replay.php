<?php

declare(strict_types=1);

namespace Tellsign;

use OverflowException;

/** Where spent nonces and idempotency keys are kept. */
interface ReplayStore
{
    /**
     * One atomic step: keeps the value under the key for that long unless something is there. Redis: `SET key
     * value NX PX ttl GET`, with a short timeout. An exception says that it cannot tell.
     *
     * @return ?string null when the key was free, otherwise what it held
     */
    public function consume(string $key, string $value, int $ttlMs): ?string;
}

/** A replay store that can be asked. With it a retry is known after its cart is gone. */
interface ReplayFinder
{
    /** What the key holds, or null. Redis: `GET key`. Changes nothing. */
    public function find(string $key): ?string;
}

/**
 * For tests, or one long-running process. Under PHP-FPM each request has a memory of its own, and would
 * accept every token again.
 */
final class MemoryReplay implements ReplayStore, ReplayFinder
{
    /** @var array<string, array{string, int}> */
    private array $entries = [];

    /** @param ?callable(): int $nowMs a clock that never jumps; null: `hrtime` */
    public function __construct(private $nowMs = null, private readonly int $maxEntries = 100_000)
    {
        $this->nowMs ??= fn (): int => intdiv(hrtime(true), 1_000_000);
    }

    public function consume(string $key, string $value, int $ttlMs): ?string
    {
        $now = ($this->nowMs)();
        if (count($this->entries) >= $this->maxEntries) {
            $this->entries = array_filter($this->entries, fn (array $entry): bool => $entry[1] > $now);
        }
        [$before, $expires] = $this->entries[$key] ?? [null, 0];
        if ($before !== null && $expires > $now) {
            return $before;
        }
        if (count($this->entries) >= $this->maxEntries) {
            throw new OverflowException('full of live nonces: to forget one would be to accept it twice');
        }
        $this->entries[$key] = [$value, $now + $ttlMs];
        return null;
    }

    public function find(string $key): ?string
    {
        [$value, $expires] = $this->entries[$key] ?? [null, 0];
        return $expires > ($this->nowMs)() ? $value : null;
    }
}
