// A connection to PostgreSQL that is given up once a query is not answered: its other end may be gone without a word, and a pool would
// lend it again and again.
import { Client, type PoolConfig } from 'pg';

/** Milliseconds without an answer after which a connection is given up. */
const SILENCE_MILLISECONDS = 20_000;
/** Milliseconds after which the server ends a transaction in which nothing happens: whoever began it may have been stopped. */
const IDLE_MILLISECONDS = 10_000;

/** What the client says of a query that was not answered. */
const NOT_ANSWERED = 'Query read timeout';

type Query = (...query: unknown[]) => unknown;

class ImpatientClient extends Client {
  private giveUp(): void {
    const { connection } = this as unknown as { readonly connection: { readonly stream: { destroy(): void } } };
    connection.stream.destroy();
  }

  constructor(config?: ConstructorParameters<typeof Client>[0]) {
    super(config);
    // A connection may end while it is lent and nothing is asked: whoever asks next is told, and nobody need die of it.
    this.on('error', () => {});
    const ask = this.query.bind(this) as Query;
    const impatient: Query = (...query) => {
      const answer = ask(...query);
      // Asked with a callback there is no promise, and the pool itself gives the connection up.
      if (answer instanceof Promise)
        answer.catch((error: unknown) => {
          if (error instanceof Error && error.message === NOT_ANSWERED) this.giveUp();
        });
      return answer;
    };
    this.query = impatient as typeof this.query;
  }
}

/** Settings of a pool whose connections are given up once they are silent. */
export const IMPATIENT = {
  Client: ImpatientClient,
  keepAlive: true,
  query_timeout: SILENCE_MILLISECONDS,
  idle_in_transaction_session_timeout: IDLE_MILLISECONDS,
} as const satisfies PoolConfig;
