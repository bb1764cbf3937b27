package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/export"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/sheet"
	"touchstone/internal/store"
)

// ExportsAtOnce is how many files are written at the same time: each takes memory while it is.
const ExportsAtOnce = 2

// ExportOrder is what somebody wants to take out of a requisition.
type ExportOrder struct {
	Requisition uuid.UUID
	Table       string
	Format      sheet.Format
	Separator   sheet.Separator // of CSV
	Stage       hiring.Stage    // "" for all
	Words       *i18n.Words     // of names, questions and the dictionary
}

// Exported is a file that was written.
type Exported struct {
	Rows, Bytes int
	SHA256      string
}

// ExportOffer is what somebody may take out of a requisition.
type ExportOffer struct {
	Requisition hiring.Requisition
	View        hiring.ExportView
	Tables      []export.Table
	Candidates  int   // whom the tables tell of
	LeftOut     int   // whom they do not, since the reader's own ratings or scorecard of them come first
	Refused     error // why there is nothing yet, or nil
}

// ExportsFor lists what a user may take out of a requisition. What nobody may is not found.
func (a *App) ExportsFor(ctx context.Context, user hiring.User, requisition uuid.UUID) (ExportOffer, error) {
	r, err := a.store.Requisition(ctx, requisition)
	if err != nil {
		return ExportOffer{}, err
	}
	o := ExportOffer{Requisition: r, View: hiring.ExportViewOf(user, r)}
	if !o.View.Rows {
		return o, hiring.Missing("export")
	}
	o.Tables = export.Tables()
	if o.View.Audit {
		o.Tables = append(o.Tables, export.Audit())
	}
	scope, refused := exportScope(user, r, "")
	if refused != nil {
		o.Refused = refused
		return o, nil
	}
	o.Candidates, o.LeftOut, err = a.store.CountExported(ctx, scope)
	return o, err
}

// exportScope is the one place where blindness meets files: whom of a requisition's candidates a user may be told of.
func exportScope(user hiring.User, r hiring.Requisition, stage hiring.Stage) (store.ExportScope, error) {
	ownFirst, err := r.CheckExport(user)
	return store.ExportScope{Requisition: r.ID, Reader: user.ID, OwnFirst: ownFirst && r.OnPanel(user.ID), Stage: stage}, err
}

// Export writes a table to w and records who took out what: before the first byte, so that nothing leaves unrecorded,
// and when it is done how much it was and what it hashes to.
func (a *App) Export(ctx context.Context, user hiring.User, order ExportOrder, w io.Writer) (Exported, error) {
	offer, err := a.ExportsFor(ctx, user, order.Requisition)
	if err != nil {
		return Exported{}, err
	}
	table, err := offer.take(order)
	if err != nil {
		return Exported{}, err
	}
	select {
	case a.exporting <- struct{}{}:
		defer func() { <-a.exporting }()
	case <-ctx.Done():
		return Exported{}, ctx.Err()
	}
	scope, _ := exportScope(user, offer.Requisition, order.Stage) // it was asked by ExportsFor
	source, err := export.NewSource(ctx, a.store, offer.Requisition, scope, order.Words.Language)
	if err != nil {
		return Exported{}, err
	}
	id := newID()
	if err := a.noteExport(ctx, user, "requisition.export_begun", id, order); err != nil {
		return Exported{}, err
	}
	out, err := writeTable(ctx, table, source, export.View{People: offer.View.People}, order, w)
	state := "whole"
	if err != nil {
		state = "broken_off"
	}
	noted := a.noteExport(context.WithoutCancel(ctx), user, "requisition.exported", id, order, "state", state,
		"rows", strconv.Itoa(out.Rows), "bytes", strconv.Itoa(out.Bytes), "sha256", out.SHA256)
	return out, errors.Join(err, noted)
}

// take finds the table that is ordered, if the user may have it now.
func (o ExportOffer) take(order ExportOrder) (export.Table, error) {
	table := export.Named(order.Table)
	if table == nil || order.Table == export.AuditTable && !o.View.Audit {
		return nil, hiring.Missing("export")
	}
	if o.Refused != nil {
		return nil, o.Refused
	}
	if order.Table == export.AuditTable && o.LeftOut > 0 { // its entries tell of everybody
		return nil, hiring.Clash("export.problem.audit_blind", "Count", o.LeftOut)
	}
	return table, nil
}

func (a *App) noteExport(ctx context.Context, user hiring.User, action string, id uuid.UUID, o ExportOrder, more ...string) error {
	detail := append([]string{"export", id.String(), "table", o.Table, "format", string(o.Format), "stage", string(o.Stage)}, more...)
	return a.store.Tx(ctx, func(ctx context.Context) error {
		return a.audit(ctx, UserActor(user.ID), action, "requisition", o.Requisition, detail...)
	})
}

// measured counts and hashes what is written through it.
type measured struct {
	w    io.Writer
	sum  hash.Hash
	size int
}

// Write passes bytes on. A writer that has held bytes back, as compression does, counts them too once it lets them go.
func (m *measured) Write(p []byte) (int, error) {
	n, err := m.w.Write(p)
	n = min(n, len(p))
	_, _ = m.sum.Write(p[:n]) // a hash takes everything
	m.size += n
	return n, err
}

func writeTable(ctx context.Context, t export.Table, s *export.Source, v export.View, order ExportOrder, w io.Writer) (out Exported, err error) {
	through := &measured{w: w, sum: sha256.New()}
	defer func() { out.Bytes, out.SHA256 = through.size, hex.EncodeToString(through.sum.Sum(nil)) }()
	var names []string
	for _, c := range t.Columns(v) {
		names = append(names, c.Name)
	}
	file, err := sheet.New(order.Format, through, names, sheet.Options{
		Separator: order.Separator, Sheet: t.Name(), Notes: []sheet.Note{DictionaryNote([]export.Table{t}, v, order.Words)},
	})
	if err != nil {
		return out, err
	}
	err = t.Each(ctx, s, v, func(cells []sheet.Cell) error {
		out.Rows++
		return file.Row(cells)
	})
	if err != nil {
		file.Discard()
		return out, tooLarge(err)
	}
	return out, file.Close()
}

// tooLarge says to a person that a table does not fit into a file of its format.
func tooLarge(err error) error {
	if errors.Is(err, sheet.ErrTooLarge) {
		return hiring.Clash("export.problem.too_large")
	}
	return err
}

// DictionaryNote is the data dictionary of tables as a sheet.
func DictionaryNote(tables []export.Table, v export.View, words *i18n.Words) sheet.Note {
	n := sheet.Note{Sheet: words.T("export.dictionary.sheet")}
	for _, c := range export.DictionaryColumns() {
		n.Header = append(n.Header, words.T("export.dictionary."+c))
	}
	for _, e := range export.Dictionary(tables, v, words) {
		n.Rows = append(n.Rows, e.Row())
	}
	return n
}
