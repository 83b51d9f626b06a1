import { createContext } from 'react';

/** How a field tells its form that a file is on its way: a form that left now would leave without it. */
export const Storing = createContext<(file: Promise<unknown>) => void>(() => undefined);
