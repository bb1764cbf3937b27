package hiring

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// Invitation is a personal link to an assessment: of one incumbent or one application. Only the hashes of its tokens
// are stored; it may have several, all of which open it until it expires or is revoked.
type Invitation struct {
	ID            uuid.UUID
	IncumbentID   *uuid.UUID
	ApplicationID *uuid.UUID
	CreatedBy     *uuid.UUID
	CreatedAt     time.Time
	ExpiresAt     time.Time
	SentAt        *time.Time
	SendError     string
	OpenedAt      *time.Time
	RevokedAt     *time.Time
	NoticeAt      *time.Time // when the notice went out, where the round gives one
	OpensAt       *time.Time // from when the questionnaire is open, where the round gives notice
	RemindedAt    *time.Time

	ExperienceGiven bool // the link has been used to say how it felt
}

// InNotice tells whether the notice has not gone out, or its time has not passed: nothing can be answered yet.
func (i Invitation) InNotice(now time.Time) bool {
	return i.OpensAt != nil && (i.NoticeAt == nil || now.Before(*i.OpensAt))
}

// Open tells whether the invitation's link may be used to answer.
func (i Invitation) Open(now time.Time) bool {
	return i.RevokedAt == nil && now.Before(i.ExpiresAt)
}

// AnswerMode is how answers came in. Modes are stored, and never mixed silently.
type AnswerMode string

// The modes.
const (
	ByLink      AnswerMode = "link"
	ByInterview AnswerMode = "interview" // spoken, typed by a recruiter
	ByImport    AnswerMode = "import"    // gathered elsewhere
)

// Attempt is one person's way through an assessment.
type Attempt struct {
	ID            uuid.UUID
	IncumbentID   *uuid.UUID
	ApplicationID *uuid.UUID
	Mode          AnswerMode
	Language      Language
	StartedAt     time.Time
	ConsentAt     *time.Time
	Credit        bool // an incumbent agrees to be named
	SubmittedAt   *time.Time
	Receipt       string     // a short code the respondent can quote
	TypedBy       *uuid.UUID // who typed spoken answers
}

// Answer is what was answered to one question in one attempt. Version counts its saves; a save says which version it
// was made from, so that two tabs never overwrite each other silently.
type Answer struct {
	AttemptID         uuid.UUID
	QuestionVersionID uuid.UUID
	Body              AnswerBody
	Version           int
	SavedAt           time.Time
}

// Assessment is the ordered questions one attempt asks.
type Assessment struct {
	Questions []AssessmentQuestion
}

// Asked returns the questions that are really asked: those an accommodation waived are left out.
func (a Assessment) Asked() []AssessmentQuestion {
	return slices.DeleteFunc(slices.Clone(a.Questions), func(q AssessmentQuestion) bool { return q.Waived })
}

// Languages returns which of the wanted languages every asked question is worded in, so that nobody meets a question
// in a language other than the one chosen.
func (a Assessment) Languages(wanted []Language) []Language {
	asked := a.Asked()
	return slices.DeleteFunc(slices.Clone(wanted), func(l Language) bool {
		return slices.ContainsFunc(asked, func(q AssessmentQuestion) bool { return !q.WordedIn(l) })
	})
}

// How long an answer takes to think of and give: a text of 80 to 200 words, and anything that is picked.
const (
	minutesForText   = 5
	minutesForClosed = 1
)

// Minutes is how long answering takes most people, rounded up to five: an honest figure is better than a short one.
func Minutes(asked []AssessmentQuestion) int {
	sum := 0
	for _, q := range asked {
		if q.Kind.Closed() {
			sum += minutesForClosed
		} else {
			sum += minutesForText
		}
	}
	return (sum + 4) / 5 * 5
}

// AssessmentQuestion is a question in an assessment, with the name of its value.
type AssessmentQuestion struct {
	QuestionVersion
	ValueID   uuid.UUID
	ValueName Words
	Waived    bool // by an accommodation: not asked
}

// AccommodationNeed is what kind of accommodation is asked for.
type AccommodationNeed string

// The needs a respondent can name; the rest goes in the message.
const (
	MoreTime    AccommodationNeed = "more_time"
	OtherFormat AccommodationNeed = "other_format"
	APerson     AccommodationNeed = "a_person"
	OtherNeed   AccommodationNeed = "other"
)

// Accommodation is a respondent's request for another way to answer, and what was agreed. Raters never see it.
type Accommodation struct {
	ID           uuid.UUID
	InvitationID uuid.UUID
	Need         AccommodationNeed
	Message      string
	CreatedAt    time.Time
	Answer       string
	Granted      string // granted, other_way, declined; "" while it waits
	ExtraDays    int
	AnsweredBy   *uuid.UUID
	AnsweredAt   *time.Time
}

// Recipient is whom an invitation goes to.
type Recipient struct {
	Name, Email string
	Language    Language
	For         string // the name of the requisition, or of the benchmark
}
