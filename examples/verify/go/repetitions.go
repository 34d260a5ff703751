package tellsign

import (
	"fmt"
	"regexp"
	"time"
)

const (
	// A request is known by its idempotency key for so long.
	idempotencyTTL = 24 * time.Hour
	// Longest idempotency key that counts. Chosen: HTTP clients send UUIDs, 36 characters.
	maxIdempotencyChars = 256
)

// replayValue is what is written: a hash of the content, the time of use, a hash of the idempotency key or
// nothing.
var replayValue = regexp.MustCompile(`^([\w-]{22})\.(\d{1,15})\.([\w-]{22})?$`)

// repetitions is what a verdict may be used for once: its nonce, and the request that it came with. Keys and
// values are those that tellsign/server writes, so that both may share a store.
type repetitions struct {
	store    ReplayStore
	audience string
	now      int64
	// id is a hash of the idempotency key, "" where there is none that counts.
	id string
}

func (v *Verifier) newRepetitions(request Request, now int64) repetitions {
	id, key := "", request.IdempotencyKey
	if key != "" && len(key) <= maxIdempotencyChars {
		id = digest(string(netstring("idempotency", v.options.Audience, request.Action, request.Sid, key)))
	}
	return repetitions{v.options.Replay, v.options.Audience, now, id}
}

// consumeNonce comes after the signature, so that nobody burns another's nonce. No byte of the signature is
// part of the key or of the value, because signatures are malleable. The same message with the same
// idempotency key passes again: claimIdempotencyKey decides whether it was accepted before.
func (r repetitions) consumeNonce(nonce, payload string, ttl time.Duration) error {
	content := digest(payload)
	before, err := r.consume("vrd:n:"+digest(r.audience+nonce), content, ttl)
	switch {
	case err != nil || before == nil:
		return err
	case before[1] != content:
		return refuse("nonce_reused")
	case r.id == "" || before[3] != r.id:
		return refuse("replayed")
	}
	return nil
}

// checkRepeated refuses a request that was accepted before. It comes before the transaction is compared with
// what is about to be executed: the first attempt may have emptied the cart.
func (r repetitions) checkRepeated(signed string) error {
	finder, canFind := r.store.(ReplayFinder)
	if r.id == "" || !canFind {
		return nil
	}
	value, err := finder.Find(r.requestKey())
	before := replayValue.FindStringSubmatch(value)
	if err != nil || before == nil {
		return nil // An outage is decided upon when the key is claimed.
	}
	return refused{"replayed", before[1] == digest(signed)}
}

// claimIdempotencyKey records that this request is being executed. It comes last, so that a refused attempt
// may be repeated. The same key for another transaction is no repetition, and is refused without same.
func (r repetitions) claimIdempotencyKey(txHash string) error {
	if r.id == "" {
		return nil
	}
	content := digest(txHash)
	before, err := r.consume(r.requestKey(), content, idempotencyTTL)
	if err != nil || before == nil {
		return err
	}
	return refused{"replayed", before[1] == content}
}

func (r repetitions) requestKey() string { return "vrd:i:" + r.id }

// consume answers the parts of what the key held, nil where it was free.
func (r repetitions) consume(key, content string, ttl time.Duration) ([]string, error) {
	value, err := r.store.Consume(key, fmt.Sprintf("%s.%d.%s", content, r.now, r.id), ttl)
	if err == nil && value == "" {
		return nil, nil
	}
	before := replayValue.FindStringSubmatch(value)
	if err != nil || before == nil {
		return nil, refuse("replay_store_unavailable")
	}
	return before, nil
}
