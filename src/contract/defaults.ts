/** Where `npm start` listens and keeps its token when no variable says otherwise, so that the command finds both by itself. */
export const DEFAULT_URL = 'http://127.0.0.1:8080';
export const DEFAULT_DATA = '.data';
