// Package hiring holds the nouns of Touchstone and their rules. It knows no database, clock, network or page.
//
// The glossary, and the words to avoid:
//
//   - Organization: the company. User: a person who signs in; Role: what that person may do.
//   - Value: what the company stands for (avoid: trait, dimension), with Behaviors and metrics.
//   - Question: asks about a Value; it has a Kind and numbered wordings, QuestionVersion. Probe: a scripted
//     follow-up. Anchor: the behaviour that earns a level of the RatingScale.
//   - Position, RoleProfile: the work, and what it needs. Requisition: one hiring round for a Position (avoid: job).
//   - Incumbent: a top rep or comparison rep, nominated (Nomination) on a written performance criterion.
//   - Exemplar: an incumbent's answer accepted into a benchmark.
//   - Benchmark: the answers a candidate is compared with; a published version is frozen (avoid: key, gold, model).
//   - Candidate: a person. Application: that person's candidacy for one Requisition.
//   - Assessment: the ordered questions (avoid: test, quiz, survey). Invitation: a link to it. Attempt: one
//     person's way through it. Answer: what was answered to one question.
//   - Score: computed. Rating: given by a person, the Rater (avoid: grade, mark). RatingItem: an answer in a rater's
//     queue. LeakReport: a rater's word that something in it gives its writer away; Redaction: words hidden from raters.
//   - Alignment: of one answer with the benchmark. Fit: of a value, or of the whole.
//   - Decision: a row with who, when and why; never a flag.
//   - Accommodation, Consent, AuditEntry: what their names say (avoid: history, log).
package hiring
