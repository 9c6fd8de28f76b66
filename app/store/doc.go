// Package store keeps assessments between starts. Each is one file that nobody
// can read without this user's key:
//
//	assessments/ID.ounce       the newest state
//	versions/ID.DATE.ounce     up to three earlier ones
//	set-aside/NAME             what was damaged or is no assessment; never deleted
//	key.ounce                  the key, sealed with a passphrase, where there is no keychain
//	lock                       held while something is written
//
// A file is an age file (age-encryption.org/v1) around a tar archive. Its first
// entry, head.json, is what a list shows; it lies in the first piece of 64 KiB
// that age seals, so that a list opens that piece of each file and nothing
// else, and no index can ever disagree with the files. The other entries are
// answers.json, machines.jsonl.gz, results.json and one results/N.json.gz for
// each result that was kept.
//
// The key is an X25519 identity of age. It is made at the first save and lies in
// the system's keychain; where there is none, or in portable mode, it lies
// beside the assessments, sealed with a passphrase that is asked once a start.
package store
