import { createContext, useContext } from 'react';

/** Height of a row in pixels in the density in force; the virtualiser needs the number that the style sheet uses. */
export const RowHeight = createContext(28);

export const useRowHeight = () => useContext(RowHeight);
