import { create } from 'zustand';

/** Whether somebody is signed in and the screen unlocked: streams and screens rest while not, so that nothing is asked in nobody's name. */
export const useGate = create<{ readonly open: boolean }>(() => ({ open: false }));
