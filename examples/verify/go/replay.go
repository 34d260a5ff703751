package tellsign

import (
	"errors"
	"sync"
	"time"
)

// ReplayStore keeps spent nonces.
type ReplayStore interface {
	// Consume is one atomic step: it keeps value under key for ttl unless something is there. It returns "" when the key was free,
	// otherwise what it held, and an error when it cannot tell. Redis: SET key value NX PX ttl GET, with a short deadline.
	Consume(key, value string, ttl time.Duration) (string, error)
}

// MemoryReplay is for one process only: a second one would accept every token once more.
type MemoryReplay struct {
	Now func() time.Time
	// MaxEntries is how many nonces are held at once; full of live ones it fails, because to forget one would be to accept it twice.
	MaxEntries int

	mutex   sync.Mutex
	entries map[string]entry
	sweepAt time.Time
}

type entry struct {
	value   string
	expires time.Time
}

// NewMemoryReplay returns a store of up to a million nonces by the system's clock.
func NewMemoryReplay() *MemoryReplay { return &MemoryReplay{Now: time.Now, MaxEntries: 1_000_000} }

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
