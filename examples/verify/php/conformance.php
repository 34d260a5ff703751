<?php

/**
 * `php conformance.php FILE.json …` runs vector files and prints a JSON line for each case. Exits with 1 when
 * any differs. `php conformance.php issue SETTING.json` prints a nonce and a transaction hash, for another
 * verifier to accept.
 */

declare(strict_types=1);

use Tellsign\MemoryReplay;
use Tellsign\Model;
use Tellsign\ReplayStore;
use Tellsign\Result;
use Tellsign\Verifier;

require __DIR__ . '/Verifier.php';

final class DownReplay implements ReplayStore
{
    public function consume(string $key, string $value, int $ttlMs): ?string
    {
        throw new RuntimeException('down');
    }
}

/**
 * A missing member of a case is one of its file. Objects stay stdClass, so that a token that is `{}` is not
 * `[]`.
 */
function read(string $file): stdClass
{
    return json_decode(file_get_contents($file), false, 512, JSON_THROW_ON_ERROR);
}

function create(stdClass $setting): Verifier
{
    $now = fn (): int => $setting->now;
    $revoked = $setting->revoked ?? false;
    $isDown = ($setting->store ?? '') === 'down';
    return new Verifier(
        audience: $setting->aud,
        nonceKeys: array_map(hex2bin(...), get_object_vars($setting->nonceKeys)),
        models: array_map(
            fn (stdClass $m) => new Model($m->schema, $m->n, $m->exp ?? 0),
            get_object_vars($setting->models),
        ),
        replay: $isDown ? new DownReplay() : new MemoryReplay(fn (): int => $setting->now * 1000),
        isRevoked: fn (string $jkt): bool => is_array($revoked) ? in_array($jkt, $revoked, true) : $revoked === true,
        minBuild: $setting->minBuild ?? '',
        maxTokenChars: $setting->maxTokenChars ?? 2048,
        now: $now,
    );
}

/** The answer, said as `want` says it: a code, or an object of code, level and flags. */
function runCase(stdClass $setting): string|stdClass
{
    $verifier = create($setting);
    $verify = fn (mixed $token) => $verifier->verify(
        $token,
        action: $setting->op,
        sid: $setting->sid,
        jkt: $setting->jkt ?? null,
        sessionJkt: $setting->bound ?? null,
        txh: $setting->txh ?? null,
        requireBinding: $setting->requireBinding ?? false,
    );
    foreach ((array) ($setting->after ?? []) as $earlier) {
        $verify($earlier);
    }
    return answerTo($setting->want, $verify($setting->tok ?? null));
}

function answerTo(string|stdClass $want, Result $result): string|stdClass
{
    if (is_string($want)) {
        return $result->code;
    }
    $flags = array_values(array_intersect($want->flags ?? [], $result->flags));
    $all = ['code' => $result->code, 'level' => $result->level, 'flags' => $flags];
    return (object) array_replace(get_object_vars($want), array_intersect_key($all, get_object_vars($want)));
}

/** Signatures made by Wycheproof, through the step that checks ours. */
function checkSignature(stdClass $group, stdClass $test): string
{
    [$x, $y] = str_split(substr(hex2bin($group->publicKey->uncompressed), 1), 32);
    $key = Verifier::readKey($x, $y);
    return Verifier::isSignedBy($key, hex2bin($test->msg), hex2bin($test->sig)) ? 'valid' : 'invalid';
}

/** @return iterable<array{int|string, string|stdClass, string|stdClass}> name, wanted, got */
function runFile(string $file): iterable
{
    $vectors = read($file);
    foreach ($vectors->testGroups ?? [] as $group) {
        foreach ($group->tests as $test) {
            yield [$test->tcId, $test->result, checkSignature($group, $test)];
        }
    }
    foreach ($vectors->cases ?? [] as $case) {
        $setting = (object) [...get_object_vars($vectors), ...get_object_vars($case)];
        yield [$case->name, $case->want, runCase($setting)];
    }
}

$files = array_slice($argv, 1);
if (($files[0] ?? '') === 'issue') {
    $setting = read($files[1]);
    $response = create($setting)->issueNonce($setting->op, $setting->sid);
    echo json_encode([...$response, 'txh' => Verifier::transactionHash(get_object_vars($setting->tx))]), "\n";
    exit(0);
}
$differ = 0;
foreach ($files as $file) {
    foreach (runFile($file) as [$name, $want, $got]) {
        $differ += $want == $got ? 0 : 1; // Objects of equal members are equal.
        $line = ['name' => $name, 'want' => $want, 'got' => $got];
        echo json_encode($line, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), "\n";
    }
}
exit($differ > 0 || $files === [] ? 1 : 0);
