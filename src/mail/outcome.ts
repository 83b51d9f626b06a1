/** What one try came to, read from what the server said and from how far the message had gone. Pure. */
export type Outcome =
  /** The server answered 250 after the final dot: it is responsible now. */
  | { kind: 'sent'; reply: string }
  /** Certainly not accepted, may be later: a 4xx of the server, or a link that failed before the body left. */
  | { kind: 'retry'; reply: string; cause: RetryCause }
  /** Certainly not accepted, never will be. */
  | { kind: 'failed'; reply: string }
  /** The body left and no reply came back: RFC 1047's window. */
  | { kind: 'unknown'; reply: string }
  /** Nothing is wrong with this mail; no mail can leave until a person has looked. */
  | { kind: 'stop'; reply: string; reason: StopReason }
  /** The row was no longer held by this sender when it asked to commit; nothing left. */
  | { kind: 'notOurs' }
  /** Its turn came too late: the round was ending. */
  | { kind: 'notBegun' };

/** `reply`: the server deferred this mail. `network`: no server was reached, or it hung up on everybody. */
export type RetryCause = 'reply' | 'network';

/** `auth`: login refused. `tls`: no trusted encryption. `sender`: the server refuses MAIL_FROM or this machine. */
export type StopReason = 'auth' | 'tls' | 'sender';

/** The parts of nodemailer's errors that are read. */
export interface SmtpFailure {
  message: string;
  code?: string | undefined;
  /** The system's or OpenSSL's code, where nodemailer replaced it. */
  originalCode?: string | undefined;
  responseCode?: number | undefined;
  response?: string | undefined;
  command?: string | undefined;
}

const CERTIFICATE_TROUBLE = /CERT|^ERR_(?:SSL|TLS)|^EPROTO$/;
/** Authentication required, mechanism too weak, credentials invalid, encryption required: RFC 4954 §6. */
const AUTH_REPLIES: readonly number[] = [530, 534, 535, 538];
/** MAIL FROM may also be refused because of the size announced with it: that is the mail's fault, not the sender's. */
const TOO_LARGE = /^552|[ -]5\.3\.4\b/;

/** `bodyLeft`: at least one byte of the message was handed to the socket. */
export function classifyFailure(failure: SmtpFailure, bodyLeft: boolean): Outcome {
  const reply = wordsOf(failure);
  const status = failure.responseCode;
  if (status === undefined || status < 400) return withoutReply(failure, bodyLeft, reply);
  const stop = stopReason(failure, status);
  if (stop !== null) return { kind: 'stop', reply, reason: stop };
  // 421 closes the whole session, 503 says the session was out of step: neither is about this mail
  if (status === 421 || status === 503) return { kind: 'retry', reply, cause: 'network' };
  if (status >= 500) return { kind: 'failed', reply };
  return { kind: 'retry', reply, cause: failure.command === 'CONN' ? 'network' : 'reply' };
}

function withoutReply(failure: SmtpFailure, bodyLeft: boolean, reply: string): Outcome {
  if (bodyLeft) return { kind: 'unknown', reply };
  const tls = failure.code === 'EREQUIRETLS' || CERTIFICATE_TROUBLE.test(failure.originalCode ?? failure.code ?? '');
  if (tls) return { kind: 'stop', reply, reason: 'tls' };
  if (failure.code === 'EAUTH') return { kind: 'stop', reply, reason: 'auth' };
  // refused on our side before a byte was sent: larger than the server's SIZE, or an envelope nodemailer would not write
  if (failure.code === 'EMESSAGE' || failure.code === 'EENVELOPE') return { kind: 'failed', reply };
  return { kind: 'retry', reply, cause: 'network' };
}

function stopReason(failure: SmtpFailure, status: number): StopReason | null {
  if (status < 500) return null;
  if (failure.code === 'EAUTH' || AUTH_REPLIES.includes(status)) return 'auth';
  if (failure.command === 'STARTTLS') return 'tls';
  if (failure.command === 'CONN') return 'sender';
  return failure.command === 'MAIL FROM' && status !== 503 && !TOO_LARGE.test(failure.response ?? '') ? 'sender' : null;
}

/** The server's own words where there are any; 500 characters, one line, because they stand in a table cell. */
function wordsOf(failure: SmtpFailure): string {
  return (failure.response ?? failure.message).replaceAll(/\s+/g, ' ').trim().slice(0, 500);
}
