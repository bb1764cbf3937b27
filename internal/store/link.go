package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// linkRow is a link's invitation and surroundings in one row; what belongs to the other kind of respondent is null.
type linkRow struct {
	ID            uuid.UUID
	IncumbentID   *uuid.UUID
	ApplicationID *uuid.UUID
	CreatedAt     int64
	ExpiresAt     int64
	SentAt        *int64
	OpenedAt      *int64
	RevokedAt     *int64
	NoticeAt      *int64
	OpensAt       *int64
	IssuedAt      int64

	ExperienceGiven int

	BenchmarkID   *uuid.UUID
	RequisitionID *uuid.UUID
	Requisition   string
	Position      string
	Policy        jsonOf[hiring.Policy]
	Languages     jsonOf[[]hiring.Language]
	ClosedAt      *int64
	DecideBy      *int64
	Language      hiring.Language

	AttemptID       *uuid.UUID
	AttemptMode     hiring.AnswerMode
	AttemptLanguage hiring.Language
	StartedAt       int64
	ConsentAt       *int64
	Credit          int
	SubmittedAt     *int64
	Receipt         string
}

// selectLink reads everything a questionnaire page needs to know before it reads questions and answers. An incumbent has one attempt however its answers came in, an application one by link.
const selectLink = `SELECT i.id, i.incumbent_id, i.application_id, i.created_at, i.expires_at, i.sent_at, i.opened_at,
	i.revoked_at, i.notice_at, i.opens_at, i.experience_given, t.created_at AS issued_at, n.benchmark_id, ap.requisition_id, COALESCE(r.name, '') AS requisition,
	COALESCE(p.name, bp.name, '') AS position, COALESCE(r.policy, '{}') AS policy,
	COALESCE(r.languages, '[]') AS languages, r.closed_at, r.decide_by,
	COALESCE(n.language, ap.language, '') AS language,
	a.id AS attempt_id, COALESCE(a.mode, '') AS attempt_mode, COALESCE(a.language, '') AS attempt_language,
	COALESCE(a.started_at, 0) AS started_at, a.consent_at, COALESCE(a.credit, 0) AS credit, a.submitted_at,
	COALESCE(a.receipt, '') AS receipt
FROM invitation_tokens t
JOIN invitations i ON i.id = t.invitation_id
LEFT JOIN incumbents n ON n.id = i.incumbent_id
LEFT JOIN benchmarks b ON b.id = n.benchmark_id
LEFT JOIN positions bp ON bp.id = b.position_id
LEFT JOIN applications ap ON ap.id = i.application_id
LEFT JOIN requisitions r ON r.id = ap.requisition_id
LEFT JOIN positions p ON p.id = r.position_id
LEFT JOIN attempts a ON (a.incumbent_id = i.incumbent_id) OR (a.application_id = i.application_id AND a.mode = 'link')
WHERE t.token_hash = ?`

// Link returns what the token with that hash opens, revoked and expired ones too: what may be done with it is
// hiring.Link's to say.
func (s *Store) Link(ctx context.Context, tokenHash string) (hiring.Link, error) {
	var rows []linkRow
	if err := s.read(ctx).Raw(selectLink, tokenHash).Scan(&rows).Error; err != nil {
		return hiring.Link{}, mapped(err, "link")
	}
	if len(rows) == 0 {
		return hiring.Link{}, hiring.Missing("link")
	}
	return rows[0].link(), nil
}

func (r linkRow) link() hiring.Link {
	l := hiring.Link{
		Invitation: hiring.Invitation{
			ID: r.ID, IncumbentID: r.IncumbentID, ApplicationID: r.ApplicationID, CreatedAt: moment(r.CreatedAt),
			ExpiresAt: moment(r.ExpiresAt), SentAt: momentOrNil(r.SentAt), OpenedAt: momentOrNil(r.OpenedAt),
			RevokedAt: momentOrNil(r.RevokedAt), NoticeAt: momentOrNil(r.NoticeAt), OpensAt: momentOrNil(r.OpensAt),
			ExperienceGiven: r.ExperienceGiven != 0,
		},
		BenchmarkID: r.BenchmarkID, RequisitionID: r.RequisitionID, Requisition: r.Requisition, Position: r.Position,
		Policy: r.Policy.V, ClosedAt: momentOrNil(r.ClosedAt), DecideBy: momentOrNil(r.DecideBy),
		Wanted: r.Languages.V, Language: r.Language, IssuedAt: moment(r.IssuedAt),
	}
	if r.IncumbentID != nil {
		l.Wanted = hiring.Languages()
	}
	if r.AttemptID != nil {
		l.Attempt = &hiring.Attempt{
			ID: *r.AttemptID, IncumbentID: r.IncumbentID, ApplicationID: r.ApplicationID, Mode: r.AttemptMode,
			Language: r.AttemptLanguage, StartedAt: moment(r.StartedAt), ConsentAt: momentOrNil(r.ConsentAt),
			Credit: r.Credit != 0, SubmittedAt: momentOrNil(r.SubmittedAt), Receipt: r.Receipt,
		}
	}
	return l
}
