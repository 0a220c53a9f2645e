import { Signature } from 'lucide-react'
import type { ReactNode } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Field } from '#app/ui/forms/field.tsx'
import { PasswordInput } from '#app/ui/forms/password-input.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'

export interface SignatureBoxProps {
	/** The meaning of the signature: "approved". Source: 21 CFR 11.50(a)(3). */
	readonly meaning: string
	/** What is confirmed by it, in one sentence. */
	readonly statement: ReactNode
	/** Who signs, by name. */
	readonly signer: string
	/** The database's time with its zone, written out. */
	readonly time: string
	/** Names of the two fields; `reason` and `password` where not given. */
	readonly reason?: UseFormRegisterReturn | undefined
	readonly password?: UseFormRegisterReturn | undefined
	readonly reasonError?: string | undefined
	readonly passwordError?: string | undefined
	readonly reasonRequired?: boolean | undefined
	/** Of an authenticator, for who has one. */
	readonly code?: UseFormRegisterReturn | undefined
	readonly codeError?: string | undefined
}

/** The fields of an electronic signature: what is signed and its meaning, the reason, the password again, who and when. */
export function SignatureBox(props: SignatureBoxProps) {
	const {
		meaning,
		statement,
		signer,
		time,
		reason,
		password,
		reasonError,
		passwordError,
		reasonRequired = true,
		code,
		codeError,
	} = props
	const { t } = useTranslation('common')
	const reasonName = reason?.name ?? 'reason'
	const passwordName = password?.name ?? 'password'
	return (
		<div className="space-y-4">
			<div className="flex gap-3 rounded-2 border border-line-2 bg-surface-2 px-3 py-2.5">
				<Signature aria-hidden="true" className="mt-0.5" />
				<div className="min-w-0">
					<span className="font-medium">{t('signMeaning', { meaning })}</span>
					<div className="text-12 text-text-2">{statement}</div>
				</div>
			</div>
			<Field label={t('signReason')} name={reasonName} error={reasonError} required={reasonRequired}>
				<Textarea name={reasonName} {...reason} rows={2} />
			</Field>
			<Field
				label={t('signPassword')}
				name={passwordName}
				error={passwordError}
				hint={t('signPasswordHint', { name: signer, time })}
				required
			>
				<PasswordInput name={passwordName} {...password} />
			</Field>
			{code && (
				<Field label={t('signCode')} name={code.name} error={codeError} required>
					<TextInput inputMode="numeric" autoComplete="one-time-code" {...code} />
				</Field>
			)}
		</div>
	)
}
