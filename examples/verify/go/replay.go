package tellsign

import (
	"errors"
	"sync"
	"time"
)

// ReplayStore keeps spent nonces and idempotency keys.
type ReplayStore interface {
	// Consume is one atomic step: it keeps value under key for ttl unless something is there. It returns "" when
	// the key was free, otherwise what it held, and an error when it cannot tell. Redis: SET key value NX PX ttl
	// GET, with a short deadline.
	Consume(key, value string, ttl time.Duration) (string, error)
}

// ReplayFinder is a ReplayStore that can be asked. With it a retry is known after its cart is gone.
type ReplayFinder interface {
	// Find returns what the key holds, "" for nothing. Redis: GET key. It changes nothing.
	Find(key string) (string, error)
}

// MemoryReplay is for one process only: a second one would accept every token once more.
type MemoryReplay struct {
	// Now is a clock that never jumps; time.Now is one, because it carries a monotonic reading.
	Now func() time.Time
	// MaxEntries is how many nonces are held at once. Full of live ones the store fails, because to forget one
	// would be to accept it twice.
	MaxEntries int

	mutex   sync.Mutex
	entries map[string]entry
	sweepAt time.Time
}

type entry struct {
	value   string
	expires time.Time
}

// NewMemoryReplay returns a store of up to a million nonces.
func NewMemoryReplay() *MemoryReplay { return &MemoryReplay{Now: time.Now, MaxEntries: 1_000_000} }

// Consume keeps value under key unless something is there.
func (store *MemoryReplay) Consume(key, value string, ttl time.Duration) (string, error) {
	store.mutex.Lock()
	defer store.mutex.Unlock()
	now := store.Now()
	if store.entries == nil {
		store.entries = map[string]entry{}
	}
	if !now.Before(store.sweepAt) || len(store.entries) >= store.MaxEntries {
		for name, old := range store.entries {
			if !old.expires.After(now) {
				delete(store.entries, name)
			}
		}
		store.sweepAt = now.Add(ttl)
	}
	if old, held := store.entries[key]; held && old.expires.After(now) {
		return old.value, nil
	}
	if len(store.entries) >= store.MaxEntries {
		return "", errors.New("the replay store is full")
	}
	store.entries[key] = entry{value, now.Add(ttl)}
	return "", nil
}

// Find returns what the key holds.
func (store *MemoryReplay) Find(key string) (string, error) {
	store.mutex.Lock()
	defer store.mutex.Unlock()
	if old, held := store.entries[key]; held && old.expires.After(store.Now()) {
		return old.value, nil
	}
	return "", nil
}
