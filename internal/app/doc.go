// Package app holds the verbs of Touchstone: what a person does that needs a transaction or joins collaborators.
// Sign in, invite, save, submit, publish, score, rate, decide. Each verb checks the rules of package hiring, changes
// the store, and writes its audit entry in the same transaction. Background work (scoring, mail) is put in the outbox
// in that transaction too, and done by Work.
//
// Who may call a verb is the server's route table's to say; what a verb needs to be true it checks itself.
package app
