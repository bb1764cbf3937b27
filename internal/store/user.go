package store

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type userRow struct {
	ID           uuid.UUID
	Email        string
	Name         string
	Language     hiring.Language
	PasswordHash string
	CreatedAt    int64
	DisabledAt   *int64
	Version      int
}

// TableName implements gorm's schema.Tabler.
func (userRow) TableName() string { return "users" }

type userRoleRow struct {
	UserID uuid.UUID
	Role   hiring.Role
}

// TableName implements gorm's schema.Tabler.
func (userRoleRow) TableName() string { return "user_roles" }

func rowOfUser(u hiring.User) userRow {
	return userRow{
		ID: u.ID, Email: strings.ToLower(u.Email), Name: u.Name, Language: u.Language, PasswordHash: u.PasswordHash,
		CreatedAt: millis(u.CreatedAt), DisabledAt: millisOrNil(u.DisabledAt), Version: u.Version,
	}
}

func (r userRow) user() hiring.User {
	return hiring.User{
		ID: r.ID, Email: r.Email, Name: r.Name, Language: r.Language, PasswordHash: r.PasswordHash,
		CreatedAt: moment(r.CreatedAt), DisabledAt: momentOrNil(r.DisabledAt), Version: r.Version,
	}
}

// CreateUser stores a user with roles; the version becomes 1. An e-mail address in use is a Conflict.
func (s *Store) CreateUser(ctx context.Context, u hiring.User) error {
	row := rowOfUser(u)
	row.Version = 1
	return s.Tx(ctx, func(ctx context.Context) error {
		if err := s.write(ctx).Create(&row).Error; err != nil {
			return mapped(err, "user")
		}
		return s.setRoles(ctx, u.ID, u.Roles)
	})
}

// User returns the user with that id.
func (s *Store) User(ctx context.Context, id uuid.UUID) (hiring.User, error) {
	return s.userWhere(ctx, s.read(ctx).Where("id = ?", id))
}

// UserByEmail returns the user who signs in with that address, in whatever case it is typed.
func (s *Store) UserByEmail(ctx context.Context, email string) (hiring.User, error) {
	return s.userWhere(ctx, s.read(ctx).Where("email = ?", strings.ToLower(email)))
}

func (s *Store) userWhere(ctx context.Context, q *gorm.DB) (hiring.User, error) {
	u, err := one(q, "user", userRow.user)
	if err != nil {
		return hiring.User{}, err
	}
	roles, err := s.rolesOf(s.read(ctx).Where("user_id = ?", u.ID))
	u.Roles = roles[u.ID]
	return u, err
}

// Users lists everybody who can or could sign in, with roles, by name.
func (s *Store) Users(ctx context.Context) ([]hiring.User, error) {
	users, err := all(s.read(ctx).Order("name, id"), "user", userRow.user)
	if err != nil {
		return nil, err
	}
	roles, err := s.rolesOf(s.read(ctx))
	for i := range users {
		users[i].Roles = roles[users[i].ID]
	}
	return users, err
}

// CountUsers returns how many users there are, disabled ones included: 0 before set-up.
func (s *Store) CountUsers(ctx context.Context) (int, error) {
	var n int64
	err := s.read(ctx).Table(userRow{}.TableName()).Count(&n).Error
	return int(n), mapped(err, "user")
}

// UpdateUser stores name, language, roles and whether the user is disabled, made from u.Version; a Conflict if that
// is no longer the newest.
func (s *Store) UpdateUser(ctx context.Context, u hiring.User) error {
	r := rowOfUser(u)
	return s.Tx(ctx, func(ctx context.Context) error {
		err := s.updateVersioned(ctx, r, r.ID, r.Version, map[string]any{
			"name": r.Name, "language": r.Language, "disabled_at": r.DisabledAt,
		})
		if err != nil {
			return err
		}
		return s.setRoles(ctx, u.ID, u.Roles)
	})
}

// SetPasswordHash stores a new password's hash.
func (s *Store) SetPasswordHash(ctx context.Context, id uuid.UUID, hash string) error {
	res := s.write(ctx).Table(userRow{}.TableName()).Where("id = ?", id).Update("password_hash", hash)
	return oneRow(res, "user", hiring.Missing("user"))
}

func (s *Store) setRoles(ctx context.Context, id uuid.UUID, roles []hiring.Role) error {
	if err := s.write(ctx).Where("user_id = ?", id).Delete(&userRoleRow{}).Error; err != nil {
		return mapped(err, "user")
	}
	var rows []userRoleRow
	for _, role := range roles {
		rows = append(rows, userRoleRow{UserID: id, Role: role})
	}
	if len(rows) == 0 {
		return nil
	}
	return mapped(s.write(ctx).Create(&rows).Error, "user")
}

// rolesOf groups the selected roles by user, each user's in the order of hiring.Roles.
func (s *Store) rolesOf(q *gorm.DB) (map[uuid.UUID][]hiring.Role, error) {
	var rows []userRoleRow
	if err := q.Order("user_id, role").Find(&rows).Error; err != nil {
		return nil, mapped(err, "user")
	}
	roles := map[uuid.UUID][]hiring.Role{}
	for _, r := range rows {
		roles[r.UserID] = append(roles[r.UserID], r.Role)
	}
	order := hiring.Roles()
	for _, of := range roles {
		slices.SortFunc(of, func(a, b hiring.Role) int { return slices.Index(order, a) - slices.Index(order, b) })
	}
	return roles, nil
}
