<?php

declare(strict_types=1);

namespace Tellsign;

use InvalidArgumentException;

/** Hashes of §1.4 and §1.6: parts that no two lists share. */
final class Hash
{
    /** @param array<string, string> $transaction */
    public static function ofTransaction(array $transaction): string
    {
        ksort($transaction, SORT_STRING);
        $parts = ['vrd-tx-v1'];
        foreach ($transaction as $key => $value) {
            array_push($parts, (string) $key, $value);
        }
        foreach ($parts as $part) {
            // The bytes of a lone surrogate are no UTF-8 either.
            if (!self::isWellFormed($part)) {
                throw new InvalidArgumentException('a transaction must hold well-formed Unicode');
            }
        }
        return Canonical::encodeBase64url(hash('sha256', self::netstring(...$parts), true));
    }

    public static function isWellFormed(string $text): bool
    {
        return preg_match('//u', $text) === 1;
    }

    /** Each part as its length in bytes, a colon and the bytes. */
    public static function netstring(string ...$parts): string
    {
        return implode('', array_map(fn (string $part): string => strlen($part) . ":$part", $parts));
    }

    /** First 128 bits of the SHA-256. */
    public static function digest(string $data): string
    {
        return Canonical::encodeBase64url(substr(hash('sha256', $data, true), 0, 16));
    }
}
