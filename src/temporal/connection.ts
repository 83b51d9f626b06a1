import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import type { CodecKey } from '../contract/codec-key.ts';
import { payloadCodec } from './codec.ts';

/** Where Temporal is: the embedded server's address, or null for what TEMPORAL_ADDRESS and the envconfig profiles say. */
export type TemporalPlace = { address: string } | null;

interface Access {
  /** Read instead of the environment, where a part of it stands in a file. */
  temporalEnv: Readonly<Record<string, string>> | null;
  codecKeys: readonly CodecKey[];
}

function connectConfig(place: TemporalPlace, { temporalEnv }: Access) {
  if (place) return { connectionOptions: { address: place.address }, namespace: 'default' };
  return loadClientConnectConfig(temporalEnv === null ? {} : { overrideEnvVars: { ...temporalEnv } });
}

/** The same for clients and workers: what one encrypts the other must open. */
export function dataConverterOf({ codecKeys }: Pick<Access, 'codecKeys'>): DataConverter {
  const codec = payloadCodec(codecKeys);
  return codec === null ? {} : { payloadCodecs: [codec] };
}

export async function connectClient(place: TemporalPlace, access: Access): Promise<Client> {
  const { connectionOptions, namespace = 'default' } = connectConfig(place, access);
  // The native connection's options are the wider set; what the client does not know it ignores.
  const connection = await Connection.connect(connectionOptions as Parameters<typeof Connection.connect>[0]);
  return new Client({ connection, namespace, dataConverter: dataConverterOf(access) });
}

export async function connectWorker(
  place: TemporalPlace,
  access: Access,
): Promise<{ connection: NativeConnection; namespace: string }> {
  const { connectionOptions, namespace = 'default' } = connectConfig(place, access);
  return { connection: await NativeConnection.connect(connectionOptions), namespace };
}
