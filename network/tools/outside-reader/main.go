// Command outside-reader reads an auditor's log with libraries that are not ours: golang.org/x/mod/sumdb for notes and
// tiles, transparency-dev's formats for cosignatures. It takes the newest checkpoint, proves the trees of every size
// given on the command line to be beginnings of it, proves the last leaf to be in it, and prints "size root".
//
//	outside-reader -url https://localhost:17109 -root tls-root.pem -name NAME -key BASE64 [SIZE:ROOT …]
package main

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"

	f_note "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight   = 8
	algEd25519   = 1
	algCosigning = 4
)

func main() {
	log.SetFlags(0)
	url := flag.String("url", "", "where the auditor answers")
	root := flag.String("root", "", "PEM file with the root of its TLS certificate")
	name := flag.String("name", "", "the auditor's name on notes")
	key := flag.String("key", "", "its Ed25519 public key, base64")
	flag.Parse()
	if err := read(*url, *root, *name, *key, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

func read(url, root, name, key string, known []string) error {
	client, err := newClient(root)
	if err != nil {
		return err
	}
	server := &reader{client: client, url: url}
	tree, origin, err := server.checkpoint(name, key)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, server)
	if err := server.demandLast(tree, hashes); err != nil {
		return err
	}
	for _, former := range known {
		if err := demandBeginning(tree, hashes, former); err != nil {
			return err
		}
	}
	fmt.Printf("%s %d %s tiles %d\n", origin, tree.N, tree.Hash, server.tiles)
	return nil
}

func newClient(root string) (*http.Client, error) {
	pem, err := os.ReadFile(root)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(pem) {
		return nil, errors.New("no certificate in " + root)
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	return &http.Client{Transport: transport}, nil
}

// verifierKey is the text form of C2SP signed-note: name, key hash, type and key.
func verifierKey(name, key string, algorithm byte) (string, error) {
	raw, err := base64.StdEncoding.DecodeString(key)
	if err != nil || len(raw) != 32 {
		return "", errors.New("the key has not 32 bytes of base64")
	}
	data := append([]byte{algorithm}, raw...)
	return fmt.Sprintf("%s+%08x+%s", name, keyHash(name, data), base64.StdEncoding.EncodeToString(data)), nil
}

// keyHash is the key ID of C2SP signed-note: the first four bytes of SHA-256(name, newline, type and key).
func keyHash(name string, data []byte) uint32 {
	hash := sha256.New()
	hash.Write([]byte(name + "\n"))
	hash.Write(data)
	return binary.BigEndian.Uint32(hash.Sum(nil))
}

type reader struct {
	client *http.Client
	url    string
	tiles  int
}

func (r *reader) get(path string) ([]byte, error) {
	response, err := r.client.Get(r.url + path)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", path, response.Status)
	}
	return body, err
}

// checkpoint is the newest one, with both of the auditor's lines verified.
func (r *reader) checkpoint(name, key string) (tlog.Tree, string, error) {
	text, err := r.get("/checkpoint")
	if err != nil {
		return tlog.Tree{}, "", err
	}
	plainKey, err := verifierKey(name, key, algEd25519)
	if err != nil {
		return tlog.Tree{}, "", err
	}
	cosigningKey, err := verifierKey(name, key, algCosigning)
	if err != nil {
		return tlog.Tree{}, "", err
	}
	plain, err := note.NewVerifier(plainKey)
	if err != nil {
		return tlog.Tree{}, "", err
	}
	cosigning, err := f_note.NewVerifierForCosignatureV1(cosigningKey)
	if err != nil {
		return tlog.Tree{}, "", err
	}
	opened, err := note.Open(text, note.VerifierList(plain, cosigning))
	if err != nil {
		return tlog.Tree{}, "", err
	}
	if len(opened.Sigs) != 2 {
		return tlog.Tree{}, "", fmt.Errorf("%d signatures hold, not 2", len(opened.Sigs))
	}
	return parseCheckpoint(opened.Text)
}

func parseCheckpoint(text string) (tlog.Tree, string, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 {
		return tlog.Tree{}, "", errors.New("a checkpoint has three lines")
	}
	tree, err := parseTree(lines[1], lines[2])
	return tree, lines[0], err
}

func parseTree(size, root string) (tlog.Tree, error) {
	n, err := strconv.ParseInt(size, 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := tlog.ParseHash(root)
	return tlog.Tree{N: n, Hash: hash}, err
}

// demandLast proves the last leaf to be in the tree.
func (r *reader) demandLast(tree tlog.Tree, hashes tlog.HashReader) error {
	last := tree.N - 1
	leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, last)})
	if err != nil {
		return err
	}
	proof, err := tlog.ProveRecord(tree.N, last, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, last, leaf[0])
}

// demandBeginning proves the tree "SIZE:ROOT" to be a beginning of the newest one.
func demandBeginning(tree tlog.Tree, hashes tlog.HashReader, former string) error {
	size, root, _ := strings.Cut(former, ":")
	old, err := parseTree(size, root)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, old.N, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash)
}

// Height, ReadTiles and SaveTiles make it a tlog.TileReader over C2SP tlog-tiles.
func (r *reader) Height() int { return tileHeight }

func (r *reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		// x/mod names the height in the path, tlog-tiles does not: it is always 8.
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		bytes, err := r.get("/" + path)
		if err != nil {
			return nil, err
		}
		r.tiles++
		all = append(all, bytes)
	}
	return all, nil
}

func (r *reader) SaveTiles([]tlog.Tile, [][]byte) {}
