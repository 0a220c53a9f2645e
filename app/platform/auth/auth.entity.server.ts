import { defineEntity, p } from '@mikro-orm/core'
import { newId } from '#app/core/ids.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { RoleKey } from '#app/core/permission.ts'
import type { RolePermissions } from '#app/core/tenant-role.ts'
import { tenantKeys, versioned } from '#app/platform/db/tenant-table.server.ts'

/*
 * Who may come in. Account, session and one-time token belong to a person, not to a tenant, and so have no tenant
 * policy; membership, key and grant are read before the tenant is known, by their own key (see the policies).
 */

const AccountSchema = defineEntity({
	name: 'Account',
	tableName: 'account',
	properties: {
		id: p
			.uuid()
			.primary()
			.onCreate(() => newId()),
		email: p.text().unique(),
		name: p.text(),
		passwordHash: p.text().nullable(),
		language: p.text().nullable(),
		totpSecret: p.text().nullable(),
		totpLastStep: p.bigint('number').nullable(),
		failedAttempts: p.integer().default(0),
		blockedUntil: p.datetime().nullable(),
		disabledAt: p.datetime().nullable(),
		createdAt: p.datetime().onCreate(() => new Date()),
	},
})
/** A person who can log in; the address is kept in lower case. */
export class Account extends AccountSchema.class {}
AccountSchema.setClass(Account)

const SessionSchema = defineEntity({
	name: 'Session',
	tableName: 'session',
	properties: {
		tokenHash: p.text().primary(),
		accountId: p.uuid().index(),
		tenantId: p.uuid().nullable(),
		createdAt: p.datetime(),
		lastSeenAt: p.datetime(),
		expiresAt: p.datetime(),
		secondFactor: p.boolean().default(false),
	},
})
/** A login. The browser holds the 256-bit token; only its SHA-256 is stored. */
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session)

const AccountTokenSchema = defineEntity({
	name: 'AccountToken',
	tableName: 'account_token',
	properties: {
		tokenHash: p.text().primary(),
		accountId: p.uuid().index(),
		purpose: p.text().$type<'reset'>(),
		expiresAt: p.datetime(),
		usedAt: p.datetime().nullable(),
	},
})
/** A link that lets its holder set a new password once. */
export class AccountToken extends AccountTokenSchema.class {}
AccountTokenSchema.setClass(AccountToken)

const StrangerSchema = defineEntity({
	name: 'Stranger',
	tableName: 'stranger',
	properties: {
		addressHash: p.text().primary(),
		failedAttempts: p.integer().default(0),
		blockedUntil: p.datetime().nullable(),
		lastTriedAt: p.datetime().index(),
	},
})
/** Wrong tries for an address that nobody has, so that it has to wait like one that somebody has. */
export class Stranger extends StrangerSchema.class {}
StrangerSchema.setClass(Stranger)

const TENANT_OR = (own: string) => ({
	using: `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid or ${own}`,
	check: `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`,
})

const MembershipSchema = defineEntity({
	name: 'Membership',
	tableName: 'membership',
	properties: {
		...tenantKeys,
		accountId: p.uuid().index(),
		role: p.text(),
		partyId: p.uuid().nullable(),
		siteId: p.uuid().nullable(),
		disabledAt: p.datetime().nullable(),
		createdAt: p.datetime().onCreate(() => new Date()),
	},
	uniques: [{ properties: ['tenantId', 'accountId', 'role', 'partyId'] }],
	rowLevelSecurity: 'force',
	policies: [
		{
			name: 'membership_tenant_or_own',
			...TENANT_OR(`account_id = nullif(current_setting('app.account_id', true), '')::uuid`),
		},
	],
})
/** What one person may be in one tenant; with `partyId`, on behalf of that supplier or customer only. */
export class Membership extends MembershipSchema.class {}
MembershipSchema.setClass(Membership)

const TenantRoleSchema = defineEntity({
	name: 'TenantRoleRecord',
	tableName: 'tenant_role',
	properties: {
		...tenantKeys,
		...versioned,
		key: p.text(),
		title: p.json<LocalizedText>(),
		description: p.json<LocalizedText>().nullable(),
		base: p.text().$type<RoleKey>(),
		permissions: p.json<RolePermissions>(),
		retiredAt: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'key'] }],
	rowLevelSecurity: 'force',
	policies: [
		{
			name: 'tenant_role_tenant_or_member',
			...TENANT_OR(
				`exists (select 1 from membership m where m.tenant_id = tenant_role.tenant_id and m.account_id = nullif(current_setting('app.account_id', true), '')::uuid)`,
			),
		},
	],
})
/**
 * A role that a tenant has otherwise than it comes with the portal, or made itself. Read before the tenant is known, with
 * the memberships of whoever comes in. Its history is in the audit trail.
 */
export class TenantRoleRecord extends TenantRoleSchema.class {}
TenantRoleSchema.setClass(TenantRoleRecord)

export type GrantKind = 'invitation' | 'recall-notice' | 'api-key' | 'connection'

const AccessGrantSchema = defineEntity({
	name: 'AccessGrant',
	tableName: 'access_grant',
	properties: {
		tokenHash: p.text().primary(),
		tenantId: p.uuid().index(),
		kind: p.text().$type<GrantKind>(),
		subjectId: p.uuid().index(),
		expiresAt: p.datetime().nullable(),
		revokedAt: p.datetime().nullable(),
		createdAt: p.datetime().onCreate(() => new Date()),
	},
	rowLevelSecurity: 'force',
	policies: [
		{
			name: 'access_grant_tenant_or_holder',
			...TENANT_OR(`token_hash = nullif(current_setting('app.grant_hash', true), '')`),
		},
	],
})
/** A keyed door into one tenant: the SHA-256 of a random token of at least 128 bits, for one purpose, revocable. */
export class AccessGrant extends AccessGrantSchema.class {}
AccessGrantSchema.setClass(AccessGrant)
