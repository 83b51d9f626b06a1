import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { FastifyInstance } from 'fastify';
import { BOUNCE_TYPES } from '../uploads.ts';
import { XLSX } from '../wire/import-report.ts';

type Document = ReturnType<typeof jsonSchemaTransformObject>;
type Json = Record<string, unknown>;

/** The documentation's own files and the API itself, for trying it out; nothing inline, nothing from elsewhere. */
const DOCS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** OpenAPI 3.1 at `/api/openapi.json`, to read and try at `/api/docs`. Register before the routes. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '周调度 · weekly dispatch',
        version,
        description:
          'Every changing request carries an `Idempotency-Key`: sent again with the same content it gives the same answer and happens ' +
          'once. Errors are RFC 9457 problem documents in the language of `Accept-Language` (zh-CN, en).',
      },
      tags: [
        'projects',
        'problems',
        'supervision',
        'visits',
        'whistles',
        'batches',
        'series',
        'meetings',
        'rounds',
        'briefs',
        'links',
        'mails',
        'mailbox',
        'imports',
        'files',
        'people',
        'sessions',
        'units',
        'experts',
        'policies',
        'evaluation',
        'access',
        'settings',
        'audit',
        'system',
      ].map(name => ({ name })),
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: '__Host-dispatch' },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: document =>
      withoutUnused(withoutNeedlessBodies(withUpload(jsonSchemaTransformObject(document) as Json))) as Document,
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: DOCS_POLICY,
    uiConfig: { persistAuthorization: false },
  });
  // Fixed and public, as generators of clients ask for it; the page at /api/docs has an address of its own for the same.
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
}

interface Parameter {
  name: string;
  schema: Json;
}

/** Files are read as they stream in, past the schemas of bodies; so the document is told here what may come. */
function withUpload(document: Json): Json {
  const paths = document['paths'] as Record<string, Record<string, Json> | undefined>;
  const file = { type: 'string', format: 'binary' };
  const content = Object.fromEntries(
    ['application/octet-stream', XLSX, 'text/csv'].map(type => [type, { schema: file }]),
  );
  const fields = {
    '/api/v1/imports': ['fileName', 'ledger', 'assume', 'map'],
    '/api/v1/rounds/{month}/reports': ['fileName'],
  };
  for (const [path, names] of Object.entries(fields)) {
    const post = paths[path]?.['post'];
    // What a form says beside the file is what the query may say too.
    const asked = ((post?.['parameters'] ?? []) as Parameter[]).filter(({ name }) => names.includes(name));
    const properties = { file, ...Object.fromEntries(asked.map(({ name, schema }) => [name, schema])) };
    const schema = { type: 'object', required: ['file'], properties, additionalProperties: false };
    if (post) post['requestBody'] = { required: true, content: { ...content, 'multipart/form-data': { schema } } };
  }
  // A paper comes as a form only: its name says what it promises to be.
  const paper = paths['/api/v1/files']?.['post'];
  const schema = { type: 'object', required: ['file'], properties: { file }, additionalProperties: false };
  if (paper) paper['requestBody'] = { required: true, content: { 'multipart/form-data': { schema } } };
  // A delivery report comes as the mail it is.
  const bounce = paths['/api/v1/mails/bounces']?.['post'];
  const report = Object.fromEntries(BOUNCE_TYPES.map(type => [type, { schema: file }]));
  if (bounce) bounce['requestBody'] = { required: true, content: report };
  return document;
}

/** Where no field is needed the body may be left out (`parseBodies`); the library says of every body that it must come. */
function withoutNeedlessBodies(document: Json): Json {
  const { schemas } = document['components'] as { schemas: Record<string, Json> };
  const bodyOf = (operation: Json) => operation['requestBody'] as { required: boolean; content: Json } | undefined;
  for (const operation of Object.values(document['paths'] as Record<string, Record<string, Json>>).flatMap(
    Object.values,
  )) {
    const body = bodyOf(operation as Json);
    const { schema } = (body?.content['application/json'] ?? {}) as { schema?: Json };
    const name = String(schema?.['$ref'] ?? '').replace('#/components/schemas/', '');
    const { type, required } = schemas[name] ?? schema ?? {};
    if (body && type === 'object' && required === undefined) body.required = false;
  }
  return document;
}

/** Each schema is generated as it comes in and as it goes out; only what something refers to stays. */
function withoutUnused(document: Json): Json {
  const components = document['components'] as { schemas: Record<string, unknown> };
  const used = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { $ref } = value as { $ref?: unknown };
    const name = typeof $ref === 'string' ? $ref.replace('#/components/schemas/', '') : undefined;
    if (name !== undefined && !used.has(name)) {
      used.add(name);
      walk(components.schemas[name]);
    }
    Object.values(value).forEach(walk);
  };
  walk(document['paths']);
  const schemas = Object.fromEntries(Object.entries(components.schemas).filter(([name]) => used.has(name)));
  return { ...document, components: { ...components, schemas } };
}
