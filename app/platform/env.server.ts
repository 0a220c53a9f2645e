import { z } from 'zod'

const url = (protocols: string[]) =>
	z.string().refine(
		(value) => {
			try {
				return protocols.includes(new URL(value).protocol)
			} catch {
				return false
			}
		},
		{ message: `must be a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}` },
	)

const blankAsAbsent = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsAbsent, schema.optional())

const envSchema = z.object({
	NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
	PORT: z.coerce.number().int().min(0).max(65535).default(3000),
	HOST: z.string().default('0.0.0.0'),
	DATABASE_URL: optional(url(['postgres:', 'postgresql:'])),
	DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
	DATA_DIR: z.string().min(1).default('./.data'),
	SMTP_URL: optional(url(['smtp:', 'smtps:'])),
	MAIL_FROM: z.string().min(3).default('Lotline 批迹 <no-reply@lotline.example>'),
	FILES_URL: optional(url(['s3:', 'file:'])),
	SESSION_SECRET: optional(z.string().min(32, 'must have at least 32 characters')),
	BASE_URL: optional(url(['http:', 'https:'])),
	SEED: z.enum(['demo', 'none']).default('none'),
	DEMO_PASSWORD: optional(z.string().min(10, 'must have at least 10 characters')),
	DEMO_API_KEY: optional(z.string().min(24, 'must have at least 24 characters')),
	JOBS: z.enum(['inline', 'off']).default('inline'),
	LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
	TRUST_PROXY: z.enum(['true', 'false']).default('false'),
})

/** `SESSION_SECRET` is empty where none is given: the portal then keeps one of its own beside its data. */
export type Env = Omit<z.infer<typeof envSchema>, 'SESSION_SECRET'> & { SESSION_SECRET: string }

/** A setting that is wrong; its message names the variable. The start ends with it. */
export class EnvError extends Error {}

/**
 * Reads the settings once, at start.
 * @throws EnvError with one line for each wrong variable, naming it and what is expected.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
	const parsed = envSchema.safeParse(source)
	if (!parsed.success) {
		const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
		throw new EnvError(`The portal cannot start; these settings are wrong:\n  ${lines.join('\n  ')}`)
	}
	const env = parsed.data
	if (env.NODE_ENV === 'production' && env.DATABASE_URL && !env.SESSION_SECRET) {
		throw new EnvError('SESSION_SECRET: needed in production with DATABASE_URL, so that several processes agree on it')
	}
	return { ...env, SESSION_SECRET: env.SESSION_SECRET ?? '' }
}
