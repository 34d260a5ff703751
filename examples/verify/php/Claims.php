<?php

declare(strict_types=1);

namespace Tellsign;

use stdClass;

/** Form of the claims and of the evidence. */
final class Claims
{
    public const EPHEMERAL = 1;
    public const REDUCED = 8;
    private const KEYED_VIEW = 2;
    private const CHECKPOINT = 4;
    private const OPTIONAL = ['ctr', 'txh', 'x'];

    /** @return array<string, bool> every claim, and whether the value has its form */
    private static function forms(array $claims): array
    {
        $of = fn (string $name): mixed => $claims[$name] ?? null;
        $text = fn (string $name, string $pattern): bool => is_string($of($name))
            && preg_match("/\\A{$pattern}\\z/", $of($name)) === 1;
        $integer = fn (mixed $value, int $low, int $high): bool => is_int($value) && $value >= $low && $value <= $high;
        $int32 = fn (mixed $value): bool => $integer($value, -2 ** 31, 2 ** 31 - 1);
        return [
            'aud' => is_string($of('aud')),
            'bld' => $text('bld', '[\w.+-]{8,16}'),
            'ctr' => $integer($of('ctr'), 0, 2 ** 32 - 1),
            // What it holds is judged after the nonce is spent: evidence that cannot be read costs an
            // attempt, too.
            'ev' => is_string($of('ev')) && strlen($of('ev')) <= 1366,
            'exp' => $integer($of('exp'), 0, PHP_INT_MAX),
            'iat' => $integer($of('iat'), 0, PHP_INT_MAX),
            'jti' => $text('jti', '[\w-]{22}'),
            'mdl' => $text('mdl', '[\w-]{1,22}'),
            'nonce' => is_string($of('nonce')),
            'op' => $text('op', '[a-z0-9_.-]{1,32}'),
            'q' => $int32($of('q')),
            'rc' => is_array($of('rc')) && count($of('rc')) <= 16 && count($of('rc')) % 2 === 0
                && array_filter($of('rc'), $int32) === $of('rc'),
            'txh' => $text('txh', '[\w-]{43}'),
            'v' => $of('v') === 1,
            'x' => $of('x') instanceof stdClass && Canonical::length($of('x')) <= 512,
        ];
    }

    /** With several faults the first of this order counts. */
    public static function check(array $claims, string $audience, string $action, int $now): void
    {
        $forms = self::forms($claims);
        if (array_key_exists('v', $claims) && !$forms['v']) {
            throw new Refused('version_unsupported');
        }
        if (array_diff_key($claims, $forms) !== []) {
            throw new Refused('claim_unknown');
        }
        if (array_diff_key($forms, $claims, array_flip(self::OPTIONAL)) !== []) {
            throw new Refused('claim_missing');
        }
        if (in_array(false, array_intersect_key($forms, $claims), true)) {
            throw new Refused('claim_invalid');
        }
        $lifetime = $claims['exp'] - $claims['iat'];
        $code = match (true) {
            $lifetime <= 0 || $lifetime > 300 => 'claim_invalid',
            $now > $claims['exp'] + Verifier::MAX_SKEW => 'expired',
            $claims['iat'] > $now + Verifier::MAX_SKEW => 'iat_in_future',
            $claims['aud'] !== $audience => 'aud_mismatch',
            $claims['op'] !== $action => 'op_mismatch',
            default => null,
        };
        if ($code !== null) {
            throw new Refused($code);
        }
    }

    /** The numbers of two build ids are compared from left to right; names are labels. */
    public static function isOlder(string $build, string $oldest): bool
    {
        preg_match_all('/[0-9]+/', $build, $ours);
        preg_match_all('/[0-9]+/', $oldest, $theirs);
        foreach ($theirs[0] as $i => $digits) {
            $order = (int) ($ours[0][$i] ?? -1) <=> (int) $digits;
            if ($order !== 0) {
                return $order < 0;
            }
        }
        return false;
    }

    /** Form of the evidence, §1.5; its flags. */
    public static function readEvidence(string $text, Model $model): int
    {
        $data = array_values(unpack('C*', Canonical::decodeBase64url($text) ?? '') ?: []);
        [$format, $schema, $flags, $n] = $data + [0, 0, 0, 0];
        $start = 4 + intdiv($n + 7, 8);
        $isSound = count($data) <= 1024 && $format === 1 && $n > 0 && count($data) >= $start + $n
            && ($flags & ~15) === 0 && $schema === $model->schema && $n === $model->features;
        for ($i = 0; $isSound && $i < ($start - 4) * 8; $i++) {
            $isMissing = ($data[4 + intdiv($i, 8)] >> $i % 8 & 1) === 1;
            $isSound = !$isMissing || ($i < $n && $data[$start + $i] === 0);
        }
        $parts = $isSound ? self::partTypes(array_slice($data, $start + $n)) : null;
        // A keyed view and a checkpoint are announced by their flags.
        $isAnnounced = in_array(1, $parts ?? [], true) === (($flags & self::KEYED_VIEW) !== 0)
            && in_array(2, $parts ?? [], true) === (($flags & self::CHECKPOINT) !== 0);
        if ($parts === null || !$isAnnounced) {
            throw new Refused('evidence_invalid');
        }
        return $flags;
    }

    /**
     * Type, length, value; known types, each once.
     *
     * @param list<int> $data
     * @return ?list<int>
     */
    private static function partTypes(array $data): ?array
    {
        $types = [];
        for ($at = 0; $at < count($data); $at += 2 + $data[$at + 1]) {
            [$type, $length] = [$data[$at], $data[$at + 1] ?? 256];
            if ($type < 1 || $type > 3 || in_array($type, $types, true) || $at + 2 + $length > count($data)) {
                return null;
            }
            $types[] = $type;
        }
        return $types;
    }
}
