import { Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { hasNoChoice } from '#app/core/choice.ts'
import { LANGUAGE_CHOICES } from '#app/core/localized.ts'
import { PARTNER_ROLES, type RoleKey } from '#app/core/permission.ts'
import type { RoleName } from '#app/core/tenant-role.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { inviteSchema } from '../invitation.schema.ts'
import type { InviteOptions } from '../invitations.queries.server.ts'
import { showDone } from './account-cards.tsx'

export type InviteDialogProps = {
	open: boolean
	onOpenChange: (open: boolean) => void
	/** Companies and sites to choose from; none are needed where they stand fixed. */
	options?: InviteOptions
	/** Roles to choose from; none are needed where the role stands fixed. */
	roles?: readonly (RoleName & { base: RoleKey })[]
	/** Invites people of this partner: role and company stand fixed. */
	fixed?:
		| { role: RoleKey; partyId: string; email?: string | undefined; language?: 'en' | 'zh-CN' | undefined }
		| undefined
}

/** Whom to invite, as what. Posts to the people page from wherever it stands. */
export function InviteDialog(props: InviteDialogProps) {
	const { t } = useTranslation('identity')
	return (
		<Dialog
			open={props.open}
			onOpenChange={props.onOpenChange}
			title={t('invite.title')}
			description={t('invite.text')}
			keepOpenOnOutside
		>
			<InviteForm {...props} />
		</Dialog>
	)
}

function InviteForm({ onOpenChange, options, roles = [], fixed }: InviteDialogProps) {
	const { t } = useTranslation('identity')
	const { say, language } = useReader()
	const form = useServerForm({
		schema: inviteSchema,
		action: '/people',
		defaultValues: {
			email: fixed?.email ?? '',
			name: '',
			role: fixed?.role ?? 'quality_reviewer',
			language: fixed?.language ?? language,
			partyId: fixed?.partyId ?? '',
			siteId: '',
		},
		translate: t as (key: string) => string,
		onSaved: (answer) => {
			showDone(answer)
			onOpenChange(false)
		},
	})
	const chosen = form.watch('role')
	const base = roles.find((role) => role.key === chosen)?.base ?? fixed?.role ?? 'auditor'
	const partner = PARTNER_ROLES.includes(base)
	const companies = base === 'customer' ? options?.customers : options?.suppliers
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<input type="hidden" name="intent" value="invite" />
			<ErrorSummary {...form.summary} />
			<FieldGrid>
				<Field {...form.field('email')} label={t('invite.email')} required>
					<TextInput type="email" autoComplete="off" {...form.register('email')} />
				</Field>
				<Field {...form.field('name')} label={t('invite.name')} required>
					<TextInput autoComplete="off" {...form.register('name')} />
				</Field>
				{fixed ? (
					<>
						<input type="hidden" {...form.register('role')} />
						<input type="hidden" {...form.register('partyId')} />
					</>
				) : (
					<Field {...form.field('role')} label={t('invite.role')} required>
						<Select
							options={roles.map((role) => ({ value: role.key, label: say(role.title) }))}
							{...form.register('role')}
						/>
					</Field>
				)}
				{!fixed && partner && companies && (
					<Field {...form.field('partyId')} label={t('invite.party')} hint={t('invite.partyHint')} required>
						<FormChooser
							key={companies.from}
							control={form.control}
							name="partyId"
							shouldUnregister
							list={companies}
							placeholder={t('invite.partyPlaceholder')}
						/>
					</Field>
				)}
				{!partner && options && options.sites.all?.length !== 1 && !hasNoChoice(options.sites) && (
					<Field {...form.field('siteId')} label={t('invite.site')}>
						<FormChooser
							control={form.control}
							name="siteId"
							shouldUnregister
							list={options.sites}
							placeholder={t('invite.anySite')}
						/>
					</Field>
				)}
				<Field {...form.field('language')} label={t('invite.language')} required>
					<Select options={LANGUAGE_CHOICES} {...form.register('language')} />
				</Field>
			</FieldGrid>
			<DialogFooter flush>
				<Button type="submit" variant="primary" icon={Send} busy={form.busy}>
					{t('invite.submit')}
				</Button>
			</DialogFooter>
		</form>
	)
}
