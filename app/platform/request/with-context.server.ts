import { redirect } from '@remix-run/node'
import type { Action, SubjectName } from '#app/core/permission.ts'
import { PUBLIC_ACTOR, SYSTEM_ACTOR } from '#app/platform/auth/actor.model.ts'
import type { GrantKind } from '#app/platform/auth/auth.entity.server.ts'
import { type LoggedIn, readMember, readSession } from '#app/platform/auth/sessions.server.ts'
import { hashToken, isToken } from '#app/platform/auth/tokens.server.ts'
import { sessionOf } from '#app/platform/db/session-settings.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { Context, TenantInfo } from './context.server.ts'
import { readSessionToken } from './cookies.server.ts'
import { languageOf } from './language.server.ts'
import { runUnitOfWork } from './unit-of-work.server.ts'

type Args = { request: Request }
/** What a route needs to be allowed; there is no route without one. */
export type Needs = { can: readonly [Action, SubjectName]; keepOnRefusal?: boolean; readOnly?: boolean }

/** Who is logged in, or null. Does not open a unit of work of a tenant. */
export async function whoIs(request: Request): Promise<LoggedIn | null> {
	const token = await readSessionToken(request)
	return token ? readSession(token) : null
}

const requestIdOf = (request: Request): string | null => request.headers.get('x-request-id')

/**
 * The door for people: session → tenant and membership → ability → one transaction → the handler.
 * @throws a redirect to the log-in page when nobody is logged in; 403 when the role may not.
 */
export async function withContext<T>(
	{ request }: Args,
	needs: Needs,
	handler: (ctx: Context) => Promise<T>,
): Promise<T> {
	const person = await whoIs(request)
	if (!person) {
		const url = new URL(request.url)
		const next =
			request.method === 'GET'
				? `${url.pathname.replace(/\.data$/, '')}${url.search}`
				: request.headers.get('referer')
					? new URL(request.headers.get('referer') as string).pathname
					: '/'
		throw redirect(`/login?next=${encodeURIComponent(next)}`)
	}
	const language = await languageOf(request, { account: person.account.language, tenant: person.tenant.language })
	return runUnitOfWork(
		{
			tenant: person.tenant,
			actor: person.actor,
			language,
			requestId: requestIdOf(request),
			...(needs.keepOnRefusal ? { keepOnRefusal: true } : {}),
			...(needs.readOnly ? { readOnly: true } : {}),
		},
		async (ctx) => {
			if (!ctx.ability.can(needs.can[0], needs.can[1])) throw new Response('Forbidden', { status: 403 })
			return handler(ctx)
		},
	)
}

type TenantRow = {
	id: string
	key: string
	name: string
	initials: string
	language: 'en' | 'zh-CN'
	time_zone: string
	theme: string
}

/** A tenant by a function of the database, which takes on the application's role for that statement alone: one round trip. */
async function readTenant(by: 'read_tenant' | 'read_public_tenant', value: string): Promise<TenantInfo | null> {
	const em = getPortal().orm.em.fork()
	const [row] = await em.execute<{ tenant: TenantInfo | null }[]>(`select ${by}(?) as tenant`, [value])
	return row?.tenant ?? null
}

/**
 * How far the audit trail of the company goes whose product a GTIN names: as every change has its entry, what the public
 * sees of the company has not changed while this has not. Null when no company answers for the GTIN. One round trip.
 */
export async function readPublicHead(gtin: string): Promise<string | null> {
	const em = getPortal().orm.em.fork()
	const [row] = await em.execute<{ head: string | null }[]>('select read_public_head(?)::text as head', [gtin])
	return row?.head ?? null
}

const TENANT_COLUMNS = 't.id, t.key, t.name, t.initials, t.language, t.time_zone, t.theme'

const toTenant = (row: TenantRow): TenantInfo => ({
	id: row.id,
	key: row.key,
	name: row.name,
	initials: row.initials,
	language: row.language,
	timeZone: row.time_zone,
	theme: row.theme,
})

/**
 * The door for jobs, sweeps and the command line: the portal itself acts in a tenant.
 * @throws when there is no such tenant.
 */
export async function withTenantContext<T>(tenantId: string, handler: (ctx: Context) => Promise<T>): Promise<T> {
	const tenant = await readTenant('read_tenant', tenantId)
	if (!tenant) throw new Error(`There is no tenant ${tenantId}`)
	return runUnitOfWork({ tenant, actor: SYSTEM_ACTOR, language: tenant.language }, handler)
}

/**
 * The door for a job that goes on with what a person began: the person acts, with the roles they hold now. Without a
 * person (a key began it) the portal itself acts.
 * @throws when the person is no longer a member of the tenant.
 */
export async function withBehalfContext<T>(
	tenantId: string,
	accountId: string | null,
	handler: (ctx: Context) => Promise<T>,
): Promise<T> {
	if (!accountId) return withTenantContext(tenantId, handler)
	const person = await readMember(accountId, tenantId)
	if (!person) throw new Error('The person who began this is no longer a member of the tenant')
	return runUnitOfWork(
		{ tenant: person.tenant, actor: person.actor, language: person.account.language ?? person.tenant.language },
		handler,
	)
}

/**
 * The door for whoever scans a code: the tenant that answers for the GTIN, and nothing but its public answers. Nothing
 * can be written.
 * Answers null when no tenant does.
 */
export async function withPublicContext<T>(
	request: Request,
	gtin: string,
	handler: (ctx: Context) => Promise<T>,
): Promise<T | null> {
	const tenant = await readTenant('read_public_tenant', gtin)
	if (!tenant) return null
	const language = await languageOf(request, { tenant: tenant.language })
	return runUnitOfWork(
		{ tenant, actor: PUBLIC_ACTOR, language, requestId: requestIdOf(request), readOnly: true },
		handler,
	)
}

/**
 * The same for somebody who is logged in and looks at what the public sees. Comes after their own unit of work, not
 * inside it.
 */
export async function withPublicView<T>(
	reader: Pick<Context, 'tenant' | 'language' | 'requestId'>,
	handler: (publicCtx: Context) => Promise<T>,
): Promise<T> {
	return runUnitOfWork(
		{ tenant: reader.tenant, actor: PUBLIC_ACTOR, language: reader.language, requestId: reader.requestId },
		handler,
	)
}

/**
 * The door for a tenant's own people who want to see what a partner's people would: the reader acts for that partner,
 * with that partner's role and its rows alone, and nothing can be written. Comes after their own unit of work.
 */
export async function withPartnerView<T>(
	reader: Pick<Context, 'tenant' | 'actor' | 'language' | 'requestId'>,
	as: { partyId: string; role: 'supplier' | 'customer' },
	handler: (ctx: Context) => Promise<T>,
): Promise<T> {
	const { actor } = reader
	if (actor.kind !== 'person' || actor.partyId) throw new Response('Forbidden', { status: 403 })
	const partner = { ...actor, roles: [as.role], tenantRoles: [], partyId: as.partyId, siteId: null }
	return runUnitOfWork(
		{ tenant: reader.tenant, actor: partner, language: reader.language, requestId: reader.requestId },
		async (ctx) => {
			await ctx.em.execute('set transaction read only')
			return handler(ctx)
		},
	)
}

export type GrantHolder = { kind: GrantKind; subjectId: string; tenant: TenantInfo }

/** What a token opens, or null: unknown, run out, revoked. */
export async function readGrant(token: string): Promise<GrantHolder | null> {
	if (!isToken(token)) return null
	const hash = hashToken(token)
	const { orm, clock } = getPortal()
	const em = orm.em.fork({
		session: sessionOf({ 'app.tenant_id': '', 'app.party_id': '', 'app.account_id': '', 'app.grant_hash': hash }),
	})
	const [row] = await em.execute<(TenantRow & { kind: GrantHolder['kind']; subject_id: string })[]>(
		`select g.kind, g.subject_id, ${TENANT_COLUMNS} from access_grant g join tenant t on t.id = g.tenant_id
		where g.token_hash = ? and g.revoked_at is null and (g.expires_at is null or g.expires_at > ?)`,
		[hash, clock.now()],
	)
	return row ? { kind: row.kind, subjectId: row.subject_id, tenant: toTenant(row) } : null
}

/**
 * The door for the holder of a personal link (invitation, recall notice): no account, one subject.
 * Answers null when the link opens nothing of that kind.
 */
export async function withGrantContext<T>(
	request: Request,
	token: string,
	kind: Exclude<GrantKind, 'api-key'>,
	handler: (ctx: Context, subjectId: string) => Promise<T>,
): Promise<T | null> {
	const grant = await readGrant(token)
	if (grant?.kind !== kind) return null
	const language = await languageOf(request, { tenant: grant.tenant.language })
	return runUnitOfWork(
		{
			tenant: grant.tenant,
			actor: { kind: 'grant', id: grant.subjectId, name: kind, grant: kind, subjectId: grant.subjectId },
			language,
			requestId: requestIdOf(request),
		},
		(ctx) => handler(ctx, grant.subjectId),
	)
}
