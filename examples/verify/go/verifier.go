// Package tellsign verifies tellsign verdicts: the envelope and the profile of the verdict protocol,
// strictly. ES256 is checked by crypto/ecdsa.
//
// The score is not computed again here, so a verdict is never low. The README beside this module says what
// that means, and how to get there.
package tellsign

import (
	"bytes"
	"errors"
	"fmt"
	"time"
)

const (
	maxSkew        = 60  // seconds
	maxClockError  = 900 // seconds that another verifier's clock may be slow
	minSecretBytes = 32
)

// NonceKey is one HMAC key.
type NonceKey struct {
	// Kid names the key inside a nonce.
	Kid byte
	// Secret is at least 32 random bytes.
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

// Options of a Verifier; everything but the first four may be left out.
type Options struct {
	// Audience is the site's id, e.g. https://shop.example.
	Audience string
	// NonceKeys are newest first; keep the previous one for a nonce lifetime.
	NonceKeys []NonceKey
	Models    map[string]Model
	Replay    ReplayStore
	// IsRevoked says whether a key is denied. An error is an outage.
	IsRevoked func(jkt string) (bool, error)
	MinBuild  string
	// MaxTokenChars is 2048 where it is 0.
	MaxTokenChars int
	// NonceTTL is 300 s where it is 0.
	NonceTTL time.Duration
	// Now is time.Now where it is nil.
	Now func() time.Time
}

// Verifier issues nonces and verifies verdicts. It may be used by many goroutines at once.
type Verifier struct{ options Options }

// New checks the options. An error names the one that is wrong.
func New(options Options) (*Verifier, error) {
	if options.Audience == "" {
		return nil, errors.New("tellsign: Audience must name the site")
	}
	if options.Replay == nil {
		return nil, errors.New("tellsign: Replay must be a store")
	}
	if err := checkKeys(options.NonceKeys); err != nil {
		return nil, err
	}
	if options.MaxTokenChars == 0 {
		options.MaxTokenChars = 2048
	}
	if options.NonceTTL == 0 {
		options.NonceTTL = 300 * time.Second
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	return &Verifier{options}, nil
}

func checkKeys(keys []NonceKey) error {
	if len(keys) == 0 {
		return errors.New("tellsign: NonceKeys must hold at least one key")
	}
	seen := map[byte]bool{}
	for _, key := range keys {
		if seen[key.Kid] {
			return fmt.Errorf("tellsign: NonceKeys has kid %d twice", key.Kid)
		}
		seen[key.Kid] = true
		// Bytes that are all alike are what a forgotten random source gives.
		isShort := len(key.Secret) < minSecretBytes
		if isShort || bytes.Count(key.Secret, key.Secret[:1]) == len(key.Secret) {
			return errors.New("tellsign: a secret must be at least 32 random bytes")
		}
	}
	return nil
}

// Request is what the backend is about to do, and for whom: nothing in it comes from beside the token.
type Request struct {
	// Action is what the visitor asks for; the claim is called op.
	Action, Sid string
	// JKT is the thumbprint of the key bound to this visitor, "" for none.
	JKT string
	// SessionJKT is the thumbprint of the first key that this session was bound to, "" if it never was.
	SessionJKT string
	// TxHash is what TransactionHash gives, "" for no transaction.
	TxHash         string
	RequireBinding bool
	// IdempotencyKey of the HTTP request, the same when it is retried.
	IdempotencyKey string
}

// Result of one verification.
type Result struct {
	OK bool
	// Code is "ok" or one of protocol §2.3.
	Code string
	// Level is never "low": nothing was computed again.
	Level string
	JKT   string
	Flags []string
	// Claims of an accepted verdict.
	Claims map[string]any
	// Same: this request was accepted before, less than a day ago. Serve the stored answer, execute nothing.
	Same bool
}

// Verify is total over any token; a form field that is absent is nil or "".
func (v *Verifier) Verify(token any, request Request) Result {
	result, err := v.verify(token, request)
	var refusal refused
	if errors.As(err, &refusal) {
		return Result{Code: refusal.code, Level: "unknown", Same: refusal.same}
	}
	return result
}

// refused ends a verification.
type refused struct {
	code string
	same bool
}

func (r refused) Error() string { return r.code }

func refuse(code string) error { return refused{code: code} }

func (v *Verifier) verify(token any, request Request) (Result, error) {
	now := v.options.Now().Unix()
	opened, key, jkt, err := openEnvelope(token, v.options.MaxTokenChars)
	if err != nil {
		return Result{}, err
	}
	claims := opened.claims
	expires, err := v.checkNonce(claims, request, now)
	if err != nil {
		return Result{}, err
	}
	// Everything above is cheap; only what carries a nonce of ours reaches the curve.
	if !IsSignedBy(key, opened.signed, opened.signature) {
		return Result{}, refuse("signature_invalid")
	}
	if err := checkClaims(claims, expectation{v.options.Audience, request.Action, now}); err != nil {
		return Result{}, err
	}
	isKnown, err := v.checkKey(jkt, request)
	if err != nil {
		return Result{}, err
	}
	uses := v.newRepetitions(request, now)
	// A verifier of the same store whose clock is slow honours the nonce for longer, and must find it used.
	// And a second, because now was rounded down.
	ttl := time.Duration(expires-now+1+maxClockError) * time.Second
	if err := uses.consumeNonce(claims["nonce"].(string), opened.payload, ttl); err != nil {
		return Result{}, err
	}
	signed, _ := claims["txh"].(string)
	if err := uses.checkRepeated(signed); err != nil {
		return Result{}, err
	}
	if request.TxHash != "" && signed != request.TxHash {
		return Result{}, refuse("tx_mismatch")
	}
	model, err := v.findModel(claims, now)
	if err != nil {
		return Result{}, err
	}
	flags, ok := readEvidence(claims["ev"].(string), model)
	if !ok {
		return Result{}, refuse("evidence_invalid")
	}
	if err := uses.claimIdempotencyKey(request.TxHash); err != nil {
		return Result{}, err
	}
	level := readLevel(model, claims["q"].(int64), flags)
	names := nameFlags(flags, request.JKT == "", !isKnown)
	return Result{OK: true, Code: "ok", Level: level, JKT: jkt, Flags: names, Claims: claims}, nil
}

func nameFlags(flags byte, isUnbound, isBindingAbsent bool) []string {
	names := []string{"not_rescored"}
	for _, flag := range []struct {
		name    string
		isThere bool
	}{
		{"ephemeral_key", flags&flagEphemeral != 0},
		{"reduced_consent", flags&flagReduced != 0},
		{"unbound", isUnbound},
		{"binding_absent", isBindingAbsent},
	} {
		if flag.isThere {
			names = append(names, flag.name)
		}
	}
	return names
}

// checkKey comes after the claims and before the nonce is consumed. isKnown is false where the session was
// known by another key.
func (v *Verifier) checkKey(jkt string, request Request) (isKnown bool, err error) {
	bound := request.JKT
	if bound != "" && bound != jkt {
		return false, refuse("key_mismatch") // What cookie theft looks like: alert.
	}
	isKnown = request.SessionJKT == "" || request.SessionJKT == bound
	if request.RequireBinding && (bound == "" || !isKnown) {
		return false, refuse("unbound")
	}
	if v.options.IsRevoked == nil {
		return isKnown, nil
	}
	isRevoked, err := v.options.IsRevoked(jkt)
	if err != nil {
		return false, refuse("replay_store_unavailable")
	}
	if isRevoked {
		return false, refuse("key_revoked")
	}
	return isKnown, nil
}

func (v *Verifier) findModel(claims map[string]any, now int64) (Model, error) {
	minBuild := v.options.MinBuild
	if minBuild != "" && isOlder(claims["bld"].(string), minBuild) {
		return Model{}, refuse("build_too_old")
	}
	model, known := v.options.Models[claims["mdl"].(string)]
	if !known {
		return Model{}, refuse("model_unknown")
	}
	if model.Exp != 0 && now > model.Exp {
		return Model{}, refuse("model_expired")
	}
	return model, nil
}
