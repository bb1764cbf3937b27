package store

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"

	"gorm.io/gorm/clause"
)

type vectorRow struct {
	Representation string
	Hash           string
	Subject        string
	Vector         string
}

// TableName implements gorm's schema.Tabler.
func (vectorRow) TableName() string { return "vectors" }

// Vectors returns what a representation gave for texts, by their hashes; those it was never asked about are left out.
func (s *Store) Vectors(ctx context.Context, representation string, hashes []string) (map[string][]float32, error) {
	out := make(map[string][]float32, len(hashes))
	for some := range slices.Chunk(hashes, chunk) {
		var rows []vectorRow
		q := s.read(ctx).Where("representation = ? AND hash IN ?", representation, some)
		if err := q.Find(&rows).Error; err != nil {
			return nil, mapped(err, "vector")
		}
		for _, r := range rows {
			v, err := unpacked(r.Vector)
			if err != nil {
				return nil, fmt.Errorf("store vector %s: %w", r.Hash, err)
			}
			out[r.Hash] = v
		}
	}
	return out, nil
}

// KeepVectors keeps what a representation gave for texts, by their hashes. What is kept already stays as it is.
// Subject is the attempt of the candidate who wrote the texts, or "" for what belongs to a benchmark.
func (s *Store) KeepVectors(ctx context.Context, representation, subject string, vectors map[string][]float32) error {
	rows := make([]vectorRow, 0, len(vectors))
	for _, hash := range slices.Sorted(maps.Keys(vectors)) { // in order: two who keep the same never wait for each other
		rows = append(rows, vectorRow{Representation: representation, Hash: hash, Subject: subject, Vector: packed(vectors[hash])})
	}
	if len(rows) == 0 {
		return nil
	}
	once := clause.OnConflict{Columns: []clause.Column{{Name: "representation"}, {Name: "hash"}}, DoNothing: true}
	return mapped(s.write(ctx).Clauses(once).CreateInBatches(rows, chunk/5).Error, "vector")
}

// ForgetVectors forgets what is kept of the texts of one subject.
func (s *Store) ForgetVectors(ctx context.Context, subject string) error {
	res := s.write(ctx).Where("subject = ? AND subject <> ''", subject).Delete(&vectorRow{})
	return mapped(res.Error, "vector")
}

func packed(v []float32) string {
	b := make([]byte, 0, 4*len(v))
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return base64.StdEncoding.EncodeToString(b)
}

func unpacked(s string) ([]float32, error) {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return nil, err
	}
	v := make([]float32, len(b)/4)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return v, nil
}
