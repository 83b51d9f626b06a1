import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Unavailable } from '../contract/ports.ts';
import { openDrafts, type Whole } from './drafts.ts';
import { isSha256, placeOf, type FileStore } from './store.ts';

/** A bucket and how to reach it. Without keys the SDK looks for them where its own tools do (profile, role of the machine). */
export interface S3Settings {
  bucket: string;
  /** Null: Amazon's own, by the region. */
  endpoint: string | null;
  region: string;
  /** Before every key, e.g. `papers/`; may be empty. */
  prefix: string;
  /** `https://host/bucket/key` instead of `https://bucket.host/key`. */
  pathStyle: boolean;
  keys: { id: string; secret: string } | null;
}

/** A paper of 20 MiB over a slow line takes a while; a server that says nothing does not. */
const CONNECT_MS = 5_000;
const SILENCE_MS = 30_000;
const TRIES = 3;

/** Every failure is thrown to us; the SDK would print some of them besides. */
const say = (): undefined => undefined;
const QUIET = { debug: say, info: say, warn: say, error: say };

// It warns of the Node versions of coming releases on every start; written here, not read.
// eslint-disable-next-line no-restricted-properties
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const clientOf = ({ endpoint, region, pathStyle, keys }: S3Settings): S3Client =>
  new S3Client({
    region,
    ...(endpoint === null ? {} : { endpoint }),
    forcePathStyle: pathStyle,
    ...(keys ? { credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret } } : {}),
    maxAttempts: TRIES,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: SILENCE_MS, throwOnRequestTimeout: true },
    // Other makers' servers do not know the newer checksum headers; the signed SHA-256 of the content does the same.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    logger: QUIET,
  });

/**
 * Keeps files as objects of a bucket. A file is taken in on the disk first (`drafts`); it is sent with its length, and with its SHA-256 as the
 * signed hash of the content: the server refuses what did not arrive whole and unchanged, and of a transfer that breaks off nothing is kept.
 */
export async function openS3Store(settings: S3Settings, drafts: string): Promise<FileStore> {
  const client = clientOf(settings);
  const { bucket: Bucket, prefix } = settings;
  const objectOf = (sha256: string) => ({ Bucket, Key: prefix + placeOf(sha256) });
  const taking = await openDrafts(drafts);

  const isKept = async ({ sha256, bytes }: Whole): Promise<boolean> => {
    const head = await unlessMissing(client.send(new HeadObjectCommand(objectOf(sha256))));
    return head?.ContentLength === bytes;
  };
  return {
    put: (content, taken) =>
      taking.take(content, taken, async draft => {
        if (await isKept(draft)) return;
        const { path, sha256, bytes } = draft;
        const command = new PutObjectCommand({
          ...objectOf(sha256),
          Body: createReadStream(path),
          ContentLength: bytes,
        });
        command.middlewareStack.add(
          next => args => {
            (args.request as { headers: Record<string, string> }).headers['x-amz-content-sha256'] = sha256;
            return next(args);
          },
          { step: 'build', name: 'contentSha256' },
        );
        await orUnavailable(client.send(command));
      }),
    open: async sha256 => {
      if (!isSha256(sha256)) return null;
      const found = await unlessMissing(client.send(new GetObjectCommand(objectOf(sha256))));
      if (!(found?.Body instanceof Readable)) return null;
      return { bytes: found.ContentLength ?? 0, content: found.Body };
    },
    check: () => client.send(new HeadBucketCommand({ Bucket })),
  };
}

/** Whatever the store answers that is not what was asked for, nothing is kept, and the caller may ask again. */
async function orUnavailable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new Unavailable('files', error);
  }
}

/** Null when there is no such object; a bucket that is missing, or keys that do not fit, are a fault of the store. */
async function unlessMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof S3ServiceException && ['NotFound', 'NoSuchKey'].includes(error.name)) return null;
    throw new Unavailable('files', error);
  }
}
