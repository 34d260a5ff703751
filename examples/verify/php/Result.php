<?php

declare(strict_types=1);

namespace Tellsign;

use RuntimeException;

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
     * @param ?int $highQ claimed integer logit from which a verdict is `high`; null leaves the level
     *     `unknown`
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
     * @param bool $same this request was accepted before, less than a day ago: serve the stored answer,
     *     execute nothing
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
