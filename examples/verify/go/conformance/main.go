// Command conformance runs vector files and prints a JSON line for each case. It exits with 1 when any
// differs. `conformance issue SETTING.json` prints a nonce and a transaction hash, for another verifier to
// accept.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"os"
	"reflect"
	"sort"
	"strconv"
	"time"

	tellsign "example.com/tellsign"
)

type setting struct {
	Now       int64
	Aud       string
	Op        string
	Sid       string
	NonceKeys map[string]string
	JKT       string `json:"jkt"`
	TxHash    string `json:"txh"`
	Models    map[string]struct {
		Schema, N int
		Exp       int64
	}
	Revoked        any
	MinBuild       string
	MaxTokenChars  int
	RequireBinding bool
	Store          string
	Bound          string
	Tx             map[string]string

	Name  string
	Tok   any
	After any
	Want  any
}

type group struct {
	PublicKey struct{ Uncompressed string }
	Tests     []struct {
		TcID             int `json:"tcId"`
		Msg, Sig, Result string
	}
}

type down struct{}

func (down) Consume(string, string, time.Duration) (string, error) { return "", errors.New("down") }

func create(s setting) (*tellsign.Verifier, error) {
	clock := func() time.Time { return time.Unix(s.Now, 0) }
	options := tellsign.Options{
		Audience: s.Aud, Models: map[string]tellsign.Model{}, MinBuild: s.MinBuild, MaxTokenChars: s.MaxTokenChars,
		Now: clock, Replay: &tellsign.MemoryReplay{Now: clock, MaxEntries: 1000},
		IsRevoked: func(jkt string) (bool, error) { return isIn(s.Revoked, jkt), nil },
	}
	if s.Store == "down" {
		options.Replay = down{}
	}
	for id, model := range s.Models {
		options.Models[id] = tellsign.Model{Schema: model.Schema, Features: model.N, Exp: model.Exp}
	}
	for kid, secret := range s.NonceKeys {
		number, _ := strconv.ParseUint(kid, 10, 8)
		options.NonceKeys = append(options.NonceKeys, tellsign.NonceKey{Kid: byte(number), Secret: fromHex(secret)})
	}
	keys := options.NonceKeys
	sort.Slice(keys, func(i, j int) bool { return keys[i].Kid > keys[j].Kid })
	return tellsign.New(options)
}

// isIn: true stands for every key.
func isIn(revoked any, jkt string) bool {
	list, _ := revoked.([]any)
	for _, one := range list {
		if one == jkt {
			return true
		}
	}
	return revoked == true
}

// runCase says the answer as Want says it: a code, or an object of code, level and flags.
func runCase(s setting) (any, error) {
	verifier, err := create(s)
	if err != nil {
		return nil, err
	}
	request := tellsign.Request{
		Action: s.Op, Sid: s.Sid, JKT: s.JKT, SessionJKT: s.Bound, TxHash: s.TxHash, RequireBinding: s.RequireBinding,
	}
	earlier, isList := s.After.([]any)
	if !isList && s.After != nil {
		earlier = []any{s.After}
	}
	for _, token := range earlier {
		verifier.Verify(token, request)
	}
	return answerTo(s.Want, verifier.Verify(s.Tok, request)), nil
}

func answerTo(want any, result tellsign.Result) any {
	members, isObject := want.(map[string]any)
	if !isObject {
		return result.Code
	}
	flags := []any{}
	wanted, _ := members["flags"].([]any)
	for _, flag := range wanted {
		for _, own := range result.Flags {
			if flag == own {
				flags = append(flags, flag)
			}
		}
	}
	all := map[string]any{"code": result.Code, "level": result.Level, "flags": flags}
	answer := map[string]any{}
	for name := range members {
		answer[name] = all[name]
	}
	return answer
}

// check sends the signatures made by Wycheproof through the step that checks ours.
func check(g group, msg, sig string) string {
	point := fromHex(g.PublicKey.Uncompressed)
	key := &ecdsa.PublicKey{
		Curve: elliptic.P256(), X: new(big.Int).SetBytes(point[1:33]), Y: new(big.Int).SetBytes(point[33:]),
	}
	if tellsign.IsSignedBy(key, string(fromHex(msg)), fromHex(sig)) {
		return "valid"
	}
	return "invalid"
}

func run(file string) (differ int, err error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	report := func(name, want, got any) {
		if !reflect.DeepEqual(want, got) {
			differ++
		}
		line, _ := json.Marshal(map[string]any{"name": name, "want": want, "got": got})
		fmt.Println(string(line))
	}
	var vectors struct {
		Cases      []json.RawMessage
		TestGroups []group
	}
	common := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &vectors); err != nil {
		return 0, err
	}
	if err := json.Unmarshal(data, &common); err != nil {
		return 0, err
	}
	delete(common, "cases")
	for _, g := range vectors.TestGroups {
		for _, test := range g.Tests {
			report(test.TcID, test.Result, check(g, test.Msg, test.Sig))
		}
	}
	for _, one := range vectors.Cases {
		own, err := lay(common, one)
		if err != nil {
			return differ, err
		}
		got, err := runCase(own)
		if err != nil {
			return differ, err
		}
		report(own.Name, own.Want, got)
	}
	return differ, nil
}

// lay puts a case over the setting of its file. json.Unmarshal would merge maps, and keep a string where the
// case says null.
func lay(common map[string]json.RawMessage, one []byte) (merged setting, err error) {
	members := map[string]json.RawMessage{}
	for name, value := range common {
		members[name] = value
	}
	if err := json.Unmarshal(one, &members); err != nil {
		return merged, err
	}
	data, err := json.Marshal(members)
	if err != nil {
		return merged, err
	}
	return merged, json.Unmarshal(data, &merged)
}

func issue(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var s setting
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	verifier, err := create(s)
	if err != nil {
		return err
	}
	response, err := verifier.IssueNonce(s.Op, s.Sid)
	if err != nil {
		return err
	}
	txHash, err := tellsign.TransactionHash(s.Tx)
	if err != nil {
		return err
	}
	line, _ := json.Marshal(map[string]any{"nonce": response.Nonce, "now": response.Now, "txh": txHash})
	fmt.Println(string(line))
	return nil
}

func fromHex(text string) []byte { data, _ := hex.DecodeString(text); return data }

func main() {
	total := 0
	for i, file := range os.Args[1:] {
		var differ int
		var err error
		if file == "issue" && i == 0 && len(os.Args) == 3 {
			if err = issue(os.Args[2]); err == nil {
				return
			}
		} else {
			differ, err = run(file)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		total += differ
	}
	if total > 0 || len(os.Args) == 1 {
		os.Exit(1)
	}
}
