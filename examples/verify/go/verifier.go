// Package tellsign verifies tellsign verdicts: the envelope and the profile of the verdict protocol, strictly. ES256 is checked by
// crypto/ecdsa.
//
// The score is not computed again here, so a verdict is never low; see ../README.md for what that means and how to get there.
package tellsign

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"
)

const (
	nonceHead   = 22 // format, kid, iat, exp, randomness; the MAC of 16 bytes covers them
	sameSeconds = 60 // how long a repeated request with the same idempotency key is recognised
)

// NonceKey is one HMAC key; Kid names it inside a nonce.
type NonceKey struct {
	Kid    byte
	Secret []byte
}

// Model is what is known of a model without its weights.
type Model struct {
	Schema, Features int
	// Exp is in epoch seconds, 0 for never.
	Exp int64
	// HighQ is the claimed integer logit from which a verdict is "high"; nil leaves the level "unknown".
	HighQ *int64
}

// Verifier holds what does not change between calls.
type Verifier struct {
	Audience  string
	NonceKeys []NonceKey // newest first; keep the previous one for a nonce lifetime
	Models    map[string]Model
	Replay    ReplayStore
	// IsRevoked may be nil.
	IsRevoked     func(jkt string) (bool, error)
	MinBuild      string
	MaxTokenChars int           // 0 is 2048
	NonceTTL      time.Duration // 0 is 300 s
	Now           func() time.Time
}

const maxSkew = 60

// Request is what the backend is about to do, and for whom: nothing in it comes from beside the token.
type Request struct {
	Op, Sid string
	// JKT is the thumbprint bound to this visitor, TxHash what TransactionHash gives; "" is none.
	JKT, TxHash    string
	RequireBinding bool
	IdempotencyKey string
}

// Result of one verification. Code is "ok" or one of protocol §2.3.
type Result struct {
	OK    bool
	Code  string
	Level string // never "low": nothing was computed again
	JKT   string
	Flags []string
	// Claims of an accepted verdict.
	Claims map[string]any
	// Same: this very request was answered less than a minute ago, serve the stored answer.
	Same bool
}

// Verify is total over any token; a form field that is absent is nil or "".
func (v *Verifier) Verify(token any, request Request) Result {
	result := v.verify(token, request)
	result.OK = result.Code == "ok"
	if result.Level == "" {
		result.Level = "unknown"
	}
	return result
}

func (v *Verifier) verify(token any, request Request) Result {
	now := v.now()
	opened, code := openToken(token, v.MaxTokenChars)
	if code != "" {
		return Result{Code: code}
	}
	key, jkt, code := readHeader(opened.header)
	if code != "" {
		return Result{Code: code}
	}
	// Only now: another algorithm may have another form of signature.
	if opened.signature == nil {
		return Result{Code: "malformed"}
	}
	claims, ok := readObject(opened.payload)
	if !ok {
		return Result{Code: "malformed"}
	}
	if code := v.checkKey(jkt, request); code != "" {
		return Result{Code: code}
	}
	expires, code := v.checkNonce(claims, request, now)
	if code != "" {
		return Result{Code: code}
	}
	// Everything above is cheap; only what carries a nonce of ours reaches the curve.
	if !IsSignedBy(key, opened.signed, opened.signature) {
		return Result{Code: "signature_invalid"}
	}
	if code := checkClaims(claims, expectation{v.Audience, request.Op, now}); code != "" {
		return Result{Code: code}
	}
	if code, same := v.consume(claims["nonce"].(string), opened.payload, request, now, expires); code != "" {
		return Result{Code: code, Same: same}
	}
	if request.TxHash != "" && claims["txh"] != request.TxHash {
		return Result{Code: "tx_mismatch"}
	}
	model, code := v.findModel(claims, now)
	if code != "" {
		return Result{Code: code}
	}
	flags, ok := readEvidence(claims["ev"].(string), model)
	if !ok {
		return Result{Code: "evidence_invalid"}
	}
	names := []string{"not_rescored"}
	if flags&flagEphemeral != 0 {
		names = append(names, "ephemeral_key")
	}
	if flags&flagReduced != 0 {
		names = append(names, "reduced_consent")
	}
	if request.JKT == "" {
		names = append(names, "unbound")
	}
	level := readLevel(model, claims["q"].(int64), flags)
	return Result{Code: "ok", Level: level, JKT: jkt, Flags: names, Claims: claims}
}

func (v *Verifier) now() int64 {
	if v.Now == nil {
		return time.Now().Unix()
	}
	return v.Now().Unix()
}

func (v *Verifier) checkKey(jkt string, request Request) string {
	if request.JKT != "" && request.JKT != jkt {
		return "key_mismatch" // what cookie theft looks like: alert
	}
	if request.JKT == "" && request.RequireBinding {
		return "unbound"
	}
	if v.IsRevoked == nil {
		return ""
	}
	if revoked, err := v.IsRevoked(jkt); err != nil {
		return "replay_store_unavailable"
	} else if revoked {
		return "key_revoked"
	}
	return ""
}

// Grant is what POST /tellsign/nonce answers.
type Grant struct {
	Nonce string `json:"nonce"`
	Now   int64  `json:"now"`
	Exp   int64  `json:"exp"`
	Aud   string `json:"aud"`
}

// IssueNonce makes a nonce for one operation of one session.
func (v *Verifier) IssueNonce(op, sid string) (Grant, error) {
	if len(v.NonceKeys) == 0 {
		return Grant{}, errors.New("no nonce key")
	}
	ttl := v.NonceTTL
	if ttl == 0 {
		ttl = 300 * time.Second
	}
	now, key := v.now(), v.NonceKeys[0]
	exp := now + int64(ttl/time.Second)
	head := make([]byte, nonceHead)
	head[0], head[1] = 1, key.Kid
	binary.BigEndian.PutUint32(head[2:], uint32(now))
	binary.BigEndian.PutUint32(head[6:], uint32(exp))
	if _, err := rand.Read(head[10:]); err != nil {
		return Grant{}, err
	}
	nonce := encodeBase64url(append(head, v.mac(key.Secret, head, op, sid, "1")...))
	return Grant{nonce, now, exp, v.Audience}, nil
}

func (v *Verifier) checkNonce(claims map[string]any, request Request, now int64) (expires int64, code string) {
	claim, present := claims["nonce"]
	if !present {
		return 0, "claim_missing"
	}
	text, _ := claim.(string)
	data, ok := decodeBase64url(text)
	if !ok || len(text) != 51 || data[0] != 1 {
		return 0, "nonce_invalid"
	}
	for _, key := range v.NonceKeys {
		if key.Kid != data[1] {
			continue
		}
		head, mac := data[:nonceHead], data[nonceHead:]
		// The profile version is an optional part of the context; both are honoured, only the first is issued.
		if !hmac.Equal(mac, v.mac(key.Secret, head, request.Op, request.Sid, "1")) &&
			!hmac.Equal(mac, v.mac(key.Secret, head, request.Op, request.Sid)) {
			return 0, "nonce_invalid"
		}
		expires = int64(binary.BigEndian.Uint32(data[6:]))
		if now > expires {
			return 0, "nonce_expired"
		}
		return expires, ""
	}
	return 0, "nonce_invalid"
}

func (v *Verifier) mac(secret, head []byte, context ...string) []byte {
	hash := hmac.New(sha256.New, secret)
	hash.Write(netstring(append([]string{"vrd-nonce-v1", string(head), v.Audience}, context...)...))
	return hash.Sum(nil)[:16]
}

var replayValue = regexp.MustCompile(`^([\w-]{22})\.(\d{1,15})\.([\w-]{22})?$`)

// consume comes after the signature, so that nobody burns another's nonce, and is keyed on no byte of the signature, which is malleable.
func (v *Verifier) consume(nonce, payload string, request Request, now, expires int64) (code string, same bool) {
	id := ""
	if request.IdempotencyKey != "" && len(request.IdempotencyKey) <= 256 {
		id = digest(request.IdempotencyKey)
	}
	spent := digest(payload)
	ttl := time.Duration(expires-now+1+2*maxSkew) * time.Second
	before, err := v.Replay.Consume("vrd:n:"+digest(v.Audience+nonce), fmt.Sprintf("%s.%d.%s", spent, now, id), ttl)
	if err == nil && before == "" {
		return "", false
	}
	match := replayValue.FindStringSubmatch(before)
	if err != nil || match == nil {
		return "replay_store_unavailable", false
	}
	if match[1] != spent {
		return "nonce_reused", false
	}
	used, _ := strconv.ParseInt(match[2], 10, 64)
	return "replayed", id != "" && match[3] == id && now-used <= sameSeconds
}

func (v *Verifier) findModel(claims map[string]any, now int64) (Model, string) {
	if v.MinBuild != "" && isOlder(claims["bld"].(string), v.MinBuild) {
		return Model{}, "build_too_old"
	}
	model, known := v.Models[claims["mdl"].(string)]
	if !known {
		return Model{}, "model_unknown"
	}
	if model.Exp != 0 && now > model.Exp {
		return Model{}, "model_expired"
	}
	return model, ""
}

// TransactionHash is of what is about to be executed (§1.6): amounts in minor units.
func TransactionHash(transaction map[string]string) string {
	keys := make([]string, 0, len(transaction))
	for key := range transaction {
		keys = append(keys, key)
	}
	sort.Strings(keys) // by bytes
	parts := []string{"vrd-tx-v1"}
	for _, key := range keys {
		parts = append(parts, key, transaction[key])
	}
	hash := sha256.Sum256(netstring(parts...))
	return encodeBase64url(hash[:])
}

func netstring(parts ...string) []byte {
	var text strings.Builder
	for _, part := range parts {
		fmt.Fprintf(&text, "%d:%s", len(part), part)
	}
	return []byte(text.String())
}

func digest(text string) string {
	hash := sha256.Sum256([]byte(text))
	return encodeBase64url(hash[:16])
}
