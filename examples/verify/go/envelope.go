package tellsign

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/json"
	"math/big"
	"strings"
)

type envelope struct {
	payload, signed string
	claims          map[string]any
	signature       []byte
}

// openEnvelope reads a message in due form. Nothing in it is trusted yet: nothing has shown who wrote it.
func openEnvelope(value any, maxChars int) (opened envelope, key *ecdsa.PublicKey, jkt string, err error) {
	token, err := openToken(value, maxChars)
	if err != nil {
		return opened, nil, "", err
	}
	key, jkt, err = readHeader(token.header)
	if err != nil {
		return opened, nil, "", err
	}
	claims, ok := readObject(token.payload)
	// The signature only now: another algorithm may have another form of it.
	if !ok || token.signature == nil {
		return opened, nil, "", refuse("malformed")
	}
	return envelope{token.payload, token.signed, claims, token.signature}, key, jkt, nil
}

type token struct {
	header, payload, signed string
	// signature is nil where it is no canonical base64url.
	signature []byte
}

func openToken(value any, maxChars int) (token, error) {
	if value == nil || value == "" {
		return token{}, refuse("missing")
	}
	text, isText := value.(string)
	if !isText || len(text) > maxChars {
		return token{}, refuse("malformed")
	}
	segments := strings.SplitN(text, ".", 4)
	if len(segments) != 3 {
		return token{}, refuse("malformed")
	}
	decoded := make([][]byte, 3)
	for i, segment := range segments {
		data, ok := decodeBase64url(segment)
		if !ok && i < 2 {
			return token{}, refuse("malformed")
		}
		if ok {
			decoded[i] = append([]byte{}, data...)
		}
	}
	return token{string(decoded[0]), string(decoded[1]), segments[0] + "." + segments[1], decoded[2]}, nil
}

func readObject(text string) (map[string]any, bool) {
	value, err := parse(text)
	object, ok := value.(map[string]any)
	return object, err == nil && ok
}

// readHeader wants exactly alg, jwk, typ. The algorithm is compared, never used to choose code. No key is
// ever fetched.
func readHeader(text string) (key *ecdsa.PublicKey, jkt string, err error) {
	header, ok := readObject(text)
	if !ok {
		return nil, "", refuse("malformed")
	}
	if header["typ"] != "vrd+jwt" {
		return nil, "", refuse("wrong_type")
	}
	if header["alg"] != "ES256" {
		return nil, "", refuse("alg_not_allowed")
	}
	for name := range header {
		if name != "alg" && name != "jwk" && name != "typ" {
			return nil, "", refuse("claim_unknown")
		}
	}
	jwk, _ := header["jwk"].(map[string]any)
	if len(jwk) != 4 || jwk["crv"] != "P-256" || jwk["kty"] != "EC" {
		return nil, "", refuse("key_invalid")
	}
	x, isX := readCoordinate(jwk["x"])
	y, isY := readCoordinate(jwk["y"])
	if !isX || !isY {
		return nil, "", refuse("key_invalid")
	}
	// Refuses what is not on the curve.
	if _, err := ecdh.P256().NewPublicKey(append(append([]byte{4}, x...), y...)); err != nil {
		return nil, "", refuse("key_invalid")
	}
	canonical, _ := json.Marshal(jwk) // sorted, nothing to escape
	hash := sha256.Sum256(canonical)
	key = &ecdsa.PublicKey{Curve: elliptic.P256(), X: new(big.Int).SetBytes(x), Y: new(big.Int).SetBytes(y)}
	return key, encodeBase64url(hash[:]), nil
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
