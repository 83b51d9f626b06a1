import { z } from 'zod';

/** What a browser hands over of an authenticator, as the page's script sends it. All of it comes from outside. */
const MOST = 16_384;
const base64url = z
  .string()
  .min(1)
  .max(MOST)
  .regex(/^[A-Za-z0-9_-]+$/);

const credentialShape = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
};

const registration = z.object({
  ...credentialShape,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().regex(/^[a-z-]{1,20}$/)).max(10),
  }),
});
export type RegistrationAnswer = z.output<typeof registration>;

const assertion = z.object({
  ...credentialShape,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullable(),
  }),
});
export type AssertionAnswer = z.output<typeof assertion>;

/** What the browser says it has asked the authenticator for. */
const clientData = z.object({
  challenge: base64url,
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
});
export type ClientData = z.output<typeof clientData>;

export interface Read<T> {
  answer: T;
  client: ClientData;
}

export const readRegistration = (text: string): Read<RegistrationAnswer> | null => read(registration, text);
export const readAssertion = (text: string): Read<AssertionAnswer> | null => read(assertion, text);

function read<T extends { response: { clientDataJSON: string } }>(schema: z.ZodType<T>, text: string): Read<T> | null {
  const answer = schema.safeParse(json(text));
  if (!answer.success) return null;
  const bytes = Buffer.from(answer.data.response.clientDataJSON, 'base64url');
  const client = clientData.safeParse(json(bytes.toString()));
  return client.success ? { answer: answer.data, client: client.data } : null;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
