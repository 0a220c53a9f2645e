import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Eye, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ROLE_KEYS, ROLE_TITLES } from '#app/core/permission.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Menu } from '#app/ui/actions/menu.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { listRoles, type Role } from '../roles.queries.server.ts'
import { forPartner } from '../ui/role-menu.ts'
import { RolesMatrix } from '../ui/roles-matrix.tsx'

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, { can: ['read', 'Role'] }, async (ctx) => ({
		roles: await listRoles(ctx),
		title: serverText(ctx.language, 'roles')('list.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export default function Roles() {
	const roles = useLoaderData<typeof loader>().roles as Role[]
	const { t } = useTranslation('roles')
	const ability = useAbility()
	return (
		<>
			<PageHead
				title={t('list.title')}
				subtitle={t('list.subtitle')}
				actions={
					<>
						<ButtonLink to="/roles/preview" icon={Eye}>
							{t('list.preview')}
						</ButtonLink>
						{ability.can('create', 'Role') && <NewRole />}
					</>
				}
			/>
			<Stack>
				<Card padding="flush">
					<RoleTable roles={roles} />
				</Card>
				<Card title={t('overview.title')} sub={t('overview.sub')} padding="flush">
					<RolesMatrix roles={roles.filter((role) => role.retiredAt === null)} />
				</Card>
			</Stack>
		</>
	)
}

/** Chooses the portal's role that a new one is made from, and goes there. */
function NewRole() {
	const { t } = useTranslation('roles')
	const { say } = useReader()
	return (
		<Menu
			trigger={
				<Button variant="primary" icon={Plus}>
					{t('list.new')}
				</Button>
			}
			label={t('list.new')}
			entries={ROLE_KEYS.map((key) => ({
				label: t('list.from', { role: say(ROLE_TITLES[key]) }),
				to: `/roles/edit?from=${key}`,
			}))}
		/>
	)
}

function RoleTable({ roles }: { roles: Role[] }) {
	const { t } = useTranslation('roles')
	const { say } = useReader()
	const origin = (role: Role) => {
		if (role.retiredAt) return t('list.retired')
		if (!role.shipped) return t('list.own', { role: say(ROLE_TITLES[role.base]) })
		return t(role.changed ? 'list.changed' : 'list.shipped')
	}
	return (
		<DataTable
			caption={t('list.title')}
			rows={roles}
			rowKey={(role) => role.key}
			columns={[
				{
					key: 'role',
					header: t('list.role'),
					role: 'key',
					cell: (role) => (
						<>
							<AppLink to={`/roles/edit?role=${role.key}`}>{say(role.title)}</AppLink>
							{role.description && <CellSub>{say(role.description)}</CellSub>}
						</>
					),
				},
				{
					key: 'for',
					header: t('list.for'),
					cell: (role) => (forPartner(role.base) ? t('list.partner') : t('list.internal')),
				},
				{ key: 'origin', header: t('list.origin'), role: 'aside', cell: (role) => <Tag>{origin(role)}</Tag> },
				{ key: 'people', header: t('list.people'), align: 'end', cell: (role) => role.people },
			]}
		/>
	)
}
