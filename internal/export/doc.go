// Package export holds the tables that can be taken out of a requisition: for each its columns, with what they mean and
// how a cell of them is made. Files and the data dictionary come from the same columns, so that neither can say what the
// other does not.
//
// What candidates say of themselves for statistics on fairness, and how they found the process, is in no table here: it
// is read by nothing that knows a person.
package export
