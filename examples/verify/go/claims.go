package tellsign

import (
	"math"
	"regexp"
	"strconv"
)

type form func(value any) bool

func text(pattern string) form {
	compiled := regexp.MustCompile(`^(?:` + pattern + `)$`)
	return func(value any) bool {
		s, ok := value.(string)
		return ok && compiled.MatchString(s)
	}
}

func integer(low, high int64) form {
	return func(value any) bool {
		n, ok := value.(int64)
		return ok && n >= low && n <= high
	}
}

func isString(value any) bool { _, ok := value.(string); return ok }

var isInt32 = integer(math.MinInt32, math.MaxInt32)

// What evidence holds is judged after the nonce is spent: evidence that cannot be read costs an attempt, too.
var forms = map[string]form{
	"aud":   isString,
	"bld":   text(`[\w.+-]{8,16}`),
	"ctr":   integer(0, math.MaxUint32),
	"ev":    func(value any) bool { s, ok := value.(string); return ok && len(s) <= 1366 },
	"exp":   integer(0, math.MaxInt64),
	"iat":   integer(0, math.MaxInt64),
	"jti":   text(`[\w-]{22}`),
	"mdl":   text(`[\w-]{1,22}`),
	"nonce": isString,
	"op":    text(`[a-z0-9_.-]{1,32}`),
	"q":     isInt32,
	"rc":    isReasons,
	"txh":   text(`[\w-]{43}`),
	"v":     integer(1, 1),
	"x":     isExtension,
}

var optional = map[string]bool{"ctr": true, "txh": true, "x": true}

func isReasons(value any) bool {
	items, ok := value.([]any)
	if !ok || len(items) > 16 || len(items)%2 != 0 {
		return false
	}
	for _, item := range items {
		if !isInt32(item) {
			return false
		}
	}
	return true
}

func isExtension(value any) bool {
	_, ok := value.(map[string]any)
	return ok && canonicalLength(value) <= 512
}

// canonicalLength is that of the value's text. A number that is no safe integer has none and counts as too
// long.
func canonicalLength(value any) int {
	total := 0
	switch part := value.(type) {
	case map[string]any:
		for key, member := range part {
			total += len(key) + len(`"":,`) + canonicalLength(member)
		}
		return 2 + max(0, total-1) // no comma after the last
	case []any:
		for _, item := range part {
			total += 1 + canonicalLength(item)
		}
		return 2 + max(0, total-1)
	case string:
		return len(part) + 2
	case int64:
		return len(strconv.FormatInt(part, 10))
	case bool:
		return len(strconv.FormatBool(part))
	case nil:
		return len("null")
	}
	return math.MaxInt32
}

func max(a, b int) int {
	if a > b {
		return a
	}
	return b
}

type expectation struct {
	audience, action string
	now              int64
}

// checkClaims refuses the first fault of this order.
func checkClaims(claims map[string]any, expected expectation) error {
	if version, present := claims["v"]; present && !forms["v"](version) {
		return refuse("version_unsupported")
	}
	for name := range claims {
		if forms[name] == nil {
			return refuse("claim_unknown")
		}
	}
	for name := range forms {
		if _, present := claims[name]; !present && !optional[name] {
			return refuse("claim_missing")
		}
	}
	for name, value := range claims {
		if !forms[name](value) {
			return refuse("claim_invalid")
		}
	}
	iat, exp := claims["iat"].(int64), claims["exp"].(int64)
	switch {
	case exp <= iat || exp-iat > 300:
		return refuse("claim_invalid")
	case expected.now > exp+maxSkew:
		return refuse("expired")
	case iat > expected.now+maxSkew:
		return refuse("iat_in_future")
	case claims["aud"] != expected.audience:
		return refuse("aud_mismatch")
	case claims["op"] != expected.action:
		return refuse("op_mismatch")
	}
	return nil
}

var digits = regexp.MustCompile(`[0-9]+`)

// isOlder compares the numbers of two build ids from left to right; names are labels.
func isOlder(build, oldest string) bool {
	ours := digits.FindAllString(build, -1)
	for i, text := range digits.FindAllString(oldest, -1) {
		if i >= len(ours) {
			return true
		}
		a, _ := strconv.ParseInt(ours[i], 10, 64)
		if b, _ := strconv.ParseInt(text, 10, 64); a != b {
			return a < b
		}
	}
	return false
}
