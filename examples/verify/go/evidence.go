package tellsign

// Flags of the evidence, §1.5.
const (
	flagEphemeral  = 1
	flagKeyedView  = 2
	flagCheckpoint = 4
	flagReduced    = 8
)

// readEvidence checks the form of the evidence (§1.5) and returns its flags.
func readEvidence(text string, model Model) (flags byte, ok bool) {
	data, ok := decodeBase64url(text)
	if !ok || len(data) < 4 || len(data) > 1024 {
		return 0, false
	}
	n := int(data[3])
	start := 4 + (n+7)/8
	if data[0] != 1 || n == 0 || len(data) < start+n || data[2]&^15 != 0 {
		return 0, false
	}
	for i := 0; i < (start-4)*8; i++ {
		missing := data[4+i/8]>>(i%8)&1 == 1
		if missing && (i >= n || data[start+i] != 0) {
			return 0, false
		}
	}
	parts, ok := partTypes(data[start+n:])
	// A keyed view and a checkpoint are announced by their flags.
	flags = data[2]
	announced := parts[1] == (flags&flagKeyedView != 0) && parts[2] == (flags&flagCheckpoint != 0)
	return flags, ok && announced && int(data[1]) == model.Schema && n == model.Features
}

// partTypes reads type, length, value; known types, each once.
func partTypes(data []byte) (map[byte]bool, bool) {
	types := map[byte]bool{}
	for len(data) > 0 {
		if len(data) < 2 || data[0] < 1 || data[0] > 3 || types[data[0]] || len(data) < 2+int(data[1]) {
			return nil, false
		}
		types[data[0]] = true
		data = data[2+int(data[1]):]
	}
	return types, true
}

// readLevel follows a rule: a claim may warn, it cannot reassure. Reduced consent is neither trusted nor
// suspicious.
func readLevel(model Model, q int64, flags byte) string {
	switch {
	case model.HighQ == nil:
		return "unknown"
	case q >= *model.HighQ:
		return "high"
	case flags&flagReduced != 0:
		return "unknown"
	}
	return "medium"
}
