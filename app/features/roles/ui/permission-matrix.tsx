import { useTranslation } from 'react-i18next'
import type { Action, SubjectName } from '#app/core/permission.ts'
import { ACTION_TITLES, SUBJECT_TITLES } from '#app/core/permission-words.ts'
import { holds, KEEPER, KEPT, type RolePermissions } from '#app/core/tenant-role.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { Tag } from '#app/ui/status/tag.tsx'

type Props = {
	roleKey: string
	grantable: RolePermissions
	shipped: RolePermissions
	/** What the reader may tick at most. */
	most: RolePermissions
	value: RolePermissions
	readOnly: boolean
	onChange: (subject: SubjectName, action: Action, on: boolean) => void
}

/** Everything a role may be given, a row for each thing it is done to, with what differs from the portal's own role. */
export function PermissionMatrix({ grantable, ...rest }: Props) {
	return (
		<div className="flex flex-col divide-y divide-line">
			{Object.entries(grantable).map(([subject, actions]) => (
				<SubjectRow key={subject} subject={subject as SubjectName} actions={actions ?? []} {...rest} />
			))}
		</div>
	)
}

type RowProps = Omit<Props, 'grantable'> & { subject: SubjectName; actions: readonly Action[] }

function SubjectRow({ subject, actions, roleKey, shipped, most, value, readOnly, onChange }: RowProps) {
	const { t } = useTranslation('roles')
	const { say } = useReader()
	const fixed = (action: Action) =>
		(subject === 'Home' && action === 'read') || (roleKey === KEEPER && holds(KEPT, subject, action))
	// What is ticked may always be taken away.
	const beyond = (action: Action) => !holds(value, subject, action) && !holds(most, subject, action)
	const differs = actions.some((action) => holds(shipped, subject, action) !== holds(value, subject, action))
	return (
		<fieldset className="grid gap-x-4 gap-y-1 px-4 py-2.5 desk:grid-cols-[190px_minmax(0,1fr)]">
			<legend className="sr-only">{say(SUBJECT_TITLES[subject])}</legend>
			<div aria-hidden className="flex flex-wrap items-center gap-2 font-medium">
				{say(SUBJECT_TITLES[subject])}
				{differs && <Tag>{t('matrix.changed')}</Tag>}
			</div>
			<div className="flex flex-wrap gap-x-5 gap-y-1">
				{actions.map((action) => (
					<Checkbox
						key={action}
						label={say(ACTION_TITLES[action])}
						checked={holds(value, subject, action)}
						disabled={readOnly || fixed(action) || beyond(action)}
						{...(fixed(action) && roleKey === KEEPER && subject !== 'Home' ? { title: t('matrix.kept') } : {})}
						onChange={(event) => onChange(subject, action, event.currentTarget.checked)}
					/>
				))}
			</div>
		</fieldset>
	)
}
