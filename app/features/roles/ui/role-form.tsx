import { Check, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import type { Action, SubjectName } from '#app/core/permission.ts'
import { KEEPER, type RolePermissions } from '#app/core/tenant-role.ts'
import type { HistoryEntry } from '#app/features/audit/record-history.queries.server.ts'
import { RecordHistory } from '#app/features/audit/ui/record-history.tsx'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { comparePermissions } from '../compare-permissions.ts'
import type { RoleLimit } from '../may-give.server.ts'
import type { RoleHolder, RoleToEdit } from '../roles.queries.server.ts'
import { newRoleSchema, roleFormSchema, writePermissions } from '../roles.schema.ts'
import { HoldersCard } from './holders-card.tsx'
import { MenuCard } from './menu-card.tsx'
import { PermissionMatrix } from './permission-matrix.tsx'
import { PermissionChanges } from './permission-words.tsx'
import { forPartner } from './role-menu.ts'

type Props = {
	role: RoleToEdit
	limit: RoleLimit
	isNew: boolean
	holders: ListPage<RoleHolder> | null
	changes: readonly HistoryEntry[]
}

const withPermission = (value: RolePermissions, subject: SubjectName, action: Action, on: boolean): RolePermissions => {
	const actions = value[subject] ?? []
	return { ...value, [subject]: on ? [...actions, action] : actions.filter((one) => one !== action) }
}

/** A role's name and permissions, with the menu that they make and what differs from the portal's role beside them. */
export function RoleForm({ role, limit, isNew, holders, changes }: Props) {
	const { t } = useTranslation('roles')
	const ability = useAbility()
	const readOnly = !ability.can(isNew ? 'create' : 'update', 'Role') || role.retiredAt !== null
	const [permissions, setPermissions] = useState(role.permissions)
	const form = useServerForm({
		schema: isNew ? newRoleSchema : roleFormSchema,
		defaultValues: {
			...(isNew ? { base: role.base } : {}),
			titleEn: isNew ? '' : role.title.en,
			titleZh: isNew ? '' : role.title['zh-CN'],
			descriptionEn: role.description?.en ?? '',
			descriptionZh: role.description?.['zh-CN'] ?? '',
			permissions: writePermissions(role.permissions),
			version: role.version ?? undefined,
			reason: '',
		},
		translate: (key) => t(key as 'form.tooLong'),
		onSaved: () => {
			form.reset({ ...form.getValues(), reason: '' })
			showToast({ tone: 'pass', title: t('edit.saved') })
		},
	})
	const change = (subject: SubjectName, action: Action, on: boolean) => {
		const next = withPermission(permissions, subject, action, on)
		setPermissions(next)
		form.setValue('permissions', writePermissions(next), { shouldDirty: true })
	}
	const difference = comparePermissions(role.shippedPermissions, permissions)
	const differs = difference.added.length + difference.removed.length > 0
	return (
		<form {...form.formProps}>
			{isNew && <input type="hidden" name="base" value={role.base} />}
			<input type="hidden" {...form.register('permissions')} />
			<input type="hidden" {...form.register('version')} />
			<Stack>
				<ErrorSummary {...form.summary} />
				{role.key === KEEPER && !isNew && <Note tone="waiting">{t('edit.keeper')}</Note>}
				{!readOnly && limit.why && <Note tone="waiting">{t(`edit.limit.${limit.why}`)}</Note>}
				{forPartner(role.base) && <Note tone="waiting">{t('edit.partner')}</Note>}
				<Split
					aside={
						<>
							<Card title={t('changes.title')}>
								{differs ? <PermissionChanges {...difference} /> : <p className="text-text-2">{t('changes.none')}</p>}
							</Card>
							<MenuCard base={role.base} permissions={permissions} sub={t('menu.sub')} />
							{holders && <HoldersCard role={role.key} holders={holders} people={role.people} />}
							{!isNew && (
								<RecordHistory
									entries={changes}
									recordId={role.key}
									detail={(entry) => <RoleDifference entry={entry} />}
								/>
							)}
						</>
					}
				>
					<Card title={t('edit.names')}>
						<FieldGrid>
							<Field {...form.field('titleEn')} label={t('edit.titleEn')} required>
								<TextInput readOnly={readOnly} {...form.register('titleEn')} />
							</Field>
							<Field {...form.field('titleZh')} label={t('edit.titleZh')} required>
								<TextInput lang="zh-CN" readOnly={readOnly} {...form.register('titleZh')} />
							</Field>
							<Field {...form.field('descriptionEn')} label={t('edit.descriptionEn')}>
								<TextInput readOnly={readOnly} {...form.register('descriptionEn')} />
							</Field>
							<Field {...form.field('descriptionZh')} label={t('edit.descriptionZh')}>
								<TextInput lang="zh-CN" readOnly={readOnly} {...form.register('descriptionZh')} />
							</Field>
						</FieldGrid>
					</Card>
					<Card title={t('matrix.title')} sub={t('matrix.sub')} padding="flush">
						<PermissionMatrix
							roleKey={isNew ? '' : role.key}
							grantable={role.grantable}
							shipped={role.shippedPermissions}
							most={limit.most}
							value={permissions}
							readOnly={readOnly}
							onChange={change}
						/>
					</Card>
					{!readOnly && (
						<Card>
							<Field {...form.field('reason')} label={t('edit.reason')} hint={t('edit.reasonHint')} required>
								<TextInput autoComplete="off" {...form.register('reason')} />
							</Field>
						</Card>
					)}
					<FormActions note={t(readOnly ? 'edit.notYours' : 'edit.note')}>
						{!readOnly && (
							<Button type="submit" name="intent" value="save" variant="primary" icon={Check} busy={form.busy}>
								{t(isNew ? 'edit.create' : 'edit.save')}
							</Button>
						)}
						{!readOnly && !isNew && role.shipped && role.changed && (
							<Button type="submit" name="intent" value="reset" icon={RotateCcw}>
								{t('edit.reset')}
							</Button>
						)}
						{!readOnly && !isNew && !role.shipped && (
							<Button type="submit" name="intent" value="retire" icon={Trash2}>
								{t('edit.retire')}
							</Button>
						)}
						<ButtonLink to="/roles">{t('edit.back')}</ButtonLink>
					</FormActions>
				</Split>
			</Stack>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}

const permissionsIn = (values: HistoryEntry['before']): RolePermissions | null =>
	values && typeof values.permissions === 'object' ? (values.permissions as RolePermissions) : null

/** What a role gained and lost by a change. */
function RoleDifference({ entry }: { entry: HistoryEntry }) {
	const [before, after] = [permissionsIn(entry.before), permissionsIn(entry.after)]
	return before && after ? <PermissionChanges {...comparePermissions(before, after)} /> : null
}
