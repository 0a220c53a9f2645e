import { Check } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PARTNER_ROLES, type RoleKey } from '#app/core/permission.ts'
import type { RoleName } from '#app/core/tenant-role.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { memberRolesSchema } from '../invitation.schema.ts'
import type { Member } from '../members.queries.server.ts'
import { showDone } from './account-cards.tsx'

export type RoleChoice = RoleName & { base: RoleKey }
type Props = { member: Member | null; roles: readonly RoleChoice[]; onClose: () => void }

/** Which roles a person has: a partner's person chooses among those of its kind, others among the rest. */
export function MemberRolesDialog({ member, roles, onClose }: Props) {
	const { t } = useTranslation('identity')
	return (
		<Dialog
			open={member !== null}
			onOpenChange={(open) => !open && onClose()}
			title={t('roles.title', { name: member?.name })}
			description={t('roles.text')}
			keepOpenOnOutside
		>
			{member && <RolesForm member={member} roles={roles} onClose={onClose} />}
		</Dialog>
	)
}

function RolesForm({ member, roles, onClose }: Props & { member: Member }) {
	const { t } = useTranslation('identity')
	const { say } = useReader()
	const held = member.roles.map((role) => role.key)
	const side = member.partyName ? roles.find((role) => held.includes(role.key))?.base : undefined
	const choices = roles.filter((role) => (side ? role.base === side : !PARTNER_ROLES.includes(role.base)))
	const [chosen, setChosen] = useState<readonly string[]>(held)
	const form = useServerForm({
		schema: memberRolesSchema,
		action: '/people',
		defaultValues: { accountId: member.accountId, roles: held.join(' '), reason: '' },
		translate: t as (key: string) => string,
		onSaved: (answer) => {
			showDone(answer)
			onClose()
		},
	})
	const toggle = (key: string, on: boolean) => {
		const next = on ? [...chosen, key] : chosen.filter((one) => one !== key)
		setChosen(next)
		form.setValue('roles', next.join(' '), { shouldDirty: true })
	}
	const { error } = form.field('roles')
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<input type="hidden" name="intent" value="roles" />
			<input type="hidden" {...form.register('accountId')} />
			<input type="hidden" {...form.register('roles')} />
			<ErrorSummary {...form.summary} />
			<fieldset className="flex flex-col gap-1.5" {...(error ? { 'aria-describedby': 'member-roles-error' } : {})}>
				<legend className="mb-1 font-medium">{t('roles.which')}</legend>
				{choices.map((role) => (
					<Checkbox
						key={role.key}
						label={say(role.title)}
						checked={chosen.includes(role.key)}
						onChange={(event) => toggle(role.key, event.currentTarget.checked)}
					/>
				))}
				{error && (
					<p id="member-roles-error" className="text-12 text-rejected-fg">
						{error}
					</p>
				)}
			</fieldset>
			<Field {...form.field('reason')} label={t('roles.reason')} required>
				<TextInput autoComplete="off" {...form.register('reason')} />
			</Field>
			<DialogFooter flush>
				<Button type="submit" variant="primary" icon={Check} busy={form.busy}>
					{t('roles.save')}
				</Button>
			</DialogFooter>
		</form>
	)
}
