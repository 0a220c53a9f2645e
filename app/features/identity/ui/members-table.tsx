import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { initialsOf } from '#app/core/initials.ts'
import type { ListPage } from '#app/core/list-cursor.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ConfirmDialog } from '#app/ui/actions/confirm-dialog.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Person } from '#app/ui/status/person.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import type { Member } from '../members.queries.server.ts'
import { MemberRolesDialog, type RoleChoice } from './member-roles-dialog.tsx'

type Props = {
	members: ListPage<Member>
	tenant: string
	own: string | null
	mayChange: boolean
	roles: readonly RoleChoice[]
}

/** The tenant's people, what they may do, and whether they still may. */
export function MembersTable({ members, tenant, own, mayChange, roles }: Props) {
	const { t } = useTranslation('identity')
	const { say, relative, now } = useReader()
	const [leaving, setLeaving] = useState<Member | null>(null)
	const [reason, setReason] = useState('')
	const [changing, setChanging] = useState<Member | null>(null)
	const intent = useIntent({ onDone: () => setLeaving(null) })
	return (
		<>
			<DataTable
				caption={t('people.caption', { tenant })}
				rows={members.rows}
				rowKey={(member) => member.accountId}
				pager={<ListPager name="cursor" page={members} />}
				columns={[
					{
						key: 'name',
						header: t('people.name'),
						role: 'key',
						cell: (member) => (
							<Person
								name={member.accountId === own ? `${member.name} (${t('people.you')})` : member.name}
								initials={initialsOf(member.name)}
								detail={member.email}
							/>
						),
					},
					{
						key: 'roles',
						header: t('people.roles'),
						cell: (member) => (
							<span className="flex flex-wrap gap-1">
								{member.roles.map((role) => (
									<Tag key={role.key}>{say(role.title)}</Tag>
								))}
							</span>
						),
					},
					{
						key: 'works',
						header: t('people.works'),
						cell: (member) =>
							member.partyName
								? say(member.partyName)
								: member.siteName
									? `${tenant} · ${say(member.siteName)}`
									: tenant,
					},
					{
						key: 'seen',
						header: t('people.lastSeen'),
						cell: (member) => (
							<span className="text-text-2">
								{member.lastSeenAt ? relative(member.lastSeenAt, now) : t('people.never')}
							</span>
						),
					},
					{
						key: 'factor',
						header: t('people.secondFactor'),
						role: 'plain',
						cell: (member) => (
							<span className="text-text-2">
								{member.secondFactor ? t('people.secondFactorOn') : t('people.secondFactorOff')}
							</span>
						),
					},
					{
						key: 'status',
						header: t('people.status'),
						role: 'aside',
						cell: (member) => (
							<StatusText
								tone={member.disabled ? 'rejected' : 'released'}
								label={member.disabled ? t('people.disabled') : t('people.active')}
							/>
						),
					},
					...(mayChange
						? [
								{
									key: 'act',
									header: t('people.disable'),
									headerHidden: true,
									align: 'end' as const,
									cell: (member: Member) => (
										<span className="flex flex-wrap justify-end gap-2">
											<ButtonLink size="sm" variant="ghost" to={`/roles/preview?person=${member.accountId}`}>
												{t('people.preview')}
											</ButtonLink>
											{!member.disabled && (
												<Button
													size="sm"
													refusedBecause={member.accountId === own ? t('roles.self') : undefined}
													onClick={() => setChanging(member)}
												>
													{t('roles.change')}
												</Button>
											)}
											{member.disabled ? (
												<Button
													size="sm"
													onClick={() =>
														intent.send({ intent: 'enable', accountId: member.accountId, name: member.name })
													}
												>
													{t('people.enable')}
												</Button>
											) : (
												<Button
													size="sm"
													refusedBecause={member.accountId === own ? t('people.self') : undefined}
													onClick={() => setLeaving(member)}
												>
													{t('people.disable')}
												</Button>
											)}
										</span>
									),
								},
							]
						: []),
				]}
			/>
			<MemberRolesDialog member={changing} roles={roles} onClose={() => setChanging(null)} />
			<ConfirmDialog
				open={leaving !== null}
				onOpenChange={(open) => !open && setLeaving(null)}
				title={t('people.disableTitle', { name: leaving?.name })}
				confirmLabel={t('people.disableConfirm')}
				variant="danger-fill"
				busy={intent.busy}
				onConfirm={() =>
					leaving && intent.send({ intent: 'disable', accountId: leaving.accountId, name: leaving.name, reason })
				}
			>
				<p className="mb-3">{t('people.disableText', { name: leaving?.name, tenant })}</p>
				<Field label={t('people.reason')}>
					<TextInput value={reason} onChange={(event) => setReason(event.target.value)} maxLength={500} />
				</Field>
			</ConfirmDialog>
		</>
	)
}
