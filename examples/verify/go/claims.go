package tellsign

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/json"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

type token struct {
	header, payload, signed string
	signature               []byte // nil where it is no base64url
}

func openToken(value any, maxChars int) (token, string) {
	if value == nil || value == "" {
		return token{}, "missing"
	}
	if maxChars == 0 {
		maxChars = 2048
	}
	text, isText := value.(string)
	if !isText || len(text) > maxChars {
		return token{}, "malformed"
	}
	segments := strings.SplitN(text, ".", 4)
	if len(segments) != 3 {
		return token{}, "malformed"
	}
	decoded := make([][]byte, 3)
	for i, segment := range segments {
		data, ok := decodeBase64url(segment)
		if !ok && i < 2 {
			return token{}, "malformed"
		}
		if ok {
			decoded[i] = append([]byte{}, data...)
		}
	}
	return token{string(decoded[0]), string(decoded[1]), segments[0] + "." + segments[1], decoded[2]}, ""
}

func readObject(text string) (map[string]any, bool) {
	value, err := parse(text)
	object, ok := value.(map[string]any)
	return object, err == nil && ok
}

// readHeader wants exactly alg, jwk, typ. The algorithm is compared, never used to choose code; no key is ever fetched.
func readHeader(text string) (key *ecdsa.PublicKey, jkt, code string) {
	header, ok := readObject(text)
	if !ok {
		return nil, "", "malformed"
	}
	if header["typ"] != "vrd+jwt" {
		return nil, "", "wrong_type"
	}
	if header["alg"] != "ES256" {
		return nil, "", "alg_not_allowed"
	}
	for name := range header {
		if name != "alg" && name != "jwk" && name != "typ" {
			return nil, "", "claim_unknown"
		}
	}
	jwk, _ := header["jwk"].(map[string]any)
	if len(jwk) != 4 || jwk["crv"] != "P-256" || jwk["kty"] != "EC" {
		return nil, "", "key_invalid"
	}
	x, isX := readCoordinate(jwk["x"])
	y, isY := readCoordinate(jwk["y"])
	if !isX || !isY {
		return nil, "", "key_invalid"
	}
	// Refuses what is not on the curve.
	if _, err := ecdh.P256().NewPublicKey(append(append([]byte{4}, x...), y...)); err != nil {
		return nil, "", "key_invalid"
	}
	canonical, _ := json.Marshal(jwk) // sorted, nothing to escape
	hash := sha256.Sum256(canonical)
	key = &ecdsa.PublicKey{Curve: elliptic.P256(), X: new(big.Int).SetBytes(x), Y: new(big.Int).SetBytes(y)}
	return key, encodeBase64url(hash[:]), ""
}

func readCoordinate(value any) ([]byte, bool) {
	text, _ := value.(string)
	data, ok := decodeBase64url(text)
	return data, ok && len(text) == 43
}

// IsSignedBy checks ES256: r and s, 32 bytes each.
func IsSignedBy(key *ecdsa.PublicKey, signed string, signature []byte) bool {
	if len(signature) != 64 {
		return false
	}
	hash := sha256.Sum256([]byte(signed))
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	return ecdsa.Verify(key, hash[:], r, s)
}

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

// What evidence holds is judged after the nonce is spent: to send what cannot be read costs an attempt, too.
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

// canonicalLength is that of the value's text; a number that is no safe integer has none and counts as too long.
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
	audience, op string
	now          int64
}

// checkClaims: with several faults the first of this order counts.
func checkClaims(claims map[string]any, expected expectation) string {
	if version, present := claims["v"]; present && !forms["v"](version) {
		return "version_unsupported"
	}
	for name := range claims {
		if forms[name] == nil {
			return "claim_unknown"
		}
	}
	for name := range forms {
		if _, present := claims[name]; !present && !optional[name] {
			return "claim_missing"
		}
	}
	for name, value := range claims {
		if !forms[name](value) {
			return "claim_invalid"
		}
	}
	iat, exp := claims["iat"].(int64), claims["exp"].(int64)
	switch {
	case exp <= iat || exp-iat > 300:
		return "claim_invalid"
	case expected.now > exp+maxSkew:
		return "expired"
	case iat > expected.now+maxSkew:
		return "iat_in_future"
	case claims["aud"] != expected.audience:
		return "aud_mismatch"
	case claims["op"] != expected.op:
		return "op_mismatch"
	}
	return ""
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
