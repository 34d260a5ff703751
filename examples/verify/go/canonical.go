package tellsign

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
)

const maxOpenings = 8

// base64url without padding, other alphabets, white space (which Go's decoder skips) or stray trailing bits.
var canonicalBase64 = regexp.MustCompile(`^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$`)

func decodeBase64url(text string) ([]byte, bool) {
	if !canonicalBase64.MatchString(text) {
		return nil, false
	}
	data, err := base64.RawURLEncoding.DecodeString(text)
	return data, err == nil
}

func encodeBase64url(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }

var (
	errNotCanonical = errors.New("not canonical JSON")
	jsonString      = regexp.MustCompile(`^"([^"]*)"`)
	jsonNumber      = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?`)
)

// parse reads a text that is exactly the canonical form of what it says (protocol §1.3): encoding/json would
// take duplicate keys, other cases of a name and white space. Values are nil, bool, string, []any,
// map[string]any, and for numbers int64 where they are safe integers, float64 otherwise.
func parse(text string) (any, error) {
	// Counted before parsing: deep nesting is what makes parsing dear.
	if strings.Count(text, "{")+strings.Count(text, "[") > maxOpenings {
		return nil, errNotCanonical
	}
	for i := 0; i < len(text); i++ {
		if text[i] < ' ' || text[i] > '~' || text[i] == '\\' {
			return nil, errNotCanonical
		}
	}
	value, rest, err := parseValue(text)
	if err != nil || rest != "" {
		return nil, errNotCanonical
	}
	return value, nil
}

func parseValue(text string) (any, string, error) {
	switch {
	case strings.HasPrefix(text, "{"):
		return parseObject(text[1:])
	case strings.HasPrefix(text, "["):
		return parseArray(text[1:])
	case strings.HasPrefix(text, `"`):
		return parseString(text)
	case strings.HasPrefix(text, "true"):
		return true, text[4:], nil
	case strings.HasPrefix(text, "false"):
		return false, text[5:], nil
	case strings.HasPrefix(text, "null"):
		return nil, text[4:], nil
	}
	return parseNumber(text)
}

func parseObject(text string) (any, string, error) {
	members := map[string]any{}
	if strings.HasPrefix(text, "}") {
		return members, text[1:], nil
	}
	for last := ""; ; {
		key, rest, err := parseString(text)
		name, _ := key.(string)
		if err != nil || !strings.HasPrefix(rest, ":") || (len(members) > 0 && name <= last) {
			return nil, "", errNotCanonical // keys are sorted, each once
		}
		if members[name], rest, err = parseValue(rest[1:]); err != nil {
			return nil, "", err
		}
		if strings.HasPrefix(rest, "}") {
			return members, rest[1:], nil
		}
		if !strings.HasPrefix(rest, ",") {
			return nil, "", errNotCanonical
		}
		last, text = name, rest[1:]
	}
}

func parseArray(text string) (any, string, error) {
	items := []any{}
	if strings.HasPrefix(text, "]") {
		return items, text[1:], nil
	}
	for {
		item, rest, err := parseValue(text)
		if err != nil {
			return nil, "", err
		}
		items = append(items, item)
		if strings.HasPrefix(rest, "]") {
			return items, rest[1:], nil
		}
		if !strings.HasPrefix(rest, ",") {
			return nil, "", errNotCanonical
		}
		text = rest[1:]
	}
}

func parseString(text string) (any, string, error) {
	match := jsonString.FindStringSubmatch(text)
	if match == nil {
		return nil, "", errNotCanonical
	}
	return match[1], text[len(match[0]):], nil
}

func parseNumber(text string) (any, string, error) {
	digits := jsonNumber.FindString(text)
	value, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return nil, "", errNotCanonical
	}
	// encoding/json writes a float as ECMAScript and RFC 8785 do; "-0" is the one text it keeps.
	shortest, err := json.Marshal(value)
	if err != nil || string(shortest) != digits || digits == "-0" {
		return nil, "", errNotCanonical
	}
	if value == math.Trunc(value) && math.Abs(value) <= 1<<53-1 {
		return int64(value), text[len(digits):], nil
	}
	return value, text[len(digits):], nil
}
