import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';

/** Where Temporal is: the embedded server's address, or null for what TEMPORAL_ADDRESS and the envconfig profiles say. */
export type TemporalPlace = { address: string } | null;

const connectConfig = (place: TemporalPlace) =>
  place ? { connectionOptions: { address: place.address }, namespace: 'default' } : loadClientConnectConfig();

export async function connectClient(place: TemporalPlace): Promise<Client> {
  const { connectionOptions, namespace = 'default' } = connectConfig(place);
  // The native connection's options are the wider set; what the client does not know it ignores.
  const connection = await Connection.connect(connectionOptions as Parameters<typeof Connection.connect>[0]);
  return new Client({ connection, namespace });
}

export async function connectWorker(
  place: TemporalPlace,
): Promise<{ connection: NativeConnection; namespace: string }> {
  const { connectionOptions, namespace = 'default' } = connectConfig(place);
  return { connection: await NativeConnection.connect(connectionOptions), namespace };
}
