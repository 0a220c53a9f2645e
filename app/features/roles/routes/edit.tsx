import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { isRoleKey, ROLE_TITLES } from '#app/core/permission.ts'
import type { Result } from '#app/core/result.ts'
import { recordHistory } from '#app/features/audit/record-history.queries.server.ts'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { changeRole } from '../change-role.server.ts'
import { commonPermissions } from '../compare-permissions.ts'
import { createRole } from '../create-role.server.ts'
import { limitOf } from '../may-give.server.ts'
import { type ResetRoleError, resetRole } from '../reset-role.server.ts'
import { type RetireRoleError, retireRole } from '../retire-role.server.ts'
import { listHolders, type RoleToEdit, readRole, roleFrom } from '../roles.queries.server.ts'
import { newRoleSchema, reasonSchema, roleFormSchema } from '../roles.schema.ts'
import { RoleForm } from '../ui/role-form.tsx'

/** `?role=` opens a role, `?from=` begins a new one from one of the portal's. */
export async function loader(args: LoaderFunctionArgs) {
	const search = new URL(args.request.url).searchParams
	const from = search.get('from') ?? ''
	const key = (search.get('role') ?? '').slice(0, 80)
	return withContext(args, { can: ['read', 'Role'] }, async (ctx) => {
		const title = serverText(ctx.language, 'roles')('list.title')
		if (isRoleKey(from)) {
			const base = roleFrom(from)
			const limit = limitOf(ctx, { ...base, key: null })
			const role = { ...base, permissions: commonPermissions(base.permissions, limit.most) }
			return { role, limit, isNew: true, holders: null, changes: [], title }
		}
		const role = await readRole(ctx, key)
		if (!role) throw new Response('Not Found', { status: 404 })
		return {
			role,
			limit: limitOf(ctx, role),
			isNew: false,
			holders: await listHolders(ctx, key),
			changes: await recordHistory(ctx, key, { action: 'role' }),
			title,
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const t = serverText(await languageOf(args.request), 'roles')
	const key = (new URL(args.request.url).searchParams.get('role') ?? '').slice(0, 80)
	const body = Object.fromEntries(await args.request.formData())
	if ('base' in body) return create(args, body, t)
	if (body.intent === 'reset' || body.intent === 'retire') {
		const asked = reasonSchema.safeParse(body)
		if (!asked.success) return formRefusal(asked.error, t)
		const result = await withContext(
			args,
			{ can: ['update', 'Role'] },
			(ctx): Promise<Result<null, ResetRoleError | RetireRoleError>> =>
				body.intent === 'reset' ? resetRole(ctx, key, asked.data.reason) : retireRole(ctx, key, asked.data.reason),
		)
		if (result.ok) return redirect('/roles')
		const people = 'people' in result.error ? result.error.people : 0
		return wholeRefusal(t(`refused.${result.error.code}`, { count: people }))
	}
	const parsed = roleFormSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const changed = await withContext(args, { can: ['update', 'Role'] }, (ctx) => changeRole(ctx, key, parsed.data))
	return changed.ok ? { ok: true as const } : wholeRefusal(t(`refused.${changed.error.code}`))
}

async function create(args: ActionFunctionArgs, body: Record<string, unknown>, t: ReturnType<typeof serverText>) {
	const parsed = newRoleSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const made = await withContext(args, { can: ['create', 'Role'] }, (ctx) => createRole(ctx, parsed.data))
	if (made.ok) return redirect(`/roles/edit?role=${made.value.key}`)
	const { code } = made.error
	const message = t(`refused.${code}`)
	return code === 'taken' || code === 'name-unusable' ? fieldRefusal('titleEn', message) : wholeRefusal(message)
}

export default function EditRole() {
	const { role, limit, isNew, holders, changes, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('roles')
	const { say } = useReader()
	const base = say(ROLE_TITLES[role.base])
	return (
		<>
			<PageHead
				title={isNew ? t('edit.new', { role: base }) : say(role.title)}
				subtitle={
					role.retiredAt ? t('list.retired') : role.shipped ? t('edit.subtitle') : t('edit.subtitleOwn', { role: base })
				}
				crumbs={[{ label: title, to: '/roles' }, { label: isNew ? t('edit.newCrumb') : say(role.title) }]}
			/>
			<RoleForm
				key={`${role.key} ${isNew} ${role.version ?? 0}`}
				role={role as RoleToEdit}
				limit={limit}
				isNew={isNew}
				holders={holders}
				changes={changes}
			/>
		</>
	)
}
