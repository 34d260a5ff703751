<?php

declare(strict_types=1);

namespace Tellsign;

use InvalidArgumentException;
use stdClass;

/**
 * Canonical JSON and base64url of the verdict protocol, §1.3: one text for each value, and every other text
 * refused.
 */
final class Canonical
{
    private const MAX_OPENINGS = 8;
    private const MAX_SAFE_INTEGER = 9007199254740991;
    private const BASE64URL = '/\A(?:[\w-]{4})*+(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?\z/';
    private const NUMBER = '/\G-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/';

    private int $at = 0;

    private function __construct(private readonly string $text)
    {
    }

    /** Null for padding, the other alphabet, white space or stray trailing bits. */
    public static function decodeBase64url(string $text): ?string
    {
        return preg_match(self::BASE64URL, $text) === 1 ? base64_decode(strtr($text, '-_', '+/')) : null;
    }

    public static function encodeBase64url(string $data): string
    {
        return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
    }

    /**
     * Reads a text that is exactly the canonical form of what it says: json_decode would take the last of two
     * equal keys. Safe integers become int, every other number float, objects stdClass.
     *
     * @throws InvalidArgumentException for anything else, duplicate and unsorted keys included
     */
    public static function parse(string $text): mixed
    {
        // Counted before parsing: deep nesting is what makes parsing dear.
        $openings = substr_count($text, '{') + substr_count($text, '[');
        // Printable ASCII without the backslash: no escapes, no homoglyphs.
        self::require($openings <= self::MAX_OPENINGS && preg_match('/\A[ -\[\]-~]*+\z/', $text) === 1);
        $parser = new self($text);
        $value = $parser->value();
        self::require($parser->at === strlen($text));
        return $value;
    }

    private function value(): mixed
    {
        return match (true) {
            $this->skip('{') => $this->object(),
            $this->skip('[') => $this->list(),
            substr($this->text, $this->at, 1) === '"' => $this->string(),
            $this->skip('true') => true,
            $this->skip('false') => false,
            $this->skip('null') => null,
            default => $this->number(),
        };
    }

    private function object(): stdClass
    {
        $members = new stdClass();
        if ($this->skip('}')) {
            return $members;
        }
        for ($last = null; ; $last = $key) {
            $key = $this->string();
            self::require($last === null || strcmp($key, $last) > 0); // sorted, each once
            self::require($this->skip(':'));
            $members->{$key} = $this->value();
            if ($this->skip('}')) {
                return $members;
            }
            self::require($this->skip(','));
        }
    }

    /** @return list<mixed> */
    private function list(): array
    {
        $items = [];
        if ($this->skip(']')) {
            return $items;
        }
        while (true) {
            $items[] = $this->value();
            if ($this->skip(']')) {
                return $items;
            }
            self::require($this->skip(','));
        }
    }

    private function string(): string
    {
        self::require($this->skip('"'));
        $end = strpos($this->text, '"', $this->at);
        self::require($end !== false);
        $string = substr($this->text, $this->at, $end - $this->at);
        $this->at = $end + 1;
        return $string;
    }

    private function number(): int|float
    {
        self::require(preg_match(self::NUMBER, $this->text, $match, 0, $this->at) === 1);
        $value = (float) $match[0];
        self::require(is_finite($value) && self::shortest($value) === $match[0]);
        $this->at += strlen($match[0]);
        return floor($value) === $value && abs($value) <= self::MAX_SAFE_INTEGER ? (int) $value : $value;
    }

    /** The text that ECMAScript and RFC 8785 give a number, whatever the ini file says about precision. */
    private static function shortest(float $value): string
    {
        if ($value === 0.0) {
            return '0';
        }
        for ($places = 0; $places < 17; $places++) {
            $text = sprintf("%.{$places}e", abs($value));
            if ((float) $text === abs($value)) {
                break;
            }
        }
        [$mantissa, $exponent] = explode('e', $text);
        $digits = str_replace('.', '', $mantissa);
        return ($value < 0 ? '-' : '') . self::layOut($digits, (int) $exponent + 1);
    }

    private static function layOut(string $digits, int $point): string
    {
        $length = strlen($digits);
        if ($length <= $point && $point <= 21) {
            return $digits . str_repeat('0', $point - $length);
        }
        if (0 < $point && $point <= 21) {
            return substr($digits, 0, $point) . '.' . substr($digits, $point);
        }
        if (-6 < $point && $point <= 0) {
            return '0.' . str_repeat('0', -$point) . $digits;
        }
        $fraction = $length > 1 ? '.' . substr($digits, 1) : '';
        return sprintf('%s%se%+d', $digits[0], $fraction, $point - 1);
    }

    private function skip(string $mark): bool
    {
        if (substr_compare($this->text, $mark, $this->at, strlen($mark)) !== 0) {
            return false;
        }
        $this->at += strlen($mark);
        return true;
    }

    /** @phpstan-assert true $condition */
    private static function require(bool $condition): void
    {
        if (!$condition) {
            throw new InvalidArgumentException('not canonical JSON');
        }
    }

    /**
     * Length of a value's canonical text; a number that is no safe integer has none and counts as too long.
     */
    public static function length(mixed $value): int
    {
        if (is_float($value)) {
            return PHP_INT_MAX >> 16;
        }
        if (is_array($value)) {
            $total = 0;
            foreach ($value as $item) {
                $total += 1 + self::length($item);
            }
            return 2 + max(0, $total - 1); // no comma after the last
        }
        if ($value instanceof stdClass) {
            $total = 0;
            foreach (get_object_vars($value) as $key => $member) {
                $total += strlen((string) $key) + 4 + self::length($member);
            }
            return 2 + max(0, $total - 1);
        }
        return strlen(is_string($value) ? "\"$value\"" : var_export($value, true));
    }
}
