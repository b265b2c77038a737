import { type DestinationStream, destination, pino } from 'pino';

/** What the backend writes about itself. Words first, then what a person needs to find the cause; never a personal value. */
export interface Log {
  debug(message: string, details?: object): void;
  info(message: string, details?: object): void;
  warn(message: string, details?: object): void;
  error(message: string, details?: object): void;
  /** A log that names the part of the program that speaks. */
  child(part: string): Log;
}

export interface LogOptions {
  readonly level?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Path of a file; without one, standard error. Standard output belongs to the commands' results. */
  readonly file?: string;
  /** Takes the lines in place of file and standard error. */
  readonly sink?: { write(line: string): void };
}

/** JSON lines through pino. `Error` values under `error` keep their stack. */
export function createLog(options: LogOptions = {}): Log {
  const target: DestinationStream =
    options.sink ?? destination({ dest: options.file ?? 2, mkdir: true, sync: true, ...(options.file ? { mode: 0o600 } : {}) });
  const logger = pino({ level: options.level ?? 'info', base: null, serializers: { error: pino.stdSerializers.err } }, target);
  return wrap(logger);
}

type Logger = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error' | 'child'>;

function wrap(logger: Logger): Log {
  return {
    debug: (message, details = {}) => logger.debug(details, message),
    info: (message, details = {}) => logger.info(details, message),
    warn: (message, details = {}) => logger.warn(details, message),
    error: (message, details = {}) => logger.error(details, message),
    child: (part) => wrap(logger.child({ part })),
  };
}
