import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { UserPlus, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { RoleName } from '#app/core/tenant-role.ts'
import { mayGiveRole } from '#app/features/roles/may-give.server.ts'
import { roleNameOf } from '#app/features/roles/role-names.queries.server.ts'
import { listLivingRoles } from '#app/features/roles/roles.queries.server.ts'
import { fieldRefusal, formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { ListSearch } from '#app/ui/data/list-search.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { changeMemberRoles } from '../change-member-roles.server.ts'
import { disableMember } from '../disable-member.server.ts'
import { enableMember } from '../enable-member.server.ts'
import { identityText } from '../identity-text.server.ts'
import { inviteSchema, memberRolesSchema } from '../invitation.schema.ts'
import { listInvitations, readInviteOptions } from '../invitations.queries.server.ts'
import { type InviteError, inviteMember } from '../invite-member.server.ts'
import { listMembers } from '../members.queries.server.ts'
import { resendInvitation } from '../resend-invitation.server.ts'
import { revokeInvitation } from '../revoke-invitation.server.ts'
import { InvitationsCard } from '../ui/invitations-card.tsx'
import { InviteDialog } from '../ui/invite-dialog.tsx'
import { MembersTable } from '../ui/members-table.tsx'

export const meta: MetaFunction = () => [{ title: 'People · 人员 · Lotline 批迹' }]

export async function loader(args: LoaderFunctionArgs) {
	const search = new URL(args.request.url).searchParams
	const q = search.get('q')?.slice(0, 100) ?? ''
	const role = search.get('role')?.slice(0, 80) ?? ''
	return withContext(args, { can: ['read', 'Member'] }, async (ctx) => ({
		role: role ? await roleNameOf(ctx, role) : null,
		tenant: ctx.tenant.name,
		own: ctx.actor.id,
		members: await listMembers(ctx, { q, role, cursor: search.get('cursor') }),
		invitations: await listInvitations(ctx, { cursor: search.get('invitations') }),
		options: await readInviteOptions(ctx),
		roles: (await listLivingRoles(ctx))
			.filter((role) => mayGiveRole(ctx, role))
			.map(({ key, title, base }) => ({ key, title, base })),
	}))
}

const actSchema = z.discriminatedUnion('intent', [
	z.object({
		intent: z.literal('disable'),
		accountId: z.uuid(),
		name: z.string().max(200),
		reason: z.string().trim().max(500).optional(),
	}),
	z.object({ intent: z.literal('enable'), accountId: z.uuid(), name: z.string().max(200) }),
	z.object({ intent: z.literal('resend'), invitationId: z.uuid() }),
	z.object({ intent: z.literal('revoke'), invitationId: z.uuid() }),
])

type Answer = Refusal | { ok: true; done: string }

/** Beside which field of the form each refusal stands. */
const INVITE_FIELD: Record<InviteError['code'], string | null> = {
	'not-allowed': null,
	self: 'email',
	'role-unknown': 'role',
	'role-too-powerful': 'role',
	'party-needed': 'partyId',
	'party-not-allowed': 'partyId',
	'party-unknown': 'partyId',
	'party-mismatch': 'role',
	'already-member': 'email',
	'already-invited': 'email',
}

export async function action(args: ActionFunctionArgs): Promise<Answer> {
	const person = await whoIs(args.request)
	const t = identityText(await languageOf(args.request, { account: person?.account.language ?? null }))
	const form = Object.fromEntries(await args.request.formData())
	if (form.intent === 'invite') {
		const parsed = inviteSchema.safeParse(form)
		if (!parsed.success) return formRefusal(parsed.error, t)
		const result = await withContext(args, { can: ['invite', 'Member'] }, (ctx) => inviteMember(ctx, parsed.data))
		if (result.ok) return { ok: true, done: t('invite.sent', { name: parsed.data.name }) }
		const field = INVITE_FIELD[result.error.code]
		const message = t(`invite.${result.error.code}`)
		return field ? fieldRefusal(field, message) : wholeRefusal(message)
	}
	if (form.intent === 'roles') {
		const parsed = memberRolesSchema.safeParse(form)
		if (!parsed.success) return formRefusal(parsed.error, t)
		const result = await withContext(args, { can: ['update', 'Member'] }, (ctx) => changeMemberRoles(ctx, parsed.data))
		return result.ok
			? { ok: true, done: t('roles.saved', { name: result.value.name }) }
			: wholeRefusal(t(`roles.${result.error.code}`))
	}
	const parsed = actSchema.safeParse(form)
	if (!parsed.success) throw new Response('Bad Request', { status: 400 })
	const act = parsed.data
	const result = await withContext(args, { can: ['read', 'Member'] }, async (ctx) => {
		if (act.intent === 'disable') return disableMember(ctx, act.accountId, act.reason || undefined)
		if (act.intent === 'enable') return enableMember(ctx, act.accountId)
		return act.intent === 'resend' ? resendInvitation(ctx, act.invitationId) : revokeInvitation(ctx, act.invitationId)
	})
	if (!result.ok) return wholeRefusal(t(`people.${result.error.code}`))
	const done = {
		disable: 'people.disabledToast',
		enable: 'people.enabledToast',
		resend: 'people.resent',
		revoke: 'people.revoked',
	}[act.intent]
	return { ok: true, done: t(done, { name: 'name' in act ? act.name : '' }) }
}

export default function People() {
	const { members, invitations, options, roles, role, tenant, own } = useLoaderData<typeof loader>()
	const { t } = useTranslation('identity')
	const ability = useAbility()
	const [search] = useSearchParams()
	const [inviting, setInviting] = useState(search.has('invite'))
	const mayInvite = ability.can('invite', 'Member')
	return (
		<>
			<PageHead
				title={t('people.title')}
				subtitle={t('people.subtitle', { tenant })}
				actions={
					mayInvite && (
						<Button variant="primary" icon={UserPlus} onClick={() => setInviting(true)}>
							{t('people.invite')}…
						</Button>
					)
				}
			/>
			<Stack>
				<Card padding="flush">
					<TableToolbar>
						<ListSearch label={t('people.search')} />
						{role && <RoleTag role={role} />}
					</TableToolbar>
					{members.rows.length === 0 ? (
						<EmptyState
							icon={Users}
							title={t('people.empty')}
							titleLevel={2}
							action={<ButtonLink to="/people">{t('people.clear')}</ButtonLink>}
						>
							{t('people.emptyText')}
						</EmptyState>
					) : (
						<MembersTable
							members={members}
							tenant={tenant}
							own={own}
							mayChange={ability.can('update', 'Member')}
							roles={roles}
						/>
					)}
				</Card>
				<InvitationsCard invitations={invitations} mayInvite={mayInvite} />
			</Stack>
			{mayInvite && <InviteDialog open={inviting} onOpenChange={setInviting} options={options} roles={roles} />}
		</>
	)
}

/** That only holders of a role are listed, and how to list all again. */
function RoleTag({ role }: { role: RoleName }) {
	const { t } = useTranslation('identity')
	const { say } = useReader()
	const [search] = useSearchParams()
	return (
		<span className="flex flex-wrap items-center gap-2">
			<Tag>{t('people.ofRole', { role: say(role.title) })}</Tag>
			<AppLink to={listAddress(search, { role: null })} className="inline-flex min-h-6 items-center">
				{t('people.anyRole')}
			</AppLink>
		</span>
	)
}
