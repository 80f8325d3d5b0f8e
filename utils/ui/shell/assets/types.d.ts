/** A page that can be opened, as the server lists it. */
interface ShellPage {
  /** Its address, relative to the app. */
  address: string;
  title: string;
}

/** What the server says of the shell. */
interface ShellState {
  name: string;
  purpose: string;
  /** Address of the page that is open. */
  current: string;
  pages: ShellPage[];
  /** Pages behind the button "More". */
  more: ShellPage[];
  /** Address that answers a search, and that of the words that are explained. */
  find: string;
  glossary: string;
  /** Address that says how many files are made before others. */
  queue: string;
  help: ShellPage;
  /** Name of the chart that a link leads to; empty where it leads to none. */
  chart: string;
}

/** A place that a search found. */
interface Candidate {
  name: string;
  /** What it is and where, such as "town in Newcastle-under-Lyme, Staffordshire". */
  where: string;
}

interface FindAnswer {
  candidates: Candidate[];
  /** Why nothing was found, or what to know about what was. */
  message: string;
  /** The place that is meant beyond doubt, which Enter takes; -1 where a person must choose. */
  chosen: number;
}

/** Files ever asked for, and those of them that are ready or failed. */
interface Turns {
  asked: number;
  done: number;
}

type ShellSend = (event: Record<string, string>) => void;

interface Window {
  AtlasFrame: { show(): { remove(): void } };
  AtlasShell: { show(parent: HTMLElement, state: ShellState, send: ShellSend): { remove(): void } };
}

/** The style of the head, written before its parts. */
declare const STYLE: string;
