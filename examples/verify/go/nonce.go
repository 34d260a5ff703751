package tellsign

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"time"
)

// nonceHead is how many bytes the MAC of 16 bytes covers: format, kid, iat, exp and randomness (§1.4).
const nonceHead = 22

// NonceResponse is what POST /tellsign/nonce answers.
type NonceResponse struct {
	Nonce string `json:"nonce"`
	Now   int64  `json:"now"`
	Exp   int64  `json:"exp"`
	Aud   string `json:"aud"`
}

// IssueNonce makes a nonce for one action of one session.
func (v *Verifier) IssueNonce(action, sid string) (NonceResponse, error) {
	if sid == "" {
		return NonceResponse{}, errors.New("tellsign: sid is empty: all visitors without a session would share it")
	}
	now, key := v.options.Now().Unix(), v.options.NonceKeys[0]
	exp := now + int64(v.options.NonceTTL/time.Second)
	head := make([]byte, nonceHead)
	head[0], head[1] = 1, key.Kid
	binary.BigEndian.PutUint32(head[2:], uint32(now))
	binary.BigEndian.PutUint32(head[6:], uint32(exp))
	if _, err := rand.Read(head[10:]); err != nil {
		return NonceResponse{}, err
	}
	nonce := encodeBase64url(append(head, v.mac(key.Secret, head, action, sid, "1")...))
	return NonceResponse{nonce, now, exp, v.options.Audience}, nil
}

// checkNonce says when a nonce of ours expires, epoch seconds.
func (v *Verifier) checkNonce(claims map[string]any, request Request, now int64) (expires int64, err error) {
	claim, present := claims["nonce"]
	if !present {
		return 0, refuse("claim_missing")
	}
	text, _ := claim.(string)
	data, ok := decodeBase64url(text)
	if !ok || len(text) != 51 || data[0] != 1 || !v.isOurs(data, request) {
		return 0, refuse("nonce_invalid")
	}
	issued := int64(binary.BigEndian.Uint32(data[2:]))
	expires = int64(binary.BigEndian.Uint32(data[6:]))
	// Servers' clocks differ by up to maxSkew; a nonce issued further in the future is none.
	if issued > now+maxSkew {
		return 0, refuse("nonce_invalid")
	}
	if now > expires {
		return 0, refuse("nonce_expired")
	}
	return expires, nil
}

func (v *Verifier) isOurs(data []byte, request Request) bool {
	head, mac := data[:nonceHead], data[nonceHead:]
	action, sid := request.Action, request.Sid
	for _, key := range v.options.NonceKeys {
		if key.Kid != data[1] {
			continue
		}
		// The profile version is an optional part of the context. Both are honoured, only the first is issued.
		return hmac.Equal(mac, v.mac(key.Secret, head, action, sid, "1")) ||
			hmac.Equal(mac, v.mac(key.Secret, head, action, sid))
	}
	return false
}

func (v *Verifier) mac(secret, head []byte, context ...string) []byte {
	hash := hmac.New(sha256.New, secret)
	parts := append([]string{"vrd-nonce-v1", string(head), v.options.Audience}, context...)
	hash.Write(netstring(parts...))
	return hash.Sum(nil)[:16]
}
