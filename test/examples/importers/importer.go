// Command importer uses the module as a backend would. It reads a scenario of tab-separated lines: the
// setting, then requests. It prints what came of each, and what was written to the store.
package main

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"example.com/tellsign"
)

var now int64

func clock() time.Time { return time.Unix(now, 0) }

type recorded struct{ *tellsign.MemoryReplay }

func (store recorded) Consume(key, value string, ttl time.Duration) (string, error) {
	fmt.Printf("store\t%s\t%s\t%d\n", key, value, ttl.Milliseconds())
	return store.MemoryReplay.Consume(key, value, ttl)
}

func number(text string) int64 {
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(err)
	}
	return value
}

func report(name string, err error) {
	if err != nil {
		fmt.Println("refused\t" + name)
	} else {
		fmt.Println("taken\t" + name)
	}
}

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	lines := strings.Split(strings.TrimRight(string(data), "\n"), "\n")
	setting := strings.Split(lines[0], "\t")
	good, _ := hex.DecodeString(setting[2])
	create := func(secret []byte) (*tellsign.Verifier, error) {
		return tellsign.New(tellsign.Options{
			Audience:  setting[0],
			NonceKeys: []tellsign.NonceKey{{Kid: byte(number(setting[1])), Secret: secret}},
			Models: map[string]tellsign.Model{
				setting[3]: {Schema: int(number(setting[4])), Features: int(number(setting[5]))},
			},
			Replay: recorded{&tellsign.MemoryReplay{Now: clock, MaxEntries: 1000}},
			IsRevoked: func(jkt string) (bool, error) {
				fmt.Println("asked\t" + jkt)
				return false, nil
			},
			Now: clock,
		})
	}
	verifier, err := create(good)
	if err != nil {
		panic(err)
	}
	for _, line := range lines[1:] {
		of := strings.Split(line, "\t")
		now = number(of[1])
		result := verifier.Verify(of[8], tellsign.Request{
			Action: of[2], Sid: of[3], JKT: of[4], SessionJKT: of[5], TxHash: of[6], IdempotencyKey: of[7],
		})
		same := ""
		if result.Same {
			same = "same"
		}
		fmt.Printf("request\t%s\t%s\t%s\t%s\n", of[0], result.Code, same, strings.Join(result.Flags, " "))
	}
	secrets := []struct {
		name   string
		secret []byte
	}{
		{"no secret", nil},
		{"secret of 31 bytes", good[:31]},
		{"secret of 32 bytes", good[:32]},
		{"secret of zeros", make([]byte, 32)},
		{"secret of equal bytes", bytes.Repeat([]byte{0xab}, 64)},
	}
	for _, one := range secrets {
		_, err := create(one.secret)
		report(one.name, err)
	}
	for _, one := range []struct{ name, sid string }{
		{"nonce for no session", ""},
		{"nonce for a session", "session-1"},
	} {
		_, err := verifier.IssueNonce("checkout", one.sid)
		report(one.name, err)
	}
	// Go has no lone surrogates: these are the bytes that other languages write for them.
	for _, one := range []struct{ name, key, value string }{
		{"lone surrogate in a value", "payee", "Zo\xed\xa0\x80"},
		{"lone surrogate in a key", "\xed\xb0\x80", "1"},
		{"pair of surrogates", "\U0001f6d2", "\U0001f6d2"},
	} {
		_, err := tellsign.TransactionHash(map[string]string{one.key: one.value})
		report(one.name, err)
	}
}
