package tellsign

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// TransactionHash is of what is about to be executed (§1.6): amounts in minor units. It is an error where a
// key or value is no UTF-8, a lone surrogate's bytes among them.
func TransactionHash(transaction map[string]string) (string, error) {
	keys := make([]string, 0, len(transaction))
	for key, value := range transaction {
		if !utf8.ValidString(key) || !utf8.ValidString(value) {
			return "", errors.New("tellsign: a transaction must hold well-formed Unicode")
		}
		keys = append(keys, key)
	}
	sort.Strings(keys) // By bytes.
	parts := []string{"vrd-tx-v1"}
	for _, key := range keys {
		parts = append(parts, key, transaction[key])
	}
	hash := sha256.Sum256(netstring(parts...))
	return encodeBase64url(hash[:]), nil
}

// netstring writes each part as its length in bytes, a colon and the bytes.
func netstring(parts ...string) []byte {
	var text strings.Builder
	for _, part := range parts {
		fmt.Fprintf(&text, "%d:%s", len(part), part)
	}
	return []byte(text.String())
}

// digest is the first 128 bits of the SHA-256.
func digest(text string) string {
	hash := sha256.Sum256([]byte(text))
	return encodeBase64url(hash[:16])
}
