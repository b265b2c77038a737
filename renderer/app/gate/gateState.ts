import { create } from 'zustand';

interface GateState {
  /** Whether somebody is signed in and the screen unlocked: streams, keys and screens rest while not. */
  readonly open: boolean;
  /** The gate stays shut although the backend would let in: recovery codes are on screen, and they are shown once. */
  readonly held: boolean;
}

export const useGate = create<GateState>(() => ({ open: false, held: false }));
