<?php

/**
 * Uses the classes as a backend would. Reads a scenario of tab-separated lines: the setting, then requests.
 * Prints what came of each, and what was written to the store.
 */

declare(strict_types=1);

use Tellsign\MemoryReplay;
use Tellsign\Model;
use Tellsign\ReplayFinder;
use Tellsign\ReplayStore;
use Tellsign\Verifier;

[, $library, $scenario] = $argv;
require $library;

function put(string ...$cells): void
{
    echo implode("\t", $cells), "\n";
}

function report(string $name, callable $call): void
{
    try {
        $call();
        put('taken', $name);
    } catch (InvalidArgumentException) {
        put('refused', $name);
    }
}

final class Recorded implements ReplayStore, ReplayFinder
{
    public function __construct(private readonly MemoryReplay $memory)
    {
    }

    public function consume(string $key, string $value, int $ttlMs): ?string
    {
        put('store', $key, $value, (string) $ttlMs);
        return $this->memory->consume($key, $value, $ttlMs);
    }

    public function find(string $key): ?string
    {
        return $this->memory->find($key);
    }
}

$now = 0;
$lines = array_map(fn (string $line): array => explode("\t", $line), file($scenario, FILE_IGNORE_NEW_LINES));
[$audience, $kid, $secret, $mdl, $schema, $features] = array_shift($lines);
$create = function (string $secret) use (&$now, $audience, $kid, $mdl, $schema, $features): Verifier {
    return new Verifier(
        audience: $audience,
        nonceKeys: [(int) $kid => $secret],
        models: [$mdl => new Model((int) $schema, (int) $features)],
        replay: new Recorded(new MemoryReplay(function () use (&$now): int {
            return $now * 1000;
        })),
        isRevoked: function (string $jkt): bool {
            put('asked', $jkt);
            return false;
        },
        now: function () use (&$now): int {
            return $now;
        },
    );
};
$good = hex2bin($secret);
$verifier = $create($good);
foreach ($lines as [$name, $at, $action, $sid, $jkt, $sessionJkt, $txh, $key, $token]) {
    $now = (int) $at;
    $result = $verifier->verify(
        $token,
        action: $action,
        sid: $sid,
        jkt: $jkt,
        sessionJkt: $sessionJkt,
        txh: $txh === '' ? null : $txh,
        idempotencyKey: $key,
    );
    put('request', $name, $result->code, $result->same ? 'same' : '', implode(' ', $result->flags));
}

report('no secret', fn () => $create(''));
report('secret of 31 bytes', fn () => $create(substr($good, 0, 31)));
report('secret of 32 bytes', fn () => $create(substr($good, 0, 32)));
report('secret of zeros', fn () => $create(str_repeat("\0", 32)));
report('secret of equal bytes', fn () => $create(str_repeat("\xab", 64)));
report('nonce for no session', fn () => $verifier->issueNonce('checkout', ''));
report('nonce for a session', fn () => $verifier->issueNonce('checkout', 'session-1'));
// PHP has no lone surrogates: these are the bytes that other languages write for them.
report('lone surrogate in a value', fn () => Verifier::transactionHash(['payee' => "Zo\xed\xa0\x80"]));
report('lone surrogate in a key', fn () => Verifier::transactionHash(["\xed\xb0\x80" => '1']));
report('pair of surrogates', fn () => Verifier::transactionHash(["\u{1f6d2}" => "\u{1f6d2}"]));
